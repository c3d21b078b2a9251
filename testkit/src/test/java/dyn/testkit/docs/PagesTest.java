package dyn.testkit.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.testkit.docs.Page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fenced block of every page, by the words behind its fence: {@code dyn} is right, {@code dyn run} runs on every backend and
 * what it expects holds, {@code dyn wrong E0401} is refused with that code only; {@code csv NAME} and a last word after the others
 * name a file for later blocks, as does {@code dyn NAME.dyn}; {@code console} prints what it shows, times aside.
 * {@code -Dbless} rewrites what commands print.
 */
@Order(2)
class PagesTest {
  private static final Pattern PICTURE = Pattern.compile("!\\[[^]]*]\\((\\S+) \"([^\"]+)\"\\)");
  private static final int LARGEST_PICTURE = 60_000;
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#: ]+)(#[^)]*)?( \"[^\"]*\")?\\)");

  @TempDir Path temp;

  @TestFactory
  Stream<DynamicContainer> pages() {
    return Page.all().stream().map(p -> DynamicContainer.dynamicContainer(p.name(), tests(p)));
  }

  private List<DynamicTest> tests(Page page) {
    List<DynamicTest> tests = new ArrayList<>();
    Path folder = temp.resolve(page.name().replace('/', '-'));
    if (!page.blocks().isEmpty()) tests.add(DynamicTest.dynamicTest("folder", () -> folder(folder)));
    for (Block b : page.blocks()) {
      if (List.of("dyn", "csv", "console").contains(b.kind())) {
        tests.add(DynamicTest.dynamicTest(page.name() + ":" + b.line() + " " + String.join(" ", b.words()), () -> check(page, b, folder)));
      }
    }
    tests.add(DynamicTest.dynamicTest("pictures", () -> pictures(page, folder)));
    tests.add(DynamicTest.dynamicTest("links", () -> links(page)));
    return tests;
  }

  /** A picture's title is the file of the run that drew it; {@code -Dbless} draws anew. */
  private static void pictures(Page page, Path folder) throws IOException {
    Matcher m = PICTURE.matcher(page.text());
    while (m.find()) {
      Path picture = page.file().resolveSibling(m.group(1)).normalize();
      Path drawn = folder.resolve(m.group(2));
      assertTrue(Files.exists(drawn), () -> "no run on the page draws " + m.group(2));
      if (System.getProperty("bless") != null) Files.copy(drawn, picture, StandardCopyOption.REPLACE_EXISTING);
      assertTrue(Files.size(picture) < LARGEST_PICTURE, () -> picture + " is too large");
    }
  }

  /** A folder in which commands find the samples. */
  private static void folder(Path folder) throws IOException {
    try (Stream<Path> samples = Files.walk(Page.ROOT.resolve("samples"))) {
      for (Path f : samples.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(Page.ROOT.relativize(f));
        Files.createDirectories(copy.getParent());
        Files.copy(f, copy);
      }
    }
  }

  private static void check(Page page, Block b, Path folder) throws IOException, InterruptedException {
    Examples examples = new Examples(folder);
    if (b.word(1).endsWith(".dyn")) {
      Files.writeString(folder.resolve(b.word(1)), b.content());
      examples.isRight(b.content());
      return;
    }
    switch (String.join(" ", b.words().subList(0, Math.min(2, b.words().size())))) {
      case "dyn" -> examples.isRight(b.content());
      case "dyn wrong" -> {
        if (!b.word(3).isEmpty()) Files.writeString(folder.resolve(b.word(3)), b.content());
        examples.isWrong(b.content(), b.word(2));
      }
      case "dyn run" -> {
        if (!b.word(2).isEmpty()) Files.writeString(folder.resolve(b.word(2)), b.content());
        examples.runs(b.content());
      }
      case "console" -> console(page, b, folder);
      default -> {
        assertTrue(b.kind().equals("csv") && b.words().size() == 2, "unknown block: " + b.words());
        Files.writeString(folder.resolve(b.word(1)), b.content());
      }
    }
  }

  private static void console(Page page, Block b, Path folder) throws IOException, InterruptedException {
    String now = Console.run(folder, b.content());
    if (Console.timeless(now).equals(Console.timeless(b.content()))) return;
    if (System.getProperty("bless") == null) {
      assertEquals(Console.timeless(b.content()), Console.timeless(now), "mvn test -Dbless rewrites it");
    }
    page.rewrite(b, now);
  }

  private static void links(Page page) {
    Matcher m = LINK.matcher(page.text());
    while (m.find()) {
      Path target = page.file().resolveSibling(m.group(1)).normalize();
      assertTrue(Files.exists(target), () -> page.name() + " points to " + target + ", which does not exist");
    }
  }
}
