package dyn.compiler;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dyn.frontend.Sources;
import dyn.ir.Level;
import dyn.ir.Text;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.DiagnosticRenderer;
import dyn.ir.diagnostics.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Texts of models and of programs, damaged. {@code -Dinputs=10000000} runs as many random ones; with the profile {@code fuzz} Jazzer looks
 * for those that reach new code.
 */
class TextFuzzTest {
  private static final int INPUTS = Integer.getInteger("inputs", 3000);
  private static final int LONGEST_SCRIPT = 1 + 6 * 8;
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final Compiler COMPILER = new Compiler(Sources.NONE);
  private static final Damage MODELS = new Damage(models());
  private static final Damage PROGRAMS = new Damage(programs());

  private static List<String> models() {
    try (Stream<Path> files = Files.walk(SAMPLES)) {
      List<String> texts = new ArrayList<>();
      for (Path f : files.filter(f -> f.toString().endsWith(".dyn")).sorted().toList()) texts.add(Files.readString(f));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Short ones: the text of a program says how every operation looks, however few there are. */
  private static List<String> programs() {
    List<String> texts = new ArrayList<>();
    for (String model : models()) {
      SourceFile source = new SourceFile("m.dyn", model);
      for (Level level : List.of(Level.MODEL, Level.STEP, Level.LOCAL, Level.PLACED)) {
        COMPILER.program(source, CompileOptions.DEFAULT, level).value().map(Text::print).filter(t -> t.length() < 30_000)
            .ifPresent(texts::add);
      }
    }
    return texts;
  }

  /** Told in full: a mistake without a place or a page would show here. */
  private static void told(List<Diagnostic> diagnostics) {
    if (!diagnostics.isEmpty()) assertFalse(new DiagnosticRenderer(false).render(diagnostics).isBlank());
  }

  private static void readModel(byte[] script) {
    told(COMPILER.check(new SourceFile("fuzz.dyn", MODELS.text(script))));
  }

  private static void readProgram(byte[] script) {
    Outcome<?> read = ProgramText.read(new SourceFile("fuzz.ir", PROGRAMS.text(script)));
    told(read.diagnostics());
    assertFalse(read.value().isEmpty() && read.diagnostics().isEmpty(), "refused without a word");
  }

  @FuzzTest(maxDuration = "20m")
  void model(byte[] script) {
    readModel(script);
  }

  @FuzzTest(maxDuration = "20m")
  void program(byte[] script) {
    readProgram(script);
  }

  @Test
  void manyModels() {
    many(TextFuzzTest::readModel, 1);
  }

  @Test
  void manyPrograms() {
    many(TextFuzzTest::readProgram, 2);
  }

  private static void many(Consumer<byte[]> read, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < INPUTS; i++) {
      byte[] script = new byte[random.nextInt(1, LONGEST_SCRIPT)];
      random.nextBytes(script);
      long start = System.nanoTime();
      try {
        read.accept(script);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("input " + i + ", script " + HexFormat.of().formatHex(script), e);
      }
      // A hang: what a person would wait for in vain, on a machine however busy.
      assertFalse(System.nanoTime() - start > 60e9, () -> "slow: " + HexFormat.of().formatHex(script));
    }
  }
}
