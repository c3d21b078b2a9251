package dyn.runtime.data;

import dyn.ir.diagnostics.Code;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A text whose rows are edges: two columns hold the numbers of nodes, others what belongs to the edge. */
public final class EdgeFile {
  private EdgeFile() {}

  /** What was read, or why not. */
  public sealed interface Result {
    /** Column by column. */
    record Rows(double[][] columns) implements Result {}

    record Fault(Code code, String message, String help) implements Result {}
  }

  /** @param columns their headings, the ends first; where there are none, the first two columns hold the ends */
  public static Result read(Path path, List<String> columns) {
    String file = path.getFileName() == null ? path.toString() : path.getFileName().toString();
    try {
      if (Files.isDirectory(path)) throw new DataFault(Code.E0801, "`" + file + "` is a folder", "name a file");
      try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
        return new Result.Rows(CsvFile.columns(in, file, columns));
      }
    } catch (DataFault e) {
      return new Result.Fault(e.fault().code(), e.fault().message(), e.fault().help());
    } catch (NoSuchFileException e) {
      return new Result.Fault(Code.E0801, "there is no file `" + file + "`", "looked for " + path);
    } catch (IOException e) {
      return new Result.Fault(Code.E0801, "`" + file + "` cannot be read: " + e.getMessage(), "looked at " + path);
    }
  }
}
