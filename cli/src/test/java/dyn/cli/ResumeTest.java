package dyn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.compiler.CheckpointFile;
import dyn.runtime.results.Manifest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs that are killed, interrupted and gone on with end with the files of one that was left alone. */
class ResumeTest {
  private static final String MODEL = """
      model Lorenz { param a = 1
        state x = 1, y = 0.5, z = 20
        x' = 10 * (y - x)
        y' = x * (28 * a - z) - y
        z' = x * y - 8 / 3 * z }
      experiment e { ensemble 10
        vary a from uniform(0.9, 1.1)
        time 0 .. 60
        method METHOD
        record x, y every 0.02
        record spectrum(x, 64), msd(y) every 0.05
        record mean(z), quantile(z, 0.1, 0.9) every 0.1
        expect abs(x) throughout < 1e6
      }
      """;
  private static final int KILLS = 20;

  @TempDir private Path folder;

  private Path model(String method) throws IOException {
    Path file = folder.resolve("lorenz.dyn");
    Files.writeString(file, MODEL.replace("METHOD", method));
    return file;
  }

  private static Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC", "-Xshare:auto", "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "dyn.cli.Main"));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(new File("target/resume-test.log")).start();
  }

  @Test
  void killedAtRandomPoints() throws IOException, InterruptedException {
    String model = model("tsit5(rtol = 1e-12, atol = 1e-12)").toString();
    Path whole = folder.resolve("whole");
    assertEquals(0, Calls.dyn("run", model, "--out", whole.toString(), "--memory", "300K").code());
    Random random = new Random(7);
    Path killed = folder.resolve("killed");
    Path checkpoint = killed.resolve(CheckpointFile.NAME);
    for (int kills = 0; kills < KILLS; ) {
      FileTime before = modified(checkpoint);
      Process p = begin(model, killed, checkpoint);
      // Most are killed some time after they got ahead, some while they begin.
      while (kills % 4 != 0 && p.isAlive() && modified(checkpoint).equals(before)) Thread.sleep(1);
      if (p.waitFor(random.nextInt(kills % 4 == 0 ? 600 : 80), TimeUnit.MILLISECONDS)) {
        assertEquals(0, p.exitValue(), Files.readString(Path.of("target/resume-test.log")));
        assertSameFiles(whole, killed);
      } else {
        p.destroyForcibly().waitFor();
        kills++;
      }
    }
    assertEquals(0, begin(model, killed, checkpoint).waitFor());
    assertSameFiles(whole, killed);
    assertEquals(0, Calls.dyn("rerun", killed.toString()).code());
  }

  private static Process begin(String model, Path out, Path checkpoint) throws IOException {
    if (Files.exists(checkpoint)) return start("resume", out.toString(), "--quiet");
    return start("run", model, "--out", out.toString(), "--quiet", "--memory", "300K", "--checkpoint-every", "5ms");
  }

  private static FileTime modified(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file);
    } catch (NoSuchFileException e) {
      return FileTime.fromMillis(0);
    }
  }

  private static void assertSameFiles(Path whole, Path other) throws IOException {
    assertEquals(Manifest.read(whole.resolve(Manifest.FILE_NAME)).stateHash(), Manifest.read(other.resolve(Manifest.FILE_NAME))
        .stateHash());
    assertEquals(names(whole), names(other));
    for (String file : names(whole)) {
      if (file.equals(Manifest.FILE_NAME)) continue;
      assertArrayEquals(Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(other.resolve(file)), file);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void interrupted() throws IOException {
    String model = model("rk4(dt = 1e-3)").toString();
    Path whole = folder.resolve("whole");
    assertEquals(0, Calls.dyn("run", model, "--out", whole.toString(), "--memory", "300K").code());
    Path other = folder.resolve("other");
    Interruption stop = Interruption.none();
    Thread later = Thread.ofVirtual().start(() -> {
      while (!Files.exists(other.resolve(".members-1.csv.0.part"))) Thread.onSpinWait();
      stop.request();
    });
    Calls.Said said = Calls.capture(t -> new CommandLine(new RunCommand(t, () -> stop)).execute(model, "--out", other.toString(),
        "--memory", "300K"));
    assertEquals(Exit.INTERRUPTED, said.code(), said.all());
    assertTrue(Files.exists(other.resolve("members-1.csv")));
    assertTrue(Files.size(other.resolve("members-1.csv")) < Files.size(whole.resolve("members-1.csv")));
    assertEquals(0, Calls.dyn("resume", other.toString()).code());
    assertSameFiles(whole, other);
    assertFalse(later.isAlive());
  }

  @Test
  void whatCannotBeGoneOnWithIsSaid() throws IOException {
    String model = model("rk4(dt = 1e-2)").toString();
    Path out = folder.resolve("out");
    Calls.dyn("run", model, "--out", out.toString(), "--quiet");
    assertTrue(Calls.dyn("resume", out.toString()).err().contains("dyn rerun"));
    Interruption stop = Interruption.none();
    stop.request();
    Calls.capture(t -> new CommandLine(new RunCommand(t, () -> stop)).execute(model, "--out", out.toString(), "--quiet"));
    Path checkpoint = out.resolve(CheckpointFile.NAME);
    byte[] good = Files.readAllBytes(checkpoint);
    Random random = new Random(3);
    for (int k = 0; k < 30; k++) {
      byte[] bad = k < 10 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      if (k >= 10) bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(checkpoint, bad);
      Calls.Said said = Calls.dyn("resume", out.toString());
      assertEquals(Exit.MISTAKE, said.code());
      assertTrue(said.err().contains("E0807"), said.all());
    }
    Files.write(checkpoint, good);
    assertEquals(0, Calls.dyn("resume", out.toString()).code());
  }

  @Test
  void rerunComparesBits() throws IOException {
    String model = model("heun(dt = 1e-2)").toString();
    Path out = folder.resolve("out");
    Calls.dyn("run", model, "--out", out.toString(), "--set", "x=0.95", "--seed", "5", "--members", "3", "--quiet");
    Files.writeString(Path.of(model), "model Gone {}");
    Calls.Said said = Calls.dyn("rerun", out.toString(), "--backend", "reference");
    assertEquals(0, said.code(), said.all());
    assertTrue(said.out().startsWith("same bits"));
    Path hdf = folder.resolve("hdf");
    assertEquals(0, Calls.dyn("rerun", out.toString(), "--out", hdf.toString(), "--format", "h5").code());
    assertEquals(0, Calls.dyn("rerun", hdf.resolve("members-1.h5").toString()).code());
    Path manifest = out.resolve(Manifest.FILE_NAME);
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("\"5\"", "\"6\""));
    assertEquals(Exit.EXPECTATION, Calls.dyn("rerun", out.toString()).code());
    Files.writeString(manifest, text.replace("8 / 3", "8 / 5"));
    assertTrue(Calls.dyn("rerun", manifest.toString()).err().contains("E0808"));
    Files.writeString(manifest, text.substring(0, text.length() / 2));
    assertTrue(Calls.dyn("rerun", manifest.toString()).err().contains("E0808"));
  }
}
