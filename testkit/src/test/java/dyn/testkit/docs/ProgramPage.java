package dyn.testkit.docs;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.ir.Op;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Text;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.Pass;
import dyn.passes.Passes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of docs/program.md that come from the code: operations from their sources, passes from their list, examples from programs. */
final class ProgramPage {
  private static final Pattern PART = Pattern.compile("(<!-- from the code: (\\w+) -->\\n).*?(<!-- end -->)", Pattern.DOTALL);
  private static final Path GOLDEN = Page.ROOT.resolve("passes/src/test/golden");
  private static final List<String> MODELS = List.of("lorenz butterfly", "coupled-maps small", "filter small", "predator-prey sweep",
      "three-body small", "node small");
  private static final int WIDEST = 110;

  private ProgramPage() {}

  /** The page with its parts as they are now. */
  static String renewed(String page) throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("operations", operations());
    parts.put("primitives", primitives());
    parts.put("passes", passes());
    Matcher m = PART.matcher(page);
    return m.replaceAll(r -> Matcher.quoteReplacement(r.group(1) + parts.get(r.group(2)) + r.group(3)));
  }

  // ---- operations

  private static String operations() throws IOException {
    List<String> golden = new ArrayList<>();
    for (Path f : goldens("")) Files.readString(f).lines().map(String::strip).forEach(golden::add);
    List<String> compiled = compiled();
    StringBuilder page = new StringBuilder();
    for (Class<?> family : Op.class.getPermittedSubclasses()) {
      String source = Files.readString(Page.ROOT.resolve("ir/src/main/java/dyn/ir/" + family.getSimpleName() + ".java"));
      page.append("### ").append(family.getSimpleName()).append("\n\n").append(comment(source, "public sealed interface")).append("\n\n");
      page.append("| operation | meaning |\n|---|---|\n");
      List<String> examples = new ArrayList<>();
      for (Class<?> op : family.getPermittedSubclasses()) {
        String word = word(source, op.getSimpleName());
        page.append("| ").append(word.isEmpty() ? "a primitive, below" : "`" + word + "`").append(" | ")
            .append(comment(source, "record " + op.getSimpleName() + "(")).append(" |\n");
        String wanted = word.isEmpty() ? "fma" : word;
        example(golden, wanted).or(() -> example(compiled, wanted)).ifPresent(examples::add);
      }
      page.append("\n```\n").append(String.join("\n", examples)).append("\n```\n\n");
    }
    return page.toString();
  }

  /** The first sentence of the comment before a declaration; the comment's references in words. */
  private static String comment(String source, String declaration) {
    int at = source.indexOf(declaration);
    int end = source.lastIndexOf("*/", at);
    int start = source.lastIndexOf("/**", end);
    String between = source.substring(end + 2, at).strip();
    if (start < 0 || !between.isEmpty()) throw new IllegalStateException("no comment before " + declaration);
    String text = source.substring(start + 3, end).replaceAll("(?m)^\\s*\\* ?", " ").replaceAll("\\s+", " ").strip();
    int tags = text.indexOf(" @");
    String told = (tags < 0 ? text : text.substring(0, tags)).replaceAll("<p>.*", "");
    return told.replaceAll("\\{@code ([^}]*)}", "`$1`").replaceAll("\\{@link #?([^} ]*)}", "$1").strip();
  }

  private static String word(String source, String operation) {
    String name = "record " + operation + "\\(.*?public String name\\(\\) \\{\\s*return (?:\"(\\w+)\")?";
    Matcher m = Pattern.compile(name, Pattern.DOTALL).matcher(source);
    if (!m.find()) throw new IllegalStateException("no name of " + operation);
    return m.group(1) == null ? "" : m.group(1);
  }

  /** The shortest statement with that word. */
  private static Optional<String> example(List<String> lines, String word) {
    Pattern p = Pattern.compile("^(%[^=]+ = )?" + word + "\\b.*");
    return lines.stream().filter(l -> p.matcher(l).matches() && l.length() <= WIDEST).min(Comparator.comparingInt(String::length)
        .thenComparing(Comparator.naturalOrder()));
  }

  /** Statements of samples at all levels. */
  private static List<String> compiled() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String words : MODELS) {
      String[] word = words.split(" ");
      Path file = Page.ROOT.resolve("samples/" + word[0] + "/" + word[0] + ".dyn");
      SourceFile source = new SourceFile(word[0] + ".dyn", Files.readString(file));
      Compilation c = new Compiler().compile(source, CompileOptions.DEFAULT.withExperiment(word[1])).value().orElseThrow();
      for (Program p : List.of(c.model(), c.step(), c.local(), c.target())) Text.print(p).lines().map(String::strip).forEach(lines::add);
    }
    return lines;
  }

  // ---- primitives

  private static String primitives() {
    return "On every target:\n\n" + table(p -> !p.isLibrary()) + "\nBodies of the library:\n\n"
        + table(Primitive::isLibrary) + "\n";
  }

  private static String table(java.util.function.Predicate<Primitive> which) {
    StringBuilder table = new StringBuilder("| operands | primitives |\n|---|---|\n");
    for (int arity = 1; arity <= 4; arity++) {
      int n = arity;
      String words = Stream.of(Primitive.values()).filter(which).filter(p -> p.arity() == n).map(p -> "`" + p.text() + "`")
          .collect(Collectors.joining(" "));
      if (!words.isEmpty()) table.append("| ").append(n).append(" | ").append(words).append(" |\n");
    }
    return table.toString();
  }

  // ---- passes

  private static String passes() throws IOException {
    StringBuilder page = new StringBuilder();
    for (Pass p : Passes.all()) {
      boolean anywhere = p.name().equals("simplify");
      String levels = anywhere ? "any level" : p.from() == p.to() ? p.from().text() : p.from().text() + " to " + p.to().text();
      page.append("### ").append(p.name()).append("\n\n").append(capital(p.summary())).append(".\n\n*").append(levels).append(", ")
          .append(p.exactness().name().toLowerCase(Locale.ROOT)).append("*\n\n");
      List<Path> goldens = goldens(p.name());
      if (goldens.isEmpty()) page.append("There is no golden file of it.\n\n");
      else page.append(golden(goldens.getFirst()));
    }
    return page.toString();
  }

  private static String golden(Path file) throws IOException {
    String text = Files.readString(file);
    int at = text.indexOf("---- after\n");
    String why = text.lines().filter(l -> l.startsWith("// why:")).map(l -> l.substring(7).strip()).findFirst().orElseThrow();
    String counts = text.lines().filter(l -> l.startsWith("// count:")).map(l -> l.substring(9).strip()).findFirst().orElse("");
    String run = text.lines().filter(l -> l.startsWith("// run:")).map(l -> l.substring(7).strip()).findFirst().orElseThrow();
    String before = (at < 0 ? text : text.substring(0, at)).lines().filter(l -> !l.startsWith("// ")).collect(Collectors.joining("\n"));
    StringBuilder page = new StringBuilder(capital(why)).append(" ([").append(file.getFileName()).append("](../")
        .append(Page.ROOT.relativize(file)).append(")");
    if (run.contains(" ")) page.append(", by `").append(run).append("`");
    page.append("):\n\n```\n").append(before).append("\n```\n\n");
    if (at < 0) return page.append("After it: `").append(counts).append("`.\n\n").toString();
    return page.append("becomes\n\n```\n").append(text.substring(at + 11)).append("```\n\n").toString();
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static List<Path> goldens(String pass) {
    Path folder = GOLDEN.resolve(pass);
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> f.toString().endsWith(".ir")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
