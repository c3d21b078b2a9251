package dyn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.compiler.Version;
import dyn.runtime.results.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  @TempDir
  private Path folder;

  private String lotka() {
    String file = folder.resolve("lotka").toString();
    assertEquals(Exit.OK, Calls.dyn("new", file).code());
    return file + ".dyn";
  }

  @Test
  void newModelRunsAndItsExpectationHolds() {
    String file = lotka();
    Calls.Said run = Calls.dyn("run", file, "--out", folder.resolve("out").toString());
    assertEquals(Exit.OK, run.code(), run.all());
    Calls.Said test = Calls.dyn("test", file);
    assertEquals(Exit.OK, test.code(), test.all());
    assertTrue(test.out().contains("all pass"), test.out());
    assertEquals(Exit.MISTAKE, Calls.dyn("new", folder.resolve("lotka").toString()).code(), "never overwrites");
  }

  @Test
  void everyBackendPassesWithEqualBits() {
    Calls.Said said = Calls.dyn("test", lotka(), "--json", "--long");
    Object object = JsonReader.read(said.out());
    assertEquals("pass", JsonReader.at(object, "experiments", 0, "jvm"));
    assertEquals("pass", JsonReader.at(object, "experiments", 0, "reference"));
    assertEquals(true, JsonReader.at(object, "experiments", 0, "sameBits"));
  }

  @Test
  void brokenExpectationFailsTheTestWithItsValues() throws IOException {
    String file = lotka();
    Files.writeString(Path.of(file), Files.readString(Path.of(file)).replace("== 1.546", "== 1.646"));
    Calls.Said said = Calls.dyn("test", file);
    assertEquals(Exit.EXPECTATION, said.code());
    assertTrue(said.out().contains("FAIL") && said.out().contains("1 failed"), said.out());
    assertTrue(said.err().contains("E0905") && said.err().contains("expected == 1.646") && said.err().contains("is 1.546"), said.err());
  }

  @Test
  void explainCode() {
    Calls.Said said = Calls.dyn("explain", "e0401");
    assertEquals(Exit.OK, said.code());
    assertTrue(said.out().startsWith("E0401: shapes do not match") && said.out().contains("wrong") && said.out().contains("right"),
        said.out());
    assertEquals(Exit.MISTAKE, Calls.dyn("explain", "E0499").code());
  }

  @Test
  void explainModelCountsWaits() {
    String file = lotka();
    Object object = JsonReader.read(Calls.dyn("explain", file, "spread", "--json").out());
    assertTrue((double) JsonReader.at(object, "waitsWritten", "total") > 0);
    assertEquals(0.0, JsonReader.at(object, "waitsNeeded", "total"));
    assertTrue(Calls.dyn("explain", file).out().contains("Nothing waits"));
  }

  @Test
  void explainWritesAPage() throws IOException {
    String file = lotka();
    Path page = folder.resolve("deep").resolve("page.html");
    Calls.Said said = Calls.dyn("explain", file, "spread", "--html", page.toString());
    assertEquals(Exit.OK, said.code(), said.all());
    assertEquals("page: " + page + "\n", said.out());
    String html = Files.readString(page);
    assertTrue(html.contains("<svg") && html.contains("as written") && html.contains("Nothing waits"), html);
    Calls.Said wrong = Calls.dyn("explain", file, "--html", Path.of(file).resolve("page.html").toString());
    assertEquals(Exit.MISTAKE, wrong.code());
    assertTrue(wrong.err().contains("E0605") && wrong.err().contains("cannot be written"), wrong.err());
  }

  @Test
  void explainTellsWhatWasNotDone() throws IOException {
    Path file = folder.resolve("mean.dyn");
    Files.writeString(file, """
        model M {
          dim n = 50
          state x[n] = 1 / (1 + n)
          let m = mean(i in n) x[i]
          x[i]' = m - x[i]
        }
        experiment e { time 0 .. 1; method rk4(dt = 0.1); record x[0] at end }
        """);
    String said = Calls.dyn("explain", file.toString()).out();
    assertTrue(said.contains("What was not done, and why") && said.contains("each reads x beyond its neighbours: sum over n"), said);
    Object object = JsonReader.read(Calls.dyn("explain", file.toString(), "--json").out());
    assertEquals("remove-global-barriers", JsonReader.at(object, "refused", 0, "pass"));
    assertEquals("mean.dyn:4", JsonReader.at(object, "refused", 0, "origin"));
  }

  @Test
  void programsPrintAndReadBack() throws IOException {
    String file = lotka();
    for (String level : List.of("model", "step", "local", "placed")) {
      Calls.Said said = Calls.dyn("ir", file, "--level", level);
      assertEquals(Exit.OK, said.code(), said.err());
      Path text = folder.resolve("p." + level + ".ir");
      Files.writeString(text, said.out());
      Calls.Said again = Calls.dyn("ir", text.toString());
      assertEquals(said.out(), again.out(), again.err());
    }
    assertEquals(Exit.MISTAKE, Calls.dyn("ir", file, "--level", "nowhere").code());
  }

  @Test
  void malformedProgramsAreRefusedWithTheirPlace() throws IOException {
    Path text = folder.resolve("p.step.ir");
    for (String wrong : List.of("", "program", "program x\n\nstep @main() {\n  %a = add %b, %c : f64\n  yield\n}\n", "\u0000\u0001",
        "step @f( {")) {
      Files.writeString(text, wrong);
      Calls.Said said = Calls.dyn("ir", text.toString());
      assertEquals(Exit.MISTAKE, said.code(), wrong + said.all());
      assertTrue(said.err().startsWith("error[E0115]"), said.err());
    }
  }

  @Test
  void listsAndHelp() {
    assertTrue(Calls.dyn("targets").out().contains("reference"));
    assertTrue(Calls.dyn("passes").out().contains("remove-global-barriers"));
    assertTrue(Calls.dyn("completion").out().contains("complete"));
    assertEquals("dyn " + Version.TEXT + "\n", Calls.dyn("--version").out());
    Calls.Said help = Calls.dyn("--help");
    assertEquals(Exit.OK, help.code());
    for (String part : List.of("run", "completion", "Exit codes", "130")) assertTrue(help.out().contains(part), part + " in\n"
        + help.out());
    assertEquals(Exit.OK, Calls.dyn("run", "--help").code());
  }

  @Test
  void versionIsThatOfTheBuild() throws IOException {
    assertTrue(Files.readString(Path.of("pom.xml")).contains("<version>" + Version.TEXT + "</version>"));
  }

  @Test
  void faultsBecomeReports() throws IOException {
    Calls.Said said = Calls.capture(t -> Faults.report(t, new IllegalStateException("planted"), new String[] {"run", "x.dyn"}));
    assertEquals(Exit.FAULT, said.code());
    assertTrue(said.err().contains("planted") && !said.err().contains("\tat "), said.err());
    String name = said.err().replaceFirst("(?s).*report is in (\\S+)\\. .*", "$1");
    assertTrue(Files.readString(Path.of(name)).contains("IllegalStateException: planted"));
    Files.delete(Path.of(name));
  }
}
