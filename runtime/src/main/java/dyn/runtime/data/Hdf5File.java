package dyn.runtime.data;

import dyn.ir.diagnostics.Code;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Datasets of an HDF5 file. The format is large enough that a damaged file can make a library that reads it take any time and any memory:
 * it does so in a process of its own that has little of both.
 */
final class Hdf5File {
  private static final long SECONDS = 60;

  private Hdf5File() {}

  static DataResult read(Path path, String file, Optional<String> time, String column) throws IOException, DataFault {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-Xss2m",
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Hdf5Child.class.getName(),
        path.toAbsolutePath().toString(), file, column));
    time.ifPresent(command::add);
    Process child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Thread watch = Thread.ofVirtual().start(() -> endLate(child));
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(child.getInputStream()))) {
      return switch (in.readByte()) {
        case Hdf5Child.FAULT -> throw new DataFault(Code.valueOf(in.readUTF()), in.readUTF(), in.readUTF());
        case Hdf5Child.DATA -> NpyFile.series(file, doubles(in, file), doubles(in, file));
        default -> throw Hdf5Child.broken(file, "it could not be read to its end");
      };
    } catch (EOFException e) {
      throw Hdf5Child.broken(file, "reading it took more than " + SECONDS + " s or 512 MiB");
    } finally {
      child.destroyForcibly();
      watch.interrupt();
    }
  }

  private static void endLate(Process child) {
    try {
      child.waitFor(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    child.destroyForcibly();
  }

  private static double[] doubles(DataInputStream in, String file) throws IOException, DataFault {
    int count = in.readInt();
    if (count < 0 || count > Sizes.ROWS) throw Sizes.tooLong(file);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) values[i] = in.readDouble();
    return values;
  }
}
