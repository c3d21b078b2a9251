package dyn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `dyn fmt` on files, folders and the standard input. */
class FmtCommandTest {
  private static final String UGLY = "model A{state x=1\n\n\n    x'=-x}";
  private static final String NICE = "model A {\n  state x = 1\n\n  x' = -x\n}\n";

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void checkListsAndWritesNothing() throws IOException {
    Path ugly = write("ugly.dyn", UGLY);
    Path nice = write("nice.dyn", NICE);
    Calls.Said said = Calls.dyn("fmt", "--check", folder.toString());
    assertEquals(1, said.code());
    assertEquals(ugly + "\n", said.out());
    assertEquals(UGLY, Files.readString(ugly));
    assertEquals(0, Calls.dyn("fmt", "--check", nice.toString()).code());
  }

  @Test
  void filesAreReplacedWholeAndKeepTheirPermissions() throws IOException {
    Path ugly = write("ugly.dyn", UGLY);
    Files.setPosixFilePermissions(ugly, PosixFilePermissions.fromString("rw-rw-r--"));
    Path link = Files.createSymbolicLink(folder.resolve("link.dyn"), ugly);
    assertEquals(0, Calls.dyn("fmt", link.toString()).code());
    assertEquals(NICE, Files.readString(ugly));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("rw-rw-r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(ugly)));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(link, ugly), left.sorted().toList());
    }
    assertEquals("", Calls.dyn("fmt", link.toString()).out());
  }

  @Test
  void aFileWithMistakesIsLeftAsItIs() throws IOException {
    Path wrong = write("wrong.dyn", "model A{ x' = * }");
    Path ugly = write("zugly.dyn", UGLY);
    Calls.Said said = Calls.dyn("fmt", folder.toString());
    assertEquals(1, said.code());
    assertTrue(said.err().contains("error[E0101]"), said.err());
    assertEquals("model A{ x' = * }", Files.readString(wrong));
    assertEquals(NICE, Files.readString(ugly));
  }

  @Test
  void standardInput() {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(UGLY.getBytes(StandardCharsets.UTF_8)));
      assertEquals(new Calls.Said(0, NICE, ""), Calls.dyn("fmt", "-"));
      System.setIn(new ByteArrayInputStream(UGLY.getBytes(StandardCharsets.UTF_8)));
      assertEquals(new Calls.Said(1, "-\n", ""), Calls.dyn("fmt", "--check", "-"));
    } finally {
      System.setIn(before);
    }
  }
}
