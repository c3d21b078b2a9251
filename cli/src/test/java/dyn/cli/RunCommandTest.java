package dyn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.runtime.results.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunCommandTest {
  private static final String DECAY = """
      model Decay {
        param k = 0.7
        state x = 1
        x' = -k * x
      }
      experiment small {
        time 0 .. 5
        method rk4(dt = 0.01)
        record x every 0.5
        expect x at end == 0.0301973834 within 1e-6
      }
      experiment wrong {
        time 0 .. 5
        method rk4(dt = 0.01)
        record x every 0.5
        expect x at end == 0.04 within 1e-6
      }
      experiment long {
        time 0 .. 1e7
        method rk4(dt = 1e-3)
        record x every 1e6
      }
      """;

  @TempDir
  private Path folder;

  private String model(String text) throws IOException {
    Path file = folder.resolve("decay.dyn");
    Files.writeString(file, text);
    return file.toString();
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  @Test
  void summaryAndResults() throws IOException {
    Calls.Said said = Calls.dyn("run", model(DECAY), "--out", out());
    assertEquals(Exit.OK, said.code(), said.all());
    assertEquals("", said.err());
    for (String part : List.of("Decay: small", "rk4(dt = 0.01)", "0.03019738342", "500 in", "per step", "waits", "ok", "also")) {
      assertTrue(said.out().contains(part), part + " in\n" + said.out());
    }
    assertEquals("t,x", Files.readAllLines(folder.resolve("out/records.csv")).getFirst());
    assertEquals(12, Files.readAllLines(folder.resolve("out/records.csv")).size());
    assertTrue(Files.readString(folder.resolve("out/manifest.json")).contains("\"stateHash\""));
    assertTrue(Files.readString(folder.resolve("out/plot.svg")).startsWith("<"));
  }

  @Test
  void moreRecordsThanCanBeCountedAreRefused() throws IOException {
    Calls.Said said = Calls.dyn("run", model(DECAY.replace("record x every 0.5", "record x every 1e-300")), "--out", out());
    assertEquals(Exit.MISTAKE, said.code());
    assertTrue(said.err().contains("E0620"), said.all());
  }

  @Test
  void aFileInPlaceOfTheFolderIsRefused() throws IOException {
    Files.writeString(folder.resolve("out"), "mine");
    Calls.Said said = Calls.dyn("run", model(DECAY), "--out", out());
    assertEquals(Exit.MISTAKE, said.code());
    assertTrue(said.err().contains("E0714"), said.all());
    assertEquals("mine", Files.readString(folder.resolve("out")));
  }

  @Test
  void noPlotWritesNoPicture() throws IOException {
    Calls.Said said = Calls.dyn("run", model(DECAY), "--no-plot", "--out", out());
    assertEquals(Exit.OK, said.code());
    assertTrue(Files.exists(folder.resolve("out/records.csv")));
    assertFalse(Files.exists(folder.resolve("out/plot.svg")));
  }

  @Test
  void overridesChangeTheRun() throws IOException {
    Calls.Said said = Calls.dyn("run", model(DECAY), "wrong", "--set", "k=0.64377516497364", "--out", out());
    assertEquals(Exit.OK, said.code(), said.all());
    assertTrue(said.out().contains("0.04"));
  }

  @Test
  void brokenExpectationShowsValuesAndLine() throws IOException {
    Calls.Said said = Calls.dyn("run", model(DECAY), "wrong", "--out", out());
    assertEquals(Exit.EXPECTATION, said.code());
    for (String part : List.of("E0905", "decay.dyn:16:", "0.0301973834", "expected == 0.04", "^")) {
      assertTrue(said.err().contains(part), part + " in\n" + said.err());
    }
  }

  @Test
  void jsonHoldsTheSummary() throws IOException {
    Calls.Said said = Calls.dyn("run", model(DECAY), "--json", "--out", out());
    assertEquals(Exit.OK, said.code());
    Object object = JsonReader.read(said.out());
    assertEquals("Decay", JsonReader.at(object, "model"));
    assertEquals(500.0, JsonReader.at(object, "accepted"));
    assertEquals(true, JsonReader.at(object, "expects", 0, "passed"));
  }

  @Test
  void spectraSayWhereTheyHaveTheMost() throws IOException {
    String file = model("""
        model Wave {
          state phase = 0
          phase' = 2 * pi
          output x = 5 + sin(3 * phase), y = cos(phase)
        }
        experiment small { time 0 .. 16; method euler(dt = 1/64); record spectrum(x, 128), spectrum(y, 128) every 1/16 }
        """);
    Calls.Said said = Calls.dyn("run", file, "--out", out());
    assertEquals(Exit.OK, said.code(), said.all());
    assertTrue(said.out().contains("at frequency 3\n") && said.out().contains("at frequency 1\n"), said.out());
    Object object = JsonReader.read(Calls.dyn("run", file, "--json", "--out", out()).out());
    assertEquals("spectrum(y)", JsonReader.at(object, "spectra", 1, "name"));
    assertEquals(1.0, JsonReader.at(object, "spectra", 1, "frequency"));
  }

  @Test
  void interruptedRunKeepsItsRecords() throws IOException {
    String file = model(DECAY);
    Calls.Said said = Calls.capture(t -> {
      // The run looks at least once between steps; when it has done so often, it is under way.
      AtomicInteger looks = new AtomicInteger();
      Interruption interruption = Interruption.when(() -> looks.incrementAndGet() > 1000);
      return new CommandLine(new RunCommand(t, () -> interruption)).execute(file, "long", "--out", out());
    });
    assertEquals(Exit.INTERRUPTED, said.code(), said.all());
    assertTrue(said.out().contains("interrupted at t ="), said.all());
    assertEquals("", said.err());
    List<String> rows = Files.readAllLines(folder.resolve("out/records.csv"));
    assertEquals("0.0,1.0", rows.get(1));
    assertTrue(rows.getLast().endsWith(","), "what was not reached is empty: " + rows.getLast());
  }

  @Test
  void failureKeepsWhatWasRecorded() throws IOException {
    String file = model("""
        model Blowup {
          state x = 1
          x' = x^2
        }
        experiment once {
          time 0 .. 2
          record x every 0.25
        }
        """);
    Calls.Said said = Calls.dyn("run", file, "--out", out());
    assertEquals(Exit.RUN_FAILED, said.code(), said.all());
    assertTrue(said.err().contains("E090") && said.err().contains("`x`"), said.err());
    List<String> rows = Files.readAllLines(folder.resolve("out/records.csv"));
    assertEquals("0.0,1.0", rows.get(1));
    assertTrue(rows.getLast().endsWith(","), rows.toString());
  }

  @Test
  void aMemberAloneIsTheSame() throws IOException {
    String file = model(DECAY.replace("time 0 .. 5\n  method", "ensemble 5\n  vary k from uniform(0, 1)\n  time 0 .. 5\n  method"));
    Calls.dyn("run", file, "--out", out());
    Calls.Said said = Calls.dyn("run", file, "--member", "3", "--out", folder.resolve("alone").toString());
    assertTrue(said.code() == Exit.OK || said.code() == Exit.EXPECTATION, said.all());
    assertEquals(Exit.MISTAKE, Calls.dyn("run", file, "--member", "5", "--out", out()).code());
  }

  @Test
  void wrongOptionsAreUsage() {
    assertEquals(Exit.USAGE, Calls.dyn("run").code());
    assertEquals(Exit.USAGE, Calls.dyn("run", "x.dyn", "--frobnicate").code());
    assertEquals(Exit.USAGE, Calls.dyn("rum", "x.dyn").code());
    assertEquals(Exit.MISTAKE, Calls.dyn("run", "x.dyn", "--threads", "0").code());
  }
}
