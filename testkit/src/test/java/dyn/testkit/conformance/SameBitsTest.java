package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.backend.reference.Poison;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compilation;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.compiler.Vectors;
import dyn.frontend.Overrides;
import dyn.ir.Scalar;
import dyn.ir.Program;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.ensemble.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** One experiment has one result, however it is run. */
@Order(Integer.MAX_VALUE)
class SameBitsTest {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final int[] THREADS = {1, 2, 4};
  private static final int[] CHUNKS = {1, 3, 0};

  @TempDir static Path folder;

  @BeforeAll
  static void writeSignal() throws IOException {
    Files.writeString(folder.resolve(Models.SIGNAL_FILE), Models.SIGNAL);
  }

  private static List<Path> sampleFiles() throws IOException {
    try (Stream<Path> all = Files.list(SAMPLES)) {
      return all.sorted().map(f -> f.resolve(f.getFileName() + ".dyn")).filter(Files::exists).toList();
    }
  }

  /** The naive program, interpreted, against the optimized one in bytecode and in poisoned tiles. */
  @TestFactory
  Stream<DynamicTest> samples() throws IOException {
    return sampleFiles().stream().map(f -> dynamicTest(f.getFileName().toString(), () -> {
      SourceFile source = new SourceFile(f.toString(), Files.readString(f));
      String hash = Trial.run(compile(source, "reference"), f.getParent()).hash();
      Compilation fast = compile(source, "jvm");
      spreadDoesNotShow(hash, fast, f.getParent());
      spreadDoesNotShow(hash, compile(source, "jvm", Vectors.ON), f.getParent());
      assertEquals(hash, Trial.run(Trial.interpreted(fast, fast.local(), new Poison(3)), f.getParent()).hash());
    }));
  }

  /** Every sample as an ensemble in vectors: what is no ensemble gets five members, which are all the same. */
  @TestFactory
  Stream<DynamicTest> samplesInVectors() throws IOException {
    return sampleFiles().stream().flatMap(f -> Stream.of("f64", "f32").map(real -> dynamicTest(f.getFileName() + ", " + real, () -> {
      SourceFile source = new SourceFile(f.toString(), Files.readString(f));
      Compilation one = ensemble(source, real.equals("f32"));
      String hash = Trial.run(one, f.getParent()).hash();
      Program two = Trial.lanes(one, 2);
      assertEquals(hash, Trial.run(new Runner(1, 3), Trial.vectors(one, two, 2), f.getParent()).hash(), "vectors of two");
      Program four = Trial.lanes(one, 4);
      assertEquals(hash, Trial.run(new Runner(2, 5), Trial.vectors(one, four, 2), f.getParent()).hash(), "two vectors of two");
      assertEquals(hash, Trial.run(new Runner(1), Trial.vectors(one, four, 4), f.getParent()).hash(), "vectors of four");
    })));
  }

  private static Compilation ensemble(SourceFile source, boolean single) {
    Compilation c = single ? single(source, "jvm") : compile(source, "jvm");
    if (c.experiment().members() > 1) return c;
    OptionalLong five = OptionalLong.of(5);
    return single ? single(source, "jvm", five)
        : Trial.compile(source, new CompileOptions("small", new Overrides(List.of(), Optional.empty(), five, OptionalLong.empty()), "jvm"));
  }

  /** As {@link #samples}, with models that compute in single precision. */
  @TestFactory
  Stream<DynamicTest> samplesInSinglePrecision() throws IOException {
    return sampleFiles().stream().map(f -> dynamicTest(f.getFileName().toString(), () -> {
      SourceFile source = new SourceFile(f.toString(), Files.readString(f));
      Compilation fast = single(source, "jvm");
      assertEquals(Scalar.F32, fast.experiment().real());
      RunResult run = Trial.run(fast, f.getParent());
      assertEquals(Trial.run(single(source, "reference"), f.getParent()).hash(), run.hash());
      spreadDoesNotShow(run.hash(), fast, f.getParent());
      assertEquals(run.hash(), Trial.run(Trial.interpreted(fast, fast.local(), new Poison(3)), f.getParent()).hash());
      assertNotEquals(Trial.run(compile(source, "jvm"), f.getParent()).hash(), run.hash());
    }));
  }

