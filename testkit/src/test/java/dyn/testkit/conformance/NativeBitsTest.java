package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.backend.llvm.LlvmBackend;
import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.compiler.Vectors;
import dyn.frontend.Overrides;
import dyn.ir.Text;
import dyn.ir.diagnostics.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Native code gives the bits of bytecode, which {@link SameBitsTest} compares with the interpreter's. */
@Order(1)
class NativeBitsTest {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final CompileOptions SMALL = CompileOptions.DEFAULT.withExperiment("small");
  /** Members side by side in vectors of so many bits: in two vectors, in two, in one. */
  private static final Map<Integer, Integer> WIDTHS = Map.of(128, 4, 256, 8, 512, 8);

  @TempDir static Path folder;

  @BeforeAll
  static void writeSignal() throws IOException {
    Files.writeString(folder.resolve(Models.SIGNAL_FILE), Models.SIGNAL);
  }

  private static Stream<Path> sampleFiles() throws IOException {
    return Files.list(SAMPLES).sorted().map(f -> f.resolve(f.getFileName() + ".dyn")).filter(Files::exists);
  }

  @TestFactory
  Stream<DynamicTest> samples() throws IOException {
    return sampleFiles().flatMap(f -> Stream.of("f64", "f32").map(real -> dynamicTest(f.getFileName() + ", " + real, () -> {
      SourceFile source = new SourceFile(f.toString(), Files.readString(f));
      same(source, options(source, real), f.getParent(), real.equals("f64") ? Set.of(128, 512) : Set.of(256));
    })));
  }

  /** Tolerances that single precision cannot meet are loosened to those that it can. */
  private static CompileOptions options(SourceFile source, String real) {
    if (real.equals("f64")) return SMALL;
    Compilation wide = Trial.compile(source, SMALL);
    Optional<String> method = wide.plan().rtol() == 0 ? Optional.empty()
        : Optional.of(wide.plan().discretization().method().orElseThrow().name() + "(rtol = 1e-5, atol = 1e-6)");
    return new CompileOptions("small", new Overrides(List.of("real=f32"), method, OptionalLong.empty(), OptionalLong.empty()), "jvm");
  }

  @TestFactory
  Stream<DynamicTest> models() {
    return Models.all().stream().map(m -> dynamicTest(m.name(), () ->
        same(new SourceFile("trial.dyn", m.text()), CompileOptions.DEFAULT, folder, WIDTHS.keySet())));
  }

  /** Members with few steps and many, one that fails and one that does nothing, in numbers that lanes divide and do not. */
  @TestFactory
  Stream<DynamicTest> lanesTakeMembersInTurn() {
    return Stream.of(8, 9, 23, 40).map(members -> dynamicTest(members + " members", () -> {
      SourceFile source = new SourceFile("spread.dyn", """
          model Spread {
            param number = 0, rate = where(number == 5, 0, 1 + 40 * mod(number * 0.618, 1))
            state x = 1, y = where(number == 3, 10, 0)
            x' = -rate * y
            y' = where(number == 3, y^2, rate * x)
          }
          experiment e {
            vary number over linspace(0, MEMBERS - 1, MEMBERS)
            time 0 .. 2; method dopri5(rtol = 1e-7, atol = 1e-9)
            record x every 0.3; record y at end
          }
          """.replace("MEMBERS", Integer.toString(members)));
      Compilation bytecode = Trial.compile(source, CompileOptions.DEFAULT.withVectors(Vectors.OFF));
      RunResult expected = Trial.run(bytecode, folder);
      assertEquals(1, expected.ended().size());
      Compilation c = Trial.compile(source, CompileOptions.DEFAULT.withBackend("llvm").withVectors(Vectors.ON));
      assertTrue(Text.print(c.target()).contains("%some = lt %member"), "lanes wait for each other");
      assertEquals(expected.hash(), Trial.run(new Runner(1, 0), c, folder).hash());
      assertEquals(expected.hash(), Trial.run(new Runner(2, 17), c, folder).hash());
    }));
  }

  private static void same(SourceFile source, CompileOptions options, Path data, Set<Integer> widths) {
    Compilation bytecode = Trial.compile(source, options.withVectors(Vectors.OFF));
    String hash = Trial.run(bytecode, data).hash();
    for (Vectors v : List.of(Vectors.OFF, Vectors.ON)) {
      Compilation c = Trial.compile(source, options.withBackend("llvm").withVectors(v));
      assertEquals(hash, Trial.run(new Runner(2, 3), c, data).hash(), () -> "vectors " + v);
    }
    for (int bits : widths) {
      int lanes = WIDTHS.get(bits);
      Compilation c = bytecode.on(new LlvmBackend(bits), Trial.lanes(bytecode, lanes, bits != 256));
      assertEquals(hash, Trial.run(new Runner(1, 9), c, data).hash(), () -> lanes + " members in vectors of " + bits + " bits");
    }
  }
}
