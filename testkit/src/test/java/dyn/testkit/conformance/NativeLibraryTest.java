package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.ModelLibrary;
import dyn.compiler.RunResult;
import dyn.compiler.Vectors;
import dyn.frontend.CheckedExperiment;
import dyn.frontend.Statistic;
import dyn.frontend.Track;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.step.Inputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A model's library gives the bits of {@code dyn run}, at once and in parts; a C compiler needs its header and itself alone. */
class NativeLibraryTest {
  private static final String DRIVEN = """
      model Driven {
        dim n = 3
        param rate = 1 where rate > 0
        param gain[n] = [1, 2, 3]
        state x[n] = 1
        x' = -rate * gain * x
      }
      experiment e {
        ensemble 4
        time 0 .. 1
        method rk4(dt = 0.1)
        record mean(x[0]) every 0.5
        record x every 0.25
      }
      """;

  private static final Pattern BLOCK = Pattern.compile("```(c attractor.c|text)\n(.*?)```", Pattern.DOTALL);

  @TempDir static Path folder;

  @BeforeAll
  static void writeSignal() throws IOException {
    Files.writeString(folder.resolve(Models.SIGNAL_FILE), Models.SIGNAL);
  }

  private static Path library(Compilation c, String kind) throws IOException {
    Path out = Files.createTempDirectory(folder, "library").resolve("made");
    Trial.present(ModelLibrary.of(c, folder, kind)).write(out);
    return out;
  }

  private static Compilation compile(String text, String backend) {
    return Trial.compile(text, CompileOptions.DEFAULT.withBackend(backend).withVectors(Vectors.AUTO));
  }

  private static NativeModel load(Compilation c) throws IOException {
    Path lib = library(c, "so").resolve("lib");
    try (Stream<Path> files = Files.list(lib)) {
      return new NativeModel(files.filter(f -> f.toString().endsWith(".so")).findFirst().orElseThrow());
    }
  }

  private static void same(RunResult expected, NativeModel m) {
    List<CheckedExperiment.Variable> states = expected.compilation().experiment().states();
    for (int s = 0; s < states.size(); s++) {
      assertArrayEquals(expected.end(states.get(s)), m.values("state", s), states.get(s).name());
    }
    Set<String> outputs = new LinkedHashSet<>();
    for (Track t : expected.compilation().experiment().tracks()) {
      for (Track.Item i : t.items()) if (!i.hidden()) outputs.add(Inputs.track(t.observe()) + "." + i.result());
    }
    int r = 0;
    for (String output : outputs) {
      double[] values = m.values("record", r++);
      assertArrayEquals(Arrays.copyOf(expected.outputs().reals(output), values.length), values, output);
    }
  }

  @TestFactory
  Stream<DynamicTest> sameBits() {
    return Models.all().stream().map(m -> dynamicTest(m.name(), () -> {
      RunResult expected = Trial.run(Trial.compile(m.text()), folder);
      try (NativeModel n = load(compile(m.text(), "llvm"))) {
        assertEquals(expected.failures().isEmpty() ? 0 : 8, n.call("run"));
        same(expected, n);
      }
    }));
  }

  /** Where a part ends shows in no bit. */
  @TestFactory
  Stream<DynamicTest> partsDoNotShow() {
    return Models.all().stream().map(m -> dynamicTest(m.name(), () -> {
      Compilation c = compile(m.text(), "llvm");
      RunResult expected = Trial.run(Trial.compile(m.text()), folder);
      double start = c.experiment().start().doubleValue();
      double span = c.experiment().end().doubleValue() - start;
      ToIntFunction<NativeModel> inParts = n -> {
        for (double share : new double[] {0.1, 0.37, 0.37, 0.9}) n.advance(start + share * span);
        return n.call("run");
      };
      try (NativeModel n = load(c)) {
        for (int twice = 0; twice < 2; twice++) {
          assertEquals(expected.failures().isEmpty() ? 0 : 8, inParts.applyAsInt(n));
          same(expected, n);
          n.reset();
        }
      }
    }));
  }

  @Test
  void settersAreOverrides() throws IOException {
    RunResult expected = Trial.run(Trial.compile(DRIVEN.replace("rate = 1 ", "rate = 0.5 ").replace("[1, 2, 3]", "[4, 5, 6]")), folder);
    try (NativeModel n = load(compile(DRIVEN, "llvm"))) {
      assertEquals(0, n.set(0, 0.5));
      assertEquals(0, n.set(1, 4, 5, 6));
      assertEquals(0, n.call("run"));
      same(expected, n);
      assertArrayEquals(new double[] {0, 0.25, 0.5, 0.75, 1}, n.values("times", 1));
    }
  }