  private static void spreadDoesNotShow(String hash, Compilation c, Path data) {
    for (int threads : THREADS) {
      for (int chunk : c.experiment().members() > 1 ? CHUNKS : new int[] {0}) {
        assertEquals(hash, Trial.run(new Runner(threads, chunk), c, data).hash(), () -> threads + " threads, chunks of " + chunk);
      }
    }
  }

  /** Tolerances that single precision cannot meet are loosened to those that it can. */
  private static Compilation single(SourceFile source, String backend) {
    return single(source, backend, OptionalLong.empty());
  }

  private static Compilation single(SourceFile source, String backend, OptionalLong members) {
    CompileOptions options = CompileOptions.DEFAULT.withExperiment("small").withBackend(backend);
    Compilation wide = Trial.compile(source, options);
    Optional<String> method = wide.plan().rtol() == 0 ? Optional.empty()
        : Optional.of(wide.plan().discretization().method().orElseThrow().name() + "(rtol = 1e-5, atol = 1e-6)");
    Overrides overrides = new Overrides(List.of("real=f32"), method, members, OptionalLong.empty());
    return Trial.compile(source, new CompileOptions("small", overrides, backend));
  }

  private static Compilation compile(SourceFile source, String backend) {
    return compile(source, backend, Vectors.OFF);
  }

  private static Compilation compile(SourceFile source, String backend, Vectors vectors) {
    return Trial.compile(source, CompileOptions.DEFAULT.withExperiment("small").withBackend(backend).withVectors(vectors));
  }

  private static Stream<DynamicTest> each(Consumer<Models.Model> check) {
    return each(Models.all().stream(), check);
  }

  private static Stream<DynamicTest> each(Stream<Models.Model> models, Consumer<Models.Model> check) {
    return models.map(m -> dynamicTest(m.name(), () -> check.accept(m)));
  }

  private static RunResult run(Compilation c) {
    return Trial.run(c, folder);
  }

  @TestFactory
  Stream<DynamicTest> levelsThreadsAndChunksDoNotShow() {
    return each(m -> {
      Compilation fast = Trial.compile(m.text());
      String hash = run(Trial.compile(m.text(), CompileOptions.DEFAULT.withBackend("reference"))).hash();
      assertEquals(hash, run(Trial.interpreted(fast, fast.local(), Poison.NONE)).hash(), "local program");
      assertEquals(hash, run(Trial.interpreted(fast, fast.target(), Poison.NONE)).hash(), "placed program");
      for (int threads : THREADS) {
        for (int chunk : CHUNKS) {
          assertEquals(hash, Trial.run(new Runner(threads, chunk), fast, folder).hash(), () -> threads + " threads, chunks of " + chunk);
        }
      }
    });
  }

  /** Two members in the lanes of a vector, or in two vectors of one each; chunks that leave a rest, and none. */
  @TestFactory
  Stream<DynamicTest> lanesDoNotShow() {
    return each(m -> {
      Compilation scalar = Trial.compile(m.text());
      String hash = run(scalar).hash();
      Program lanes = Trial.lanes(scalar, 2);
      assertEquals(hash, Trial.run(new Runner(1, 3), Trial.interpreted(scalar, lanes, Poison.NONE), folder).hash(), "interpreted");
      for (int chunk : new int[] {2, 3, 100}) {
        assertEquals(hash, Trial.run(new Runner(1, chunk), Trial.vectors(scalar, lanes, 2), folder).hash(), () ->
            "vectors of two, chunks of " + chunk);
      }
      Program four = Trial.lanes(scalar, 4);
      assertEquals(hash, Trial.run(new Runner(1, 5), Trial.interpreted(scalar, four, Poison.NONE), folder).hash(), "interpreted, four");
      assertEquals(hash, Trial.run(new Runner(2, 5), Trial.vectors(scalar, four, 2), folder).hash(), "two vectors of two");
      assertEquals(hash, Trial.run(new Runner(1, 100), Trial.vectors(scalar, four, 4), folder).hash(), "vectors of four");
    });
  }

