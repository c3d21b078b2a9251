package dyn.cli;

import dyn.compiler.Checkpoint;
import dyn.compiler.CheckpointFile;
import dyn.compiler.Compilation;
import dyn.compiler.LaneChoice;
import dyn.compiler.Origin;
import dyn.compiler.Outcome;
import dyn.compiler.Version;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.results.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@CommandLine.Command(name = "resume", description = "Goes on with a run that was interrupted or killed, to the same bits.",
    sortOptions = false)
final class ResumeCommand extends Command {
  @Parameters(index = "0", paramLabel = "DIR", description = "Folder of its results.")
  private String folder;

  @Option(names = {"-t", "--threads"}, paramLabel = "T", description = "Threads; all cores if not given. Results do not depend on it.")
  private Integer threads;

  @Option(names = "--plot", description = "Draws in the output even where it is not a terminal.")
  private boolean plot;

  @Option(names = "--json", description = "Prints the summary as JSON.")
  private boolean json;

  @Option(names = {"-q", "--quiet"}, description = "Prints mistakes and failures only.")
  private boolean quiet;

  @Spec private CommandSpec spec;

  private final Supplier<Interruption> interruptions;

  ResumeCommand(Terminal terminal) {
    this(terminal, Interruption::install);
  }

  ResumeCommand(Terminal terminal, Supplier<Interruption> interruptions) {
    super(terminal);
    this.interruptions = interruptions;
  }

  @Override
  public Integer call() throws IOException {
    try (Interruption here = interruptions.get()) {
      return resume(here);
    }
  }

  private int resume(Interruption here) throws IOException {
    Checkpoint checkpoint;
    Setting setting;
    Manifest manifest;
    Origin origin;
    try {
      checkpoint = CheckpointFile.read(Path.of(folder).resolve(CheckpointFile.NAME));
      setting = Setting.of(checkpoint.manifest(), Path.of(folder));
      manifest = Setting.manifest(checkpoint.manifest());
      origin = Origin.of(manifest, setting.inputs());
    } catch (NoSuchFileException e) {
      String help = Files.exists(Path.of(folder).resolve(Manifest.FILE_NAME)) ? "that run is done: `dyn rerun " + folder + "` does it again"
          : "`dyn run FILE --checkpoint-every 30s` saves checkpoints";
      return terminal.mistakes(List.of(cannot("there is no checkpoint in `" + folder + "`").help(help)));
    } catch (CheckpointFile.Unusable | IllegalArgumentException e) {
      return terminal.mistakes(List.of(cannot("the checkpoint cannot be used: " + e.getMessage()).help("run it again from the start")));
    } catch (IOException e) {
      return terminal.mistakes(List.of(cannot("the checkpoint cannot be read: " + e.getMessage())));
    }
    Optional<Diagnostic> changed = changed(manifest, origin);
    if (changed.isPresent()) return terminal.mistakes(List.of(changed.get()));
    Outcome<Compilation> compiled = origin.withThreads(Setting.workers(threads)).compile();
    terminal.diagnostics(compiled.diagnostics());
    if (compiled.value().isEmpty()) return Exit.MISTAKE;
    LaneChoice lanes = compiled.value().get().lanes();
    if (VectorProcess.helps(lanes, origin.member().isPresent())) {
      return VectorProcess.run(terminal, lanes.needs(), "resume", spec.commandLine().getParseResult().originalArgs());
    }
    if (!checkpoint.fits(compiled.value().get())) return terminal.mistakes(List.of(cannot("the checkpoint belongs to another program")
        .help("this `dyn` compiles the model differently: run it again from the start")));
    int workers = Setting.workers(threads);
    if (workers < 1) return terminal.mistakes(List.of(Typed.wrong("--threads", threads.toString(), "at least one thread is needed")));
    Session.View view = new Session.View(json, quiet, plot);
    return new Session(terminal, here, origin, compiled.value().get(), setting, view, workers).run(Optional.of(checkpoint));
  }

  /** What the run needs and is not as it was. */
  private Optional<Diagnostic> changed(Manifest m, Origin origin) {
    if (!m.compilerVersion().equals(Version.TEXT)) {
      return Optional.of(cannot("the checkpoint was made by dyn " + m.compilerVersion() + ", this is dyn " + Version.TEXT)
          .help("resume it with that version, or run it again from the start"));
    }
    return m.inputs().keySet().stream().filter(path -> !origin.inputHash(path).equals(m.inputs().get(path))).findFirst()
        .map(path -> cannot("the data file `" + path + "` is not what it was").help("looked for in `" + origin.folder() + "`"));
  }

  private Diagnostic cannot(String why) {
    return Diagnostic.of(Code.E0807, new SourceFile("command line", folder).span(0, folder.length()), why);
  }
}
