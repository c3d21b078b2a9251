package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.ModelJar;
import dyn.compiler.RunResult;
import dyn.compiler.Vectors;
import dyn.frontend.Overrides;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.results.Column;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A jar sees no class but its own and those of Java, and gives the bits of the compiler's own runs. */
class ModelJarTest {
  private static final Pattern BLOCK = Pattern.compile("```(java Attractor.java|text)\n(.*?)```", Pattern.DOTALL);

  @TempDir static Path folder;

  @BeforeAll
  static void writeSignal() throws IOException {
    Files.writeString(folder.resolve(Models.SIGNAL_FILE), Models.SIGNAL);
  }

  /** A model in a jar, called by reflection. */
  private record Loaded(URLClassLoader loader, Object value) implements AutoCloseable {
    Object call(String method, Object... arguments) throws ReflectiveOperationException {
      return call(value, method, arguments);
    }

    static Object call(Object on, String method, Object... arguments) throws ReflectiveOperationException {
      for (var m : on.getClass().getMethods()) {
        if (m.getName().equals(method) && m.getParameterCount() == arguments.length) return m.invoke(on, arguments);
      }
      throw new NoSuchMethodException(on.getClass() + "." + method);
    }

    @Override
    public void close() throws IOException {
      loader.close();
    }
  }

  private static Path jar(Compilation c, String name) throws IOException {
    Path file = folder.resolve(name + ".jar");
    Trial.present(ModelJar.of(c, folder, "org.example")).write(file);
    return file;
  }

