package dyn.runtime.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class NpzFuzzTest {
  @FuzzTest(maxDuration = "20m")
  void npz(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("fuzz", ".npz");
    try {
      Files.write(file, bytes);
      Outcomes.check(() -> NpzFile.read(file, "f.npz", Optional.empty(), "u"));
    } finally {
      Files.delete(file);
    }
  }
}
