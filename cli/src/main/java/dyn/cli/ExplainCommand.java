package dyn.cli;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.Outcome;
import dyn.frontend.ErrorPages;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Nearest;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.results.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "explain", sortOptions = false,
    description = "Explains a code such as E0401, or what becomes of a model: its method, its waits, its passes.")
final class ExplainCommand extends Command {
  @Parameters(index = "0", paramLabel = "CODE|FILE", description = "A code, or a model file.")
  private String what;

  @Parameters(index = "1", arity = "0..1", paramLabel = "EXPERIMENT", description = "The first if none is named.")
  private String experiment;

  @Option(names = {"-t", "--threads"}, paramLabel = "T",
      description = "Threads it is to run on; two if not given, whatever this machine has.")
  private int threads = 2;

  @Option(names = "--tiles", paramLabel = "N", description = "Workers that share the cells of one member; chosen if not given.")
  private int tiles;

  @Option(names = "--together", paramLabel = "N",
      description = "Steps that tiles of a stencil take between two waits; chosen if not given.")
  private int together;

  @Option(names = "--html", paramLabel = "PAGE", description = "Writes a page to look at: the flow of a step, with its waits.")
  private Path html;

  @Option(names = "--json", description = "Prints as JSON.")
  private boolean json;

  ExplainCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Optional<Code> code = Code.named(what);
    if (code.isPresent()) return page(code.get());
    if (what.matches("[A-Za-z][0-9]{2,5}")) return unknown();
    Outcome<SourceFile> source = Sources.read(what);
    if (source.value().isEmpty()) return terminal.mistakes(source.diagnostics());
    Explanation.Steps steps = new Explanation.Steps();
    CompileOptions options = CompileOptions.DEFAULT.withBackend(CompileOptions.AUTO).withExperiment(experiment)
        .withThreads(Math.max(1, threads)).withTiles(tiles).withStepsTogether(together);
    Outcome<Compilation> c = new Compiler(steps).compile(source.value().get(), options);
    terminal.diagnostics(c.diagnostics());
    if (c.value().isEmpty()) return Exit.MISTAKE;
    Explanation explanation = new Explanation(c.value().get(), steps);
    if (html != null && !written(explanation)) return Exit.MISTAKE;
    if (json) terminal.out().print(Json.text(explanation.json()));
    else if (html != null) terminal.line("page: " + html);
    else explanation.lines(terminal.style()).forEach(terminal::line);
    return Exit.OK;
  }

  private boolean written(Explanation explanation) {
    try {
      Path folder = html.toAbsolutePath().getParent();
      if (folder != null) Files.createDirectories(folder);
      Files.writeString(html, explanation.page().html());
      return true;
    } catch (IOException e) {
      terminal.mistakes(List.of(Typed.wrong("--html", html.toString(), "the page cannot be written: " + e.getMessage())));
      return false;
    }
  }

  private int page(Code code) {
    String text = ErrorPages.text(code);
    terminal.out().print(json ? Json.text(Map.of("code", code.name(), "title", code.title(), "page", text))
        : Page.render(text, terminal.style()));
    return Exit.OK;
  }

  private int unknown() {
    List<String> codes = Arrays.stream(Code.values()).map(Code::name).toList();
    var d = Typed.wrong("explain", what, "there is no code `" + what + "`");
    return terminal.mistakes(List.of(Nearest.to(what, codes).map(n -> d.help("did you mean " + n)).orElse(d)));
  }
}
