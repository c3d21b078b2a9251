package dyn.runtime.data;

import dyn.ir.diagnostics.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A file of others, whose first bytes say what it is: npy, npz, HDF5, or else a text. */
public final class DataFile {
  private static final int HEAD = 8;

  private DataFile() {}

  /**
   * Reads one column over time.
   *
   * @param time column of the times; the first if not given
   */
  public static DataResult read(Path path, Optional<String> time, String column) {
    String file = path.getFileName() == null ? path.toString() : path.getFileName().toString();
    try {
      if (Files.isDirectory(path)) throw new DataFault(Code.E0801, "`" + file + "` is a folder", "name a file");
      return read(path, file, time, column);
    } catch (DataFault e) {
      return e.fault();
    } catch (NoSuchFileException e) {
      return new DataResult.Fault(Code.E0801, "there is no file `" + file + "`", "paths start at the folder of the model: looked for "
          + path);
    } catch (IOException e) {
      return new DataResult.Fault(Code.E0801, "`" + file + "` cannot be read: " + e.getMessage(), "looked at " + path);
    }
  }

  private static DataResult read(Path path, String file, Optional<String> time, String column) throws IOException, DataFault {
    byte[] head;
    try (InputStream in = Files.newInputStream(path)) {
      head = in.readNBytes(HEAD);
    }
    if (begins(head, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
      try (InputStream in = Files.newInputStream(path)) {
        return NpyFile.read(in, file, time, column);
      }
    }
    if (begins(head, 'P', 'K', 3, 4)) return NpzFile.read(path, file, time, column);
    if (begins(head, 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n')) return Hdf5File.read(path, file, time, column);
    try (InputStream in = Files.newInputStream(path)) {
      return CsvFile.read(in, file, time, column);
    }
  }

  private static boolean begins(byte[] head, int... magic) {
    for (int i = 0; i < magic.length; i++) if (i >= head.length || (head[i] & 0xff) != magic[i]) return false;
    return true;
  }
}
