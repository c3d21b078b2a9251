package dyn.cli;

import dyn.compiler.Compiler;
import dyn.compiler.Outcome;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.results.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "check", description = "Finds all mistakes in models without running them.", sortOptions = false)
final class CheckCommand extends Command {
  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Model files; a folder stands for all models in it.")
  private List<String> paths;

  @Option(names = "--json", description = "Print the mistakes as JSON.")
  private boolean json;

  @Option(names = "--units", description = "Print the unit of every quantity.")
  private boolean units;

  CheckCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Outcome<List<String>> files = Sources.models(paths);
    List<Diagnostic> all = new ArrayList<>(files.diagnostics());
    int clean = 0;
    Map<String, Map<String, String>> derived = new LinkedHashMap<>();
    for (String file : files.value().orElse(List.of())) {
      Outcome<SourceFile> source = Sources.read(file);
      List<Diagnostic> found = source.value().map(s -> new Compiler().check(s)).orElse(source.diagnostics());
      if (found.isEmpty()) clean++;
      all.addAll(found);
      if (units) source.value().ifPresent(s -> units(s, derived));
    }
    boolean failed = all.stream().anyMatch(Diagnostic::isError);
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("diagnostics", all.stream().map(CheckCommand::json).toList());
      if (units) object.put("units", derived);
      terminal.out().print(Json.text(object));
    } else {
      terminal.diagnostics(all);
      if (!failed) terminal.line(terminal.style().good("ok") + "  " + Numbers.count(clean, "model file"));
      else terminal.line(summary(all));
    }
    return failed ? Exit.MISTAKE : Exit.OK;
  }

  private void units(SourceFile source, Map<String, Map<String, String>> derived) {
    new Compiler().units(source).forEach((model, u) -> {
      derived.put(model, UnitTable.all(u));
      if (json) return;
      terminal.line(terminal.style().bold(model));
      UnitTable.lines(u, terminal.style()).forEach(terminal::line);
    });
  }

  private static String summary(List<Diagnostic> all) {
    long errors = all.stream().filter(Diagnostic::isError).count();
    return Numbers.count(errors, "error") + (errors < all.size() ? ", " + Numbers.count(all.size() - errors, "warning") : "");
  }

  static Map<String, Object> json(Diagnostic d) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("code", d.code().name());
    object.put("severity", d.severity().text());
    object.put("message", d.message());
    object.put("file", d.at().source().name());
    object.put("line", d.at().line());
    object.put("column", d.at().column());
    object.put("labels", d.labels().stream().map(l -> Map.of("at", l.at().toString(), "text", l.text())).toList());
    object.put("help", d.help());
    return object;
  }
}
