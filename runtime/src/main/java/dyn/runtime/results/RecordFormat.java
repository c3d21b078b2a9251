package dyn.runtime.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Formats in which records are written. */
public enum RecordFormat {
  CSV, H5, NPZ;

  /** As names of files end, and as options name it. */
  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<RecordFormat> named(String extension) {
    return Arrays.stream(values()).filter(f -> f.extension().equalsIgnoreCase(extension)).findFirst();
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(RecordFormat::extension).toList();
  }

  /** By the end of the name; a text where it says nothing. */
  public static RecordFormat of(Path file) {
    String name = file.getFileName().toString();
    return named(name.substring(name.lastIndexOf('.') + 1)).orElse(CSV);
  }

  /** @param compress costs time, saves space; CSV knows none */
  public static RecordSink create(Path file, boolean compress) throws IOException {
    return switch (of(file)) {
      case CSV -> CsvWriter.create(file);
      case H5 -> Hdf5Writer.create(file, compress);
      case NPZ -> NpzWriter.create(file, compress);
    };
  }

  /** Goes on behind a mark. */
  public static RecordSink resume(Path folder, RecordSink.Mark mark) throws IOException {
    return switch (of(folder.resolve(mark.file()))) {
      case CSV -> CsvWriter.resume(folder, mark);
      case H5 -> Hdf5Writer.resume(folder, mark);
      case NPZ -> NpzWriter.resume(folder, mark);
    };
  }

  /** All records at once. */
  public static void write(RecordTable table, Path file, Manifest manifest) throws IOException {
    try (RecordSink sink = create(file, false)) {
      sink.append(table);
      sink.describe(manifest);
      sink.commit();
    }
  }
}
