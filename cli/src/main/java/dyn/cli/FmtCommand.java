package dyn.cli;

import dyn.compiler.FileSources;
import dyn.compiler.Formatting;
import dyn.compiler.Outcome;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.results.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "fmt", description = "Puts models into their one layout. A file with syntax errors is left as it is.",
    sortOptions = false)
final class FmtCommand extends Command {
  private static final String STANDARD_INPUT = "-";

  @Parameters(arity = "1..*", paramLabel = "PATH",
      description = "Model files; a folder stands for all models in it, - for the standard input.")
  private List<String> paths;

  @Option(names = "--check", description = "Write nothing; list the files whose layout differs, and exit with 1 if there are any.")
  private boolean check;

  private final List<Diagnostic> mistakes = new ArrayList<>();
  private int changed;

  FmtCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    List<String> named = paths.stream().filter(p -> !p.equals(STANDARD_INPUT)).toList();
    if (named.size() < paths.size()) standardInput();
    Outcome<List<String>> files = Sources.models(named);
    mistakes.addAll(files.diagnostics());
    for (String file : files.value().orElse(List.of())) file(file);
    terminal.diagnostics(mistakes);
    boolean failed = mistakes.stream().anyMatch(Diagnostic::isError);
    return failed || check && changed > 0 ? Exit.MISTAKE : Exit.OK;
  }

  private void standardInput() {
    Outcome<SourceFile> source;
    try {
      source = FileSources.decode(STANDARD_INPUT, System.in.readAllBytes());
    } catch (IOException e) {
      mistakes.add(Typed.wrong("fmt", STANDARD_INPUT, "the standard input cannot be read: " + e.getMessage()));
      return;
    }
    mistakes.addAll(source.diagnostics());
    Optional<String> text = source.value().flatMap(this::formatted);
    if (text.isEmpty()) return;
    boolean differs = !text.get().equals(source.value().get().text());
    if (!check) terminal.out().print(text.get());
    else if (differs) terminal.line(STANDARD_INPUT);
    if (differs) changed++;
  }

  private void file(String name) {
    Outcome<SourceFile> source = Sources.read(name);
    mistakes.addAll(source.diagnostics());
    Optional<String> text = source.value().flatMap(this::formatted);
    if (text.isEmpty() || text.get().equals(source.value().get().text())) return;
    changed++;
    try {
      if (!check) write(Path.of(name).toRealPath(), text.get());
      terminal.line(check ? name : "formatted  " + name);
    } catch (IOException e) {
      mistakes.add(Typed.wrong("fmt", name, "`" + name + "` cannot be written: " + e.getMessage()));
    }
  }

  private Optional<String> formatted(SourceFile source) {
    Outcome<String> result = Formatting.format(source);
    mistakes.addAll(result.diagnostics());
    return result.value();
  }

  /** Whole or not at all, with the permissions that the file had. */
  private static void write(Path file, String text) throws IOException {
    if (!Files.isWritable(file)) throw new IOException("it is read-only");
    try (AtomicFile whole = AtomicFile.create(file)) {
      PosixFileAttributeView before = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (before != null) Files.setPosixFilePermissions(whole.part(), before.readAttributes().permissions());
      whole.stream().write(text.getBytes(StandardCharsets.UTF_8));
      whole.commit();
    }
  }
}
