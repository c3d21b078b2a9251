package dyn.cli;

import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.Outcome;
import dyn.compiler.ProgramText;
import dyn.compiler.reduce.ModelReducer;
import dyn.compiler.reduce.Shrinker;
import dyn.compiler.reduce.Symptom;
import dyn.ir.Program;
import dyn.ir.Text;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.Pass;
import dyn.passes.PassFault;
import dyn.passes.Passes;
import dyn.runtime.ensemble.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "reduce", sortOptions = false,
    description = "Makes a model that shows a fault as small as it can be and still show it.")
final class ReduceCommand extends Command {
  @Parameters(index = "0", paramLabel = "FILE", description = "Model file, or the text of a program, FILE.ir, with --pass.")
  private String file;

  @Parameters(index = "1", arity = "0..1", paramLabel = "EXPERIMENT", description = "The first if none is named.")
  private String experiment;

  @Option(names = "--shows", paramLabel = "WHAT",
      description = "What to keep: a code such as E0901, bits (backends disagree), or fault (dyn itself fails). "
          + "What is found if not given.")
  private String wanted;

  @Option(names = "--pass", paramLabel = "PASS", description = "Of a program: the pass that fails on it.")
  private String pass;

  @Option(names = "--limit", paramLabel = "SECONDS", description = "The longest that one trial may run; ${DEFAULT-VALUE} if not given.")
  private double limit = 5;

  @Option(names = {"-o", "--out"}, paramLabel = "FILE", description = "Where the small one goes; the output if not given.")
  private Path out;

  ReduceCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() throws IOException {
    Outcome<SourceFile> source = Sources.read(file);
    if (source.value().isEmpty()) return terminal.mistakes(source.diagnostics());
    return file.endsWith(".ir") ? program(source.value().get()) : model(source.value().get());
  }

  private int model(SourceFile source) throws IOException {
    Path folder = Optional.ofNullable(Path.of(file).toAbsolutePath().getParent()).orElse(Path.of(""));
    Symptom.Examination examination = new Symptom.Examination(experiment, CompileOptions.DEFAULT_BACKEND, "reference", folder,
        this::bounded);
    Set<Symptom> found = examination.of(source);
    Optional<Symptom> chosen = found.stream().filter(this::isWanted).findFirst();
    if (chosen.isEmpty()) return terminal.mistakes(List.of(nothing(found)));
    Symptom symptom = chosen.get();
    terminal.err().println(symptom.text());
    String small = ModelReducer.reduce(source.text(), text -> examination.shows(new SourceFile(source.name(), text), symptom, found));
    return deliver(source.text(), small);
  }

  private boolean isWanted(Symptom s) {
    return wanted == null || switch (s) {
      case Symptom.Told t -> wanted.equals(t.code().name());
      case Symptom.Bits _ -> wanted.equals("bits");
      case Symptom.Fault _ -> wanted.equals("fault");
    };
  }

  private Diagnostic nothing(Set<Symptom> found) {
    Diagnostic d = Typed.wrong(wanted == null ? "reduce" : "--shows", wanted == null ? file : wanted,
        wanted == null ? "`" + file + "` shows no fault" : "`" + file + "` does not show this");
    if (!found.isEmpty()) return d.help("it shows: " + String.join("; ", found.stream().map(Symptom::text).toList()));
    return d.help("a run longer than " + Numbers.text(limit, 3) + " s counts as none: give it more with --limit");
  }

  private int program(SourceFile source) throws IOException {
    Outcome<Program> program = ProgramText.read(source);
    if (program.value().isEmpty()) return terminal.mistakes(program.diagnostics());
    Program before = program.value().get();
    if (pass == null) return terminal.mistakes(List.of(Typed.wrong("reduce", file, "a program needs the pass that fails on it")
        .help("dyn reduce " + file + " --pass NAME")));
    Optional<Pass> failing = Passes.find(pass, before.level()).filter(p -> p.from() == before.level());
    if (failing.isEmpty()) return terminal.mistakes(List.of(RunPassCommand.misfit("--pass", pass, before)));
    if (!fails(failing.get(), before))
      return terminal.mistakes(List.of(Typed.wrong("--pass", pass, "the pass does not fail on this program")));
    return deliver(source.text(), Text.print(Shrinker.shrink(before, p -> fails(failing.get(), p))));
  }

  private static boolean fails(Pass pass, Program p) {
    try {
      Compiler.runPass(pass, p);
      return false;
    } catch (PassFault e) {
      return true;
    }
  }

  private int deliver(String before, String small) throws IOException {
    if (out == null) terminal.out().print(small);
    else Files.writeString(out, small);
    terminal.err().println("from " + Numbers.count(before.lines().count(), "line") + " to " + Numbers.count(small.lines().count(), "line"));
    return Exit.OK;
  }

  private Progress bounded() {
    long end = System.nanoTime() + (long) (limit * 1e9);
    return new Progress() {
      @Override
      public boolean stopRequested() {
        return System.nanoTime() > end;
      }
    };
  }
}
