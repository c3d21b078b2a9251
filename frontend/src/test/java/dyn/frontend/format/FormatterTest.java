package dyn.frontend.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.frontend.ParsedFile;
import dyn.frontend.parse.SyntaxParser;
import dyn.ir.diagnostics.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The layout changes nothing that a text means, and is its own layout. */
class FormatterTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern EXAMPLE = Pattern.compile("```dyn[^\\n]*\\n(.*?)```", Pattern.DOTALL);

  private static List<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
      return all.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }

  /** Samples, goldens and the examples of all pages. */
  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path f : files("samples", ".dyn")) texts.add(Files.readString(f));
    for (Path f : files("frontend/src/test/golden", ".dyn")) texts.add(Files.readString(f));
    for (Path f : files("docs", ".md")) EXAMPLE.matcher(Files.readString(f)).results().forEach(m -> texts.add(m.group(1)));
    assertTrue(texts.size() > 200, () -> "only " + texts.size());
    return texts;
  }

  private static ParsedFile parsed(String text) {
    return SyntaxParser.parse(new SourceFile("a.dyn", text));
  }

  private static String tree(String text) {
    return parsed(text).file().definitions().toString().replaceAll("a\\.dyn:\\d+:\\d+", "@");
  }

  private static String format(String text) {
    return Formatter.format(new SourceFile("a.dyn", text)).text().orElseThrow();
  }

  private static void check(String text) {
    if (parsed(text).hasErrors()) return;
    String formatted = format(text);
    assertFalse(parsed(formatted).hasErrors(), () -> formatted);
    assertEquals(tree(text), tree(formatted), formatted);
    assertEquals(formatted, format(formatted), text);
    assertFalse(formatted.lines().anyMatch(l -> l.endsWith(" ")), formatted);
  }

  @Test
  void samplesAreInTheirLayout() throws IOException {
    for (Path f : files("samples", ".dyn")) {
      assertEquals(format(Files.readString(f)), Files.readString(f), () -> "dyn fmt " + f);
    }
  }

  @Test
  void whatATextMeansStays() throws IOException {
    for (String text : texts()) check(text);
  }

  /** Other white space, blocks on one line, comments anywhere. */
  @Test
  void whiteSpaceOfAnyKind() throws IOException {
    Random random = new Random(11);
    int checked = 0;
    for (String text : texts()) {
      String other = mangled(text, random, random.nextInt(4));
      if (!parsed(other).hasErrors()) checked++;
      check(other);
    }
    assertTrue(checked > 150, "only " + checked);
  }

  private static String mangled(String text, Random random, int round) {
    StringBuilder out = new StringBuilder();
    boolean string = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      string ^= c == '"';
      if (c == '\n') string = false;
      boolean comment = text.startsWith("//", i) && !string;
      if (comment) {
        int end = text.indexOf('\n', i);
        out.append(text, i, end < 0 ? text.length() : end);
        i = (end < 0 ? text.length() : end) - 1;
      } else if (c == ' ' && !string && random.nextInt(3) == 0) {
        out.append(" ".repeat(1 + random.nextInt(3)));
      } else if (c == ',' && !string && round > 1 && random.nextInt(4) == 0) {
        out.append(random.nextBoolean() ? ",\n" : ", // why\n\n  // and\n");
      } else if (c == '\n' && random.nextInt(5) == 0) {
        out.append("  // here\n\n\n");
      } else if ((c == '{' || c == '}') && !string && round == 3) {
        out.append(c == '{' ? "{\n" : "\n}");
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  @Test
  void spacing() {
    assertEquals("""
        language 1

        // a model
        model A "x" {
          dim n = 2
          param k = 1, l = -2 where l < 0 and (l > -9)  "rate"
          param longer = 2*k + l^-2                     "other"
          state x[n] = [1, -2], v = 0                   "one"
          let s = sum(i in n) -x[i] + sum(n) x[n] - mean(x)
          x' = -k*x*(l + 1)/3  // why
          v'' = where(v > 1, -v, 2)
        }

        experiment e of A { time 0 .. 1; method rk4(dt = 1e-2); expect x[0] at -1 == 2 within 1e-3 relative }
        """, format("""
        language   1


        // a model
        model A   "x"{

          dim n=2
          param k=1,l=- 2 where l<0 and (l>-9)    "rate"
          param longer = 2*k+l^ -2 "other"
            state x [n]=[ 1,- 2 ] , v=0 "one"
          let s=sum(i in n)-x[i]+sum(n) x[n]-mean (x)
          x ' = - k*x*(l+1)/3 // why
          v''=where(v>1,-v,2) }

        experiment e of A{time 0..1;method rk4(dt=1e-2) ; expect x[0]at -1==2 within 1e-3 relative}


        """));
  }

  @Test
  void longLines() {
    String sum = "alpha * beta + ".repeat(20) + "gamma";
    String formatted = format("model A { param alpha = 1, beta = 2, gamma = 3; state x = 1; x' = " + sum + " }\n");
    assertTrue(formatted.lines().allMatch(l -> l.length() <= Layout.WIDTH), formatted);
    assertTrue(formatted.contains("\n      alpha"), formatted);
    check(formatted);
  }

  @Test
  void usesAndImports() {
    String text = """
        import gain from "lib.dyn"

        model Pair {
          use Cell as a {
            u = b.x,
            k = 2  // here
            x from normal(0, 1)
          }
          use Cell as b[n] { u = a.x }
        }
        """;
    assertEquals(text, format(text.replace("    k", "      k")));
  }

  @Test
  void noTextAndNoModel() {
    assertEquals("", format(""));
    assertEquals("// only this\n", format("\ufeff\n  // only this  "));
    assertTrue(Formatter.format(new SourceFile("a.dyn", "model A { x' = * }")).text().isEmpty());
  }

  @Test
  void staleReadsAndUpdates() {
    assertEquals("""
        model A { state x = 1; next x = 0.5 * x - 0.2 * stale(3) x + 0.1 * stale(2) (x + 1) }
        experiment e { time 0 .. 3; updates asynchronous(probability = 0.5, delay = 4) }
        """, format("""
        model A { state x=1; next x = 0.5 * x - 0.2 * stale( 3 )x+0.1 * stale(2)(x+1) }
        experiment e { time 0..3; updates  asynchronous(probability=0.5,delay=4) }
        """));
  }
}