  @Test
  void mistakesHaveATextEach() throws IOException {
    try (NativeModel n = load(compile(DRIVEN, "llvm"))) {
      assertEquals("there is no such parameter", n.text(n.set(2, 1)));
      assertEquals("the parameter has another number of cells", n.text(n.set(1, 1, 2)));
      assertEquals("at least one member is needed, and none before number 0", n.text(n.members(0, 0)));
      assertEquals("a run goes forward only", n.text(n.advance(-1)));
      assertEquals(0, n.step(4));
      assertEquals("a run goes forward only", n.text(n.step(-1)));
      assertEquals("no error of this library", n.text(1000));
    }
    try (NativeModel n = load(compile(DRIVEN.replace("rk4(dt = 0.1)", "tsit5()"), "llvm"))) {
      assertEquals("the steps of this model are chosen by error control: advance to a time", n.text(n.step(4)));
    }
    String drawn = "model A {\n  param most = 2, rate = 1 where rate < most\n  state x = 1\n  x' = -rate * x\n}\nexperiment e {\n"
        + "  vary rate over [0.5, 1]\n  time 0 .. 1\n  method rk4(dt = 0.1)\n}\n";
    try (NativeModel n = load(compile(drawn, "llvm"))) {
      n.set(0, 0.7);
      assertTrue(n.text(n.call("run")).contains("`rate < most` does not hold"));
    }
  }

  /** A blow-up at t = 1: records after it are NaN. */
  @Test
  void failedMembersKeepTheirRecords() throws IOException {
    for (String method : List.of("rk4(dt = 0.01)", "tsit5()")) {
      String text = "model A {\n  state x = 1\n  x' = x^2\n}\nexperiment e {\n  time 0 .. 3\n  method " + method
          + "\n  record x every 0.25\n}\n";
      RunResult expected = Trial.run(Trial.compile(text), folder);
      try (NativeModel n = load(compile(text, "llvm"))) {
        n.advance(0.8);
        assertEquals(8, n.call("run"));
        same(expected, n);
        assertTrue(Double.isNaN(n.values("record", 0)[12]));
      }
    }
  }

  @Test
  void aProgramOfGccGivesTheSameBits() throws IOException, InterruptedException {
    Path file = Path.of("..", "samples", "lorenz", "lorenz.dyn");
    SourceFile source = new SourceFile(file.toString(), Files.readString(file));
    Compilation c = Trial.compile(source, CompileOptions.DEFAULT.withExperiment("small").withBackend("llvm"));
    Path made = library(c, "so");
    output(made, "gcc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-Iinclude", "share/lorenz/example.c", "-Llib", "-llorenz",
        "-Wl,-rpath," + made.resolve("lib"), "-o", "example");
    RunResult run = Trial.run(Trial.compile(source, CompileOptions.DEFAULT.withExperiment("small")));
    List<String> lines = new ArrayList<>();
    List<CheckedExperiment.Variable> states = c.experiment().states();
    for (int s = 0; s < states.size(); s++) lines.add(s + " 0 " + Double.toHexString(run.end(states.get(s))[0]));
    List<String> said = output(made, "./example").lines().map(NativeLibraryTest::asJava).toList();
    assertEquals(lines, said);
  }

  /** The program of the page, built as it says, prints what it says. */
  @Test
  void thePageIsRight() throws IOException, InterruptedException {
    String page = Files.readString(Path.of("..", "docs", "how-to", "use-a-model-from-c.md"));
    List<String> blocks = BLOCK.matcher(page).results().map(m -> m.group(2)).toList();
    SourceFile source = new SourceFile("lorenz.dyn", Files.readString(Path.of("..", "samples", "lorenz", "lorenz.dyn")));
    Path made = library(Trial.compile(source, CompileOptions.DEFAULT.withExperiment("small").withBackend("llvm")), "so");
    Files.writeString(made.resolve("attractor.c"), blocks.get(0));
    output(made, "gcc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-Iinclude", "attractor.c", "-Llib", "-llorenz",
        "-Wl,-rpath," + made.resolve("lib"), "-o", "attractor");
    assertEquals(blocks.get(1), output(made, "./attractor"));
  }

  private static String asJava(String line) {
    String[] words = line.split(" ");
    return words[0] + " " + words[1] + " " + Double.toHexString(Double.parseDouble(words[2]));
  }

  /** The program of another processor, run by an emulator, says what this machine's does. */
  @Test
  void anotherProcessorGivesTheSameBits() throws IOException, InterruptedException {
    String text = DRIVEN.replace("-rate * gain * x", "-rate * sin(gain) * x + exp(-x) * tanh(x)");
    String here = output(folder, library(compile(text, "llvm"), "exe").toString());
    Path there = library(compile(text, "llvm:aarch64"), "exe");
    assertEquals(here, output(folder, "qemu-aarch64", "-L", "/usr/aarch64-linux-gnu", there.toString()));
    assertTrue(here.lines().count() > 20);
  }

  private static String output(Path in, String... command) throws IOException, InterruptedException {
    Process p = new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
    String said = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, p.waitFor(), () -> String.join(" ", command) + "\n" + said);
    return said;
  }

  @Test
  void everyStatisticHandsOutItsMembers() throws IOException {
    Compilation c = compile(DRIVEN, "llvm");
    assertTrue(c.experiment().tracks().stream().flatMap(t -> t.items().stream())
        .anyMatch(i -> !(i.statistic() instanceof Statistic.EachMember)));
    String header = Files.readString(library(c, "so").resolve("include").resolve("driven.h"));
    assertTrue(header.contains("of which each member's value is here"));
  }
}
