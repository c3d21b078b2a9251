package dyn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dyn.ir.Body;
import dyn.ir.MathLibrary;
import dyn.ir.Program;
import dyn.ir.Stmt;
import dyn.ir.Text;
import dyn.ir.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Golden files {@code <folder>/<name>/<case>.ir}: the passes to run, the reason, operation counts of the result, the input, and
 * below {@code ---- after} the result. A case without that line has its counts only. {@code -Dbless} rewrites results.
 */
public final class Goldens {
  private static final String AFTER = "---- after\n";

  /** One file; {@code after} is null where only {@code count} is checked. */
  record Case(List<String> run, String why, Map<String, Long> count, String before, String after) {
    static Case of(String file) {
      int at = file.startsWith(AFTER) ? 0 : file.indexOf("\n" + AFTER) + 1;
      boolean whole = at > 0;
      String before = whole ? file.substring(0, at) : file;
      Map<String, Long> count = new TreeMap<>();
      for (String word : header(before, "count").split(" +")) {
        if (!word.isEmpty()) count.put(word.substring(0, word.indexOf('=')), Long.parseLong(word.substring(word.indexOf('=') + 1)));
      }
      List<String> run = Stream.of(header(before, "run").split("[ ,]+")).filter(w -> !w.isEmpty()).toList();
      return new Case(run, header(before, "why"), count, before, whole ? file.substring(at + AFTER.length()) : null);
    }

    private static String header(String before, String key) {
      String start = "// " + key + ":";
      return before.lines().filter(l -> l.startsWith(start)).map(l -> l.substring(start.length()).strip()).findFirst().orElse("");
    }
  }

  private final Function<String, UnaryOperator<Program>> passes;
  private final boolean bless;

  Goldens(Function<String, UnaryOperator<Program>> passes, boolean bless) {
    this.passes = passes;
    this.bless = bless;
  }

  /**
   * A test per file below {@code folder}.
   *
   * @param passes finds the change of that name, or throws
   */
  public static Stream<DynamicTest> in(Path folder, Function<String, UnaryOperator<Program>> passes) {
    boolean bless = System.getProperty("bless") != null;
    if (bless && System.getenv("CI") != null) throw new IllegalStateException("results are not rewritten where CI is set");
    Goldens goldens = new Goldens(passes, bless);
    // Without the file's URI as test source: surefire 3.5 drops dynamic tests that have one, failures included.
    return files(folder).stream().map(f -> DynamicTest.dynamicTest(folder.relativize(f).toString(), () -> goldens.check(f)));
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) throw new IllegalArgumentException("no golden files in " + folder.toAbsolutePath());
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> f.toString().endsWith(".ir")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void check(Path file) throws IOException {
    String text = Files.readString(file);
    Case c = Case.of(text);
    assertTrue(!c.run.isEmpty() && !c.why.isEmpty(), file + " needs `// run:` and `// why:`");
    Program p = Text.parse(c.before, new MathLibrary()::body);
    for (String name : c.run) {
      p = passes.apply(name).apply(p);
      Program made = p;
      Verifier.check(p).ifPresent(f -> fail(name + " left an illegal program: " + f.text() + "\n" + Text.print(made)));
    }
    Map<String, Long> counted = count(p);
    c.count.forEach((op, n) -> assertEquals(n, counted.getOrDefault(op, 0L), () -> "number of `" + op + "` in the result of " + file));
    if (c.after == null && !c.count.isEmpty()) return;
    String result = withoutHeader(Text.print(p));
    if (result.equals(c.after)) return;
    if (!bless) assertEquals(c.after, result, () -> "result of " + file + "; mvn test -Dbless rewrites it");
    Files.writeString(file, (c.after == null ? text.stripTrailing() + "\n" : c.before) + AFTER + result);
    System.out.println("rewritten: " + file);
  }

  /** The name of the program says nothing in a golden file. */
  private static String withoutHeader(String printed) {
    return printed.substring(printed.indexOf("\n\n") + 2);
  }

  /** Operations by name, those of nested bodies included. */
  public static Map<String, Long> count(Program p) {
    Map<String, Long> count = new TreeMap<>();
    p.bodies().forEach(b -> count(b, count));
    return count;
  }

  private static void count(Body b, Map<String, Long> into) {
    for (Stmt s : b.stmts()) {
      into.merge(s.op().name(), 1L, Long::sum);
      s.op().bodies().forEach(inner -> count(inner, into));
    }
  }
}