  private static Loaded load(Compilation c) throws IOException, ReflectiveOperationException {
    Path file = Files.createTempFile(folder, "model", ".jar");
    ModelJar jar = Trial.present(ModelJar.of(c, folder, "org.example"));
    jar.write(file);
    URLClassLoader loader = new URLClassLoader(new URL[] {file.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    return new Loaded(loader, loader.loadClass(jar.className()).getConstructor().newInstance());
  }

  private static Compilation compile(String text, String... set) {
    Overrides overrides = new Overrides(List.of(set), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
    return Trial.compile(text, new CompileOptions(null, overrides, CompileOptions.DEFAULT_BACKEND).withVectors(Vectors.OFF));
  }

  @TestFactory
  Stream<DynamicTest> sameBits() {
    return Models.all().stream().map(m -> dynamicTest(m.name(), () -> {
      Compilation c = compile(m.text());
      RunResult expected = Trial.run(c, folder);
      try (Loaded model = load(c)) {
        assertEquals(expected.hash(), Loaded.call(model.call("run"), "hash"));
        assertEquals(expected.hash(), Loaded.call(Loaded.call(model.call("threads", 3), "run"), "hash"));
      }
    }));
  }

  @Test
  void statisticsAreThoseOfTheRun() throws IOException, ReflectiveOperationException {
    Compilation c = compile("""
        model Cloud { state x from normal(0, 1); x' = -x }
        experiment e { ensemble 50; time 0 .. 1; method rk4(dt = 0.5)
          record mean(x), sd(x), se(x), min(x), max(x), median(x), count(x > 0), fraction(x > 0), quantile(x, 0.1, 0.9),
            histogram(x, -1, 1, 3) every 0.5 }
        """);
    RunResult expected = Trial.run(c, folder);
    try (Loaded model = load(c)) {
      Object run = model.call("run");
      List<Column> columns = expected.tables().series(c.experiment().tracks().getFirst()).columns();
      assertEquals(15, columns.size());
      for (Column column : columns) {
        assertArrayEquals(column.values(), (double[]) Loaded.call(run, "record", column.label()), column.label());
      }
    }
  }

  private static final String DRIVEN = """
      model Driven {
        dim n = 3
        param rate = 1
        param gain[n] = [1, 2, 3]
        state x[n] = 1
        x' = -rate * gain * x
      }
      experiment e {
        ensemble 4
        time 0 .. 1
        method rk4(dt = 0.1)
        record mean(x[0]) every 0.5
        record x at end
      }
      """;

  @Test
  void settersAreOverrides() throws Exception {
    RunResult expected = Trial.run(compile(DRIVEN, "rate=0.5", "gain=[4, 5, 6]"), folder);
    try (Loaded model = load(compile(DRIVEN))) {
      Object set = Loaded.call(model.call("rate", 0.5), "gain", new double[] {4, 5, 6});
      Object run = Loaded.call(set, "run");
      assertEquals(expected.hash(), Loaded.call(run, "hash"));
      assertEquals(1.0, model.call("rate"), "a value");
      assertArrayEquals(new double[] {0, 0.5, 1}, (double[]) Loaded.call(run, "times", 0));
      assertEquals(12, ((double[]) Loaded.call(run, "endX")).length);
      double[] mean = (double[]) Loaded.call(run, "record", "mean(x[0])");
      assertEquals(3, mean.length);
      assertEquals(Math.exp(-2), mean[2], 1e-4);
    }
  }

  @Test
  void singlePrecision() throws Exception {
    RunResult expected = Trial.run(compile(DRIVEN, "real=f32"), folder);
    try (Loaded model = load(compile(DRIVEN, "real=f32"))) {
      assertEquals(expected.hash(), Loaded.call(model.call("run"), "hash"));
    }
  }

  @Test
  void mistakesNameTheParameter() throws Exception {
    try (Loaded model = load(compile(DRIVEN))) {
      assertTrue(message(() -> model.call("gain", new double[] {1})).contains("gain has 3 values, not 1"));
      assertTrue(message(() -> model.call("members", 0)).contains("members"));
    }
    String drawn = "model A {\n  param most = 2, rate = 1 where rate < most\n  state x = 1\n  x' = -rate * x\n}\nexperiment e {\n"
        + "  vary rate over [0.5, 1]\n  time 0 .. 1\n  method rk4(dt = 0.1)\n}\n";
    try (Loaded model = load(compile(drawn))) {
      Object broken = model.call("most", 0.7);
      assertTrue(message(() -> Loaded.call(broken, "run")).contains("rate of member 1: `rate < most`"));
    }
  }

  private static String message(org.junit.jupiter.api.function.Executable call) {
    InvocationTargetException e = assertThrows(InvocationTargetException.class, call);
    assertEquals(IllegalArgumentException.class, e.getCause().getClass());
    return e.getCause().getMessage();
  }

  /** A blow-up at t = 1: records after it are NaN, and so in the hash. */
  @Test
  void failedMembersKeepTheirRecords() throws Exception {
    for (String method : List.of("rk4(dt = 0.01)", "tsit5()")) {
      Compilation c = compile("model A {\n  state x = 1\n  x' = x^2\n}\nexperiment e {\n  time 0 .. 3\n  method " + method
          + "\n  record x every 0.25\n}\n");
      RunResult expected = Trial.run(c, folder);
      try (Loaded model = load(c)) {
        Object run = model.call("run");
        assertEquals(expected.hash(), Loaded.call(run, "hash"));
        assertTrue((int) Loaded.call(run, "code", 0) != 0);
        double[] x = (double[]) Loaded.call(run, "x");
        assertEquals(1 / 0.75, x[1], 1e-4);
        assertTrue(Double.isNaN(x[12]));
      }
    }
  }

  @Test
  void sameBytes() throws IOException {
    assertArrayEquals(Files.readAllBytes(jar(compile(DRIVEN), "once")), Files.readAllBytes(jar(compile(DRIVEN), "again")));
  }

  /** The program of the how-to page, compiled against the jar alone and run with nothing beside it. */
  @Test
  void thePageIsTrue() throws Exception {
    Path root = Path.of("").toAbsolutePath().getParent();
    Path sample = root.resolve("samples/lorenz/lorenz.dyn");
    Compilation c = Trial.present(new Compiler().compile(new SourceFile("lorenz.dyn", Files.readString(sample)),
        CompileOptions.DEFAULT.withExperiment("small").withVectors(Vectors.OFF)));
    Path jar = folder.resolve("lorenz.jar");
    Trial.present(ModelJar.of(c, folder, "dyn.model")).write(jar);
    Matcher blocks = BLOCK.matcher(Files.readString(root.resolve("docs/how-to/use-a-model-from-java.md")));
    assertTrue(blocks.find());
    Path source = Files.writeString(folder.resolve("Attractor.java"), blocks.group(2));
    assertEquals(0, ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, "-proc:none", "-cp", jar.toString(), "-d", folder.toString(), source.toString()));
    assertTrue(blocks.find());
    assertEquals(blocks.group(2), java("-cp", jar + File.pathSeparator + folder, "Attractor"));
    String csv = java("-jar", jar.toString(), "--members", "2");
    assertEquals(1 + 2 * 201, csv.lines().count());
    assertEquals("t,member,x,y,z", csv.lines().findFirst().orElseThrow());
  }

  private static String java(String... words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString())
        .redirectErrorStream(true);
    builder.command().addAll(List.of(words));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
