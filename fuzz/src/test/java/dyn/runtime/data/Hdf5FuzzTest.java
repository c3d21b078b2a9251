package dyn.runtime.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The reader as its process runs it, so that what the process has to be guarded against shows. */
class Hdf5FuzzTest {
  private static final int RUNS = 500;
  private static int runs;

  /** The library leaves files open that it refuses, until they are collected. */
  private static void collect() {
    if (++runs % RUNS == 0) System.gc();
  }

  @FuzzTest(maxDuration = "20m")
  void hdf5(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("fuzz", ".h5");
    try {
      Files.write(file, bytes);
      Outcomes.check(() -> {
        double[][] columns = Hdf5Child.read(file, "f.h5", Optional.empty(), "u");
        return NpyFile.series("f.h5", columns[0], columns[1]);
      });
    } finally {
      Files.delete(file);
      collect();
    }
  }
}
