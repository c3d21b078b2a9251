package dyn.testkit.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown page and its fenced blocks. */
record Page(Path file, String text) {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern FENCE = Pattern.compile("(?m)^( *)```([^\\n`]*)\\n(.*?)^ *```", Pattern.DOTALL);

  /**
   * One fenced block.
   *
   * @param words what stands behind the fence
   * @param line where the block starts, from 1
   * @param from position of its content in the page
   */
  record Block(List<String> words, String content, int line, int from) {
    String kind() {
      return words.isEmpty() ? "" : words.getFirst();
    }

    /** The word at {@code i}, or nothing. */
    String word(int i) {
      return i < words.size() ? words.get(i) : "";
    }
  }

  static Page read(Path file) {
    try {
      return new Page(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pages of the project; error pages have a test of their own. */
  static List<Page> all() {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      Stream<Path> front = Stream.of("README.md", "ARCHITECTURE.md").map(ROOT::resolve).filter(Files::exists);
      return Stream.concat(front, docs.filter(f -> f.toString().endsWith(".md") && !f.startsWith(ROOT.resolve("docs/errors"))).sorted())
          .map(Page::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return ROOT.relativize(file).toString();
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Matcher m = FENCE.matcher(text);
    while (m.find()) {
      int line = (int) text.substring(0, m.start()).lines().count() + 1;
      List<String> words = Stream.of(m.group(2).strip().split(" +")).filter(w -> !w.isEmpty()).toList();
      blocks.add(new Block(words, m.group(3).replaceAll("(?m)^" + m.group(1), ""), line, m.start(3)));
    }
    return blocks;
  }

  /** Rewrites the content of a block that is not indented. */
  void rewrite(Block block, String content) throws IOException {
    String now = Files.readString(file);
    int at = now.indexOf("\n" + block.content() + "```") + 1;
    if (at == 0) throw new IllegalStateException(name() + ":" + block.line() + " cannot be found again");
    Files.writeString(file, now.substring(0, at) + content + now.substring(at + block.content().length()));
    System.out.println("rewritten: " + name() + ":" + block.line());
  }
}
