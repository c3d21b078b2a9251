package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.Expects;
import dyn.compiler.RunResult;
import dyn.ir.diagnostics.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What grids mean: models that carry the same written out by hand, and expect both to agree, on both backends. */
class GridModelsTest {
  private static final Path MODELS = Path.of("src", "test", "models");

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(MODELS)) {
      List<Path> found = all.filter(f -> f.toString().endsWith(".dyn")).sorted().toList();
      assertFalse(found.isEmpty());
      return found;
    }
  }

  @TestFactory
  Stream<DynamicTest> meanWhatIsWrittenByHand() throws IOException {
    return files().stream().flatMap(GridModelsTest::experiments);
  }

  private static Stream<DynamicTest> experiments(Path file) {
    SourceFile source = source(file);
    return new Compiler().parse(source).experiments().stream().map(name -> dynamicTest(file.getFileName() + ", " + name, () -> {
          RunResult fast = expected(Trial.compile(source, CompileOptions.DEFAULT.withExperiment(name)));
          RunResult slow = expected(Trial.compile(source, CompileOptions.DEFAULT.withExperiment(name).withBackend("reference")));
          assertEquals(slow.hash(), fast.hash());
        }));
  }

  private static RunResult expected(Compilation c) {
    RunResult run = Trial.whole(c);
    List<Expects.Verdict> verdicts = Expects.check(run);
    assertFalse(verdicts.isEmpty() && !c.experiment().expects().isEmpty());
    assertEquals(List.of(), verdicts.stream().filter(v -> !v.passed()).map(Expects.Verdict::at).toList());
    return run;
  }

  private static SourceFile source(Path file) {
    try {
      return new SourceFile(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
