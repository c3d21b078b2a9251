package dyn.runtime.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

class CsvFuzzTest {
  @FuzzTest(maxDuration = "20m")
  void csv(byte[] bytes) throws IOException {
    Outcomes.check(() -> CsvFile.read(new ByteArrayInputStream(bytes), "f.csv", Optional.empty(), "u"));
  }
}
