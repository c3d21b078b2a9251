package dyn.cli;

import dyn.compiler.Recording;
import dyn.compiler.ResultWriter;
import dyn.runtime.plot.PlotWriter;
import dyn.runtime.results.Json;
import dyn.runtime.results.JsonReader;
import dyn.runtime.results.Manifest;
import dyn.runtime.results.RecordFormat;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where results go and what a run may take, as whoever resumes it has to know too.
 *
 * @param folder of the results
 * @param inputs folder where relative paths of data files start
 * @param memory bytes for records
 * @param seconds between two checkpoints, infinite for none
 * @param records between two checkpoints
 */
record Setting(Path folder, Path inputs, RecordFormat format, ResultWriter.Pictures pictures, long memory, double seconds, long records) {

  /** With what the run is, in one text. The folder itself may be moved. */
  String with(Manifest manifest) {
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("inputs", inputs.toAbsolutePath().toString());
    o.put("format", format.extension());
    o.put("pictures", pictures.wanted() ? pictures.format() : "");
    o.put("size", pictures.size().map(size -> size.width() + "x" + size.height()).orElse(""));
    o.put("memory", Long.toString(memory));
    o.put("seconds", Double.toString(seconds));
    o.put("records", Long.toString(records));
    o.put("manifest", manifest.toJson());
    return Json.text(o);
  }

  /** Threads to run on: all cores where none are asked for. */
  static int workers(Integer asked) {
    return asked == null ? Runtime.getRuntime().availableProcessors() : asked;
  }

  /** What {@link #with} wrote; what is not that is an {@link IllegalArgumentException}. */
  static Setting of(String text, Path folder) {
    Map<?, ?> o = (Map<?, ?>) JsonReader.read(text);
    return new Setting(folder, Path.of((String) o.get("inputs")), RecordFormat.named((String) o.get("format")).orElseThrow(),
        pictures((String) o.get("pictures"), (String) o.get("size")), Long.parseLong((String) o.get("memory")),
        Double.parseDouble((String) o.get("seconds")), Long.parseLong((String) o.get("records")));
  }

  private static ResultWriter.Pictures pictures(String format, String size) {
    return format.isEmpty() ? ResultWriter.Pictures.NONE : new ResultWriter.Pictures(true, format, PlotWriter.Size.parse(size));
  }

  static Manifest manifest(String text) {
    return Manifest.parse((String) ((Map<?, ?>) JsonReader.read(text)).get("manifest"));
  }

  static long defaultMemory() {
    return Recording.defaultMemory();
  }
}
