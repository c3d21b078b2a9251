package dyn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that import files, from the command line. */
class ImportedFilesTest {
  @TempDir Path folder;

  @Test
  void importsAreFollowedAndNamed() throws IOException {
    Files.writeString(folder.resolve("parts.dyn"), "const k = 2\nmodel Lag { input u; state x = 1; x' = k * (u - x) }\n");
    Path main = Files.writeString(folder.resolve("main.dyn"), """
        import "parts.dyn"
        model Two {
          use Lag as a { u = b.x }
          use Lag as b { u = a.x, x = 0 }
        }
        experiment e of Two { time 0 .. 1; record a.x every 0.5 }
        """);
    Path out = folder.resolve("out");
    Calls.Said said = Calls.dyn("run", main.toString(), "--out", out.toString(), "--set", "b.x=0.5", "--no-plot");
    assertEquals(0, said.code(), said.err());
    assertTrue(Files.readString(out.resolve("manifest.json")).contains(folder.resolve("parts.dyn").toString()));
    assertTrue(Files.readString(out.resolve("records.csv")).startsWith("t,a.x"));
    Files.writeString(folder.resolve("parts.dyn"), "const k = q\n");
    Calls.Said wrong = Calls.dyn("check", main.toString());
    assertTrue(wrong.err().contains("main.dyn:3:7"), wrong.err());
    assertEquals(1, Calls.dyn("run", folder.resolve("parts.dyn").toString()).code());
  }

  @Test
  void whatIsNoFile() throws IOException {
    Path loop = folder.resolve("loop.dyn");
    Files.createSymbolicLink(loop, loop);
    Files.write(folder.resolve("binary.dyn"), new byte[] {0x6d, (byte) 0xc3, 0x28});
    for (String path : new String[] {"missing.dyn", ".", "loop.dyn", "binary.dyn", "/dev/null", ""}) {
      Path main = Files.writeString(folder.resolve("main.dyn"), "import \"" + path + "\"\nmodel A { state x = 1; x' = -x }\n");
      Calls.Said said = Calls.dyn("check", main.toString());
      assertEquals(1, said.code(), path);
      assertTrue(said.err().contains("error[E0114]") && said.err().contains("main.dyn:1:"), path + "\n" + said.err());
    }
  }
}