  /** In tiles, with all that a tile may not read destroyed: a wait that was removed and is needed leaves poison. */
  @TestFactory
  Stream<DynamicTest> poisonedTilesDoNotShow() {
    return each(m -> {
      Compilation c = Trial.compile(m.text());
      assertEquals(run(c).hash(), run(Trial.interpreted(c, c.local(), new Poison(4))).hash());
    });
  }

  @TestFactory
  Stream<DynamicTest> aMemberIsTheSameAlone() {
    return each(m -> {
      Compilation c = Trial.compile(m.text());
      Map<String, Object> all = run(c).outputs().arrays();
      int members = Math.toIntExact(c.experiment().members());
      for (int i = 0; i < members; i++) {
        RunResult alone = Trial.present(new Runner(1).run(c, folder, i, 1, Progress.NONE));
        assertSame(columns(all, members, i, 1, _ -> true), columns(alone.outputs().arrays(), 1, 0, 1, _ -> true), "member " + i);
      }
    });
  }

  /** A sweep has as many members as values. */
  @TestFactory
  Stream<DynamicTest> moreMembersChangeNoneOfTheFirst() {
    return each(Models.all().stream().filter(m -> !m.text().contains(" over ")), m -> {
      Compilation c = Trial.compile(m.text());
      int members = Math.toIntExact(c.experiment().members());
      Overrides more = new Overrides(List.of(), Optional.empty(), OptionalLong.of(members + 3), OptionalLong.empty());
      Compilation larger = Trial.compile(m.text(), new CompileOptions(null, more, "jvm"));
      assertSame(columns(run(c).outputs().arrays(), members, 0, members, _ -> true),
          columns(run(larger).outputs().arrays(), members + 3, 0, members, _ -> true), "first members");
    });
  }

  @TestFactory
  Stream<DynamicTest> aFurtherRecordChangesNoFinalState() {
    return each(m -> {
      Compilation c = Trial.compile(m.text());
      Compilation more = Trial.compile(m.withMore());
      int members = Math.toIntExact(c.experiment().members());
      Predicate<String> ends = name -> name.startsWith("end.") || name.startsWith("run.");
      assertSame(columns(run(c).outputs().arrays(), members, 0, members, ends),
          columns(run(more).outputs().arrays(), members, 0, members, ends), m.more());
    });
  }

  private record Columns(List<String> names, List<long[]> bits) {}

  private static void assertSame(Columns expected, Columns actual, String what) {
    assertEquals(expected.names(), actual.names());
    for (int k = 0; k < expected.names().size(); k++) {
      String name = expected.names().get(k);
      assertArrayEquals(expected.bits().get(k), actual.bits().get(k), () -> what + ", " + name);
    }
  }

  /** Some members of outputs of {@code members}, bit for bit, NaN canonical. */
  private static Columns columns(Map<String, Object> arrays, int members, int first, int count, Predicate<String> wanted) {
    List<String> names = arrays.keySet().stream().filter(wanted).toList();
    return new Columns(names, names.stream().map(n -> columns(arrays.get(n), members, first, count)).toList());
  }

  private static long[] columns(Object array, int members, int first, int count) {
    long[] all = array instanceof double[] d ? Arrays.stream(d).mapToLong(Double::doubleToLongBits).toArray() : (long[]) array;
    long[] some = new long[all.length / members * count];
    for (int r = 0; r < all.length / members; r++) System.arraycopy(all, r * members + first, some, r * count, count);
    return some;
  }
}
