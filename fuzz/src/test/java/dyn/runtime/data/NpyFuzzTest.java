package dyn.runtime.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

class NpyFuzzTest {
  @FuzzTest(maxDuration = "20m")
  void npy(byte[] bytes) throws IOException {
    Outcomes.check(() -> NpyFile.read(new ByteArrayInputStream(bytes), "f.npy", Optional.empty(), "2"));
  }
}
