package dyn.testkit.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page on programs says what the code says; {@code -Dbless} rewrites its generated parts. */
class ProgramPageTest {
  @Test
  void isNotStale() throws IOException {
    Path file = Page.ROOT.resolve("docs/program.md");
    String page = Files.readString(file);
    String renewed = ProgramPage.renewed(page);
    if (renewed.equals(page)) return;
    if (System.getProperty("bless") == null) assertEquals(renewed, page, "mvn test -Dbless rewrites docs/program.md");
    Files.writeString(file, renewed);
    System.out.println("rewritten: " + file.getFileName());
  }
}
