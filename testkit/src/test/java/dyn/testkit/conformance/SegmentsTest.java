package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.compiler.CompileOptions;
import dyn.compiler.Compilation;
import dyn.compiler.Expects;
import dyn.compiler.Recording;
import dyn.compiler.Records;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.runtime.ensemble.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** However a run is cut into segments of time, its bits are those of the run in one piece. */
class SegmentsTest {
  @TempDir static Path folder;

  @BeforeAll
  static void writeSignal() throws IOException {
    Files.writeString(folder.resolve(Models.SIGNAL_FILE), Models.SIGNAL);
  }

  private static RunResult run(Compilation c, Recording recording) throws IOException {
    int members = Math.toIntExact(c.experiment().members());
    return Trial.present(new Runner(2, 3).run(c, folder, 0, members, recording, Optional.empty(), Progress.NONE));
  }

  private static Recording cut(List<Double> cuts, List<Records> into) {
    return new Recording(1 << 30, false, into::add, Optional.empty(), cuts);
  }

  private static List<Double> cuts(Random random) {
    return random.doubles(1 + random.nextInt(9)).boxed().sorted().toList();
  }

  @TestFactory
  Stream<DynamicTest> cutsDoNotShow() {
    return Models.all().stream().flatMap(m -> Stream.of("jvm", "reference").map(backend -> dynamicTest(m.name() + ", " + backend, () -> {
      Compilation c = Trial.compile(m.text(), CompileOptions.DEFAULT.withBackend(backend));
      RunResult whole = Trial.run(c, folder);
      Random random = new Random(m.name().hashCode());
      for (int trial = 0; trial < (backend.equals("jvm") ? 5 : 1); trial++) {
        List<Double> cuts = cuts(random);
        List<Records> parts = new ArrayList<>();
        RunResult parted = run(c, cut(cuts, parts));
        assertEquals(whole.hash(), parted.hash(), () -> "cut at " + cuts);
        assertEquals(whole.ended(), parted.ended());
        assertEquals(texts(whole.verdicts()), texts(parted.verdicts()));
        whole.records().values().forEach((name, values) -> assertTrue(Arrays.equals(values, parted.records().values().get(name)), name));
        assertTrue(parts.size() > 1 || cuts.size() < 3, "one part only");
      }
    })));
  }

  private static List<String> texts(List<Expects.Verdict> verdicts) {
    return verdicts.stream().map(Expects.Verdict::toString).toList();
  }

  /** As many segments as there are record times, of which few are kept. */
  @Test
  void littleMemoryDoesNotShow() throws IOException {
    for (Models.Model m : Models.all()) {
      Compilation c = Trial.compile(m.text());
      RunResult whole = Trial.run(c, folder);
      List<Records> parts = new ArrayList<>();
      RunResult streamed = run(c, new Recording(16384, true, parts::add, Optional.empty(), List.of()));
      assertEquals(whole.hash(), streamed.hash(), m.name());
      assertEquals(texts(whole.verdicts()), texts(streamed.verdicts()), m.name());
    }
  }
}
