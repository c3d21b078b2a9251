package dyn.bench;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.compiler.Vectors;
import dyn.frontend.CheckedExperiment;
import dyn.frontend.Overrides;
import dyn.ir.diagnostics.DiagnosticRenderer;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.step.Results;
import dyn.runtime.ensemble.Progress;
import dyn.runtime.results.Statistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * An experiment, compiled once and run for each line. Arguments: {@code file}, {@code experiment}, {@code backend}, {@code vectors},
 * {@code threads},
 * {@code method}, {@code set} (any number), {@code together} (steps of tiles between two waits),
 * {@code outputs} as {@code x@0,y@4}, {@code repeat} (runs for each line), {@code function}
 * (of which the state y is to be measured in ulps), {@code reference} (a method with much shorter steps, beside which the
 * {@code state} is told).
 */
final class DynContestant {
  /** Members that a worker takes at once, where they have steps of their own. */
  private static final int CHUNK = 2048;

  private final Arguments arguments;
  private final Runner runner;
  private final Compilation compilation;
  private final Path folder;
  private final Optional<Reference> reference;

  private DynContestant(Arguments arguments) throws IOException {
    this.arguments = arguments;
    Path file = Path.of(arguments.text("file"));
    folder = file.getParent();
    int threads = arguments.number("threads", 1);
    Overrides overrides = new Overrides(arguments.every("set"), arguments.find("method"), OptionalLong.empty(), OptionalLong.empty());
    CompileOptions options = new CompileOptions(arguments.find("experiment").orElse(null), overrides,
        arguments.text("backend")).withThreads(threads)
        .withVectors(Vectors.valueOf(arguments.text("vectors")));
    if (threads > 1) options = options.withTiles(threads).withStepsTogether(arguments.number("together", 0));
    SourceFile source = new SourceFile(file.toString(), Files.readString(file));
    compilation = compile(source, options);
    runner = new Runner(threads, compilation.plan().discretization().adaptive() ? CHUNK : 0);
    CompileOptions chosen = options;
    reference = arguments.find("reference").map(method -> reference(method, chosen, source));
  }

  /** On the same paths, by much shorter steps: values at the end of all cells and members. */
  private record Reference(double[] end) {
    /** The mean distance of paths, and by how many standard errors the mean square is off. */
    String beside(double[] values) {
      double[] squares = Arrays.stream(values).map(x -> x * x).toArray();
      double wanted = Statistics.mean(Arrays.stream(end).map(x -> x * x).toArray());
      double[] distances = IntStream.range(0, end.length).mapToDouble(i -> Math.abs(values[i] - end[i])).toArray();
      return " distance=" + Statistics.mean(distances) + " off="
          + Math.abs(Statistics.mean(squares) - wanted) / Statistics.standardError(squares);
    }
  }

  private Reference reference(String method, CompileOptions options, SourceFile source) {
    Overrides fine = new Overrides(arguments.every("set"), Optional.of(method), OptionalLong.empty(), OptionalLong.empty());
    Compilation c = compile(source, new CompileOptions(arguments.find("experiment").orElse(null), fine, "llvm")
        .withVectors(options.vectors()));
    return new Reference(new Runner(1, 0).run(c, folder, Progress.NONE).value().orElseThrow().end(state(arguments.text("state"))));
  }

  private static Compilation compile(SourceFile source, CompileOptions options) {
    var outcome = new Compiler().compile(source, options);
    return outcome.value().orElseThrow(() -> new IllegalStateException(new DiagnosticRenderer(false).render(outcome.diagnostics())));
  }

  private Protocol.Timed run() {
    double seconds = 0;
    RunResult last = null;
    for (int i = arguments.number("repeat", 1); i > 0; i--) {
      last = runner.run(compilation, folder, Progress.NONE).value().orElseThrow();
      seconds += last.seconds();
    }
    StringBuilder text = new StringBuilder();
    for (String output : arguments.find("outputs").map(o -> o.split(",")).orElse(new String[0])) {
      String name = output.substring(0, output.indexOf('@'));
      int cell = Integer.parseInt(output.substring(name.length() + 1));
      text.append(Protocol.output(name, cell, last.end(state(name))[cell]));
    }
    if (compilation.plan().discretization().adaptive()) text.append(steps(last));
    if (reference.isPresent()) text.append(reference.get().beside(last.end(state(arguments.text("state")))));
    if (!last.ended().isEmpty()) text.append(" failed=").append(last.ended().size());
    if (arguments.find("function").isPresent()) text.append(Exact.outputs(arguments.text("function"), last.end(state("y"))));
    return new Protocol.Timed(seconds, text.toString());
  }

  private CheckedExperiment.Variable state(String name) {
    return compilation.experiment().states().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * Steps of all members, and what lanes add to them: where lanes take members in turn, what they wait for each other at the end of a
   * chunk, else what each vector does until its last member is done.
   */
  private String steps(RunResult r) {
    long[] accepted = r.outputs().integers(Results.ACCEPTED);
    long[] rejected = r.outputs().integers(Results.REJECTED);
    int lanes = compilation.lanes().members();
    int together = compilation.backend().target().vectors().instant() ? CHUNK : lanes;
    long needed = 0;
    long taken = 0;
    for (int from = 0; from < accepted.length; from += together) {
      long[] ofLanes = new long[lanes];
      for (int m = from; m < Math.min(accepted.length, from + together); m++) ofLanes[(m - from) % lanes] += accepted[m] + rejected[m];
      needed += Arrays.stream(ofLanes).sum();
      taken += lanes * Arrays.stream(ofLanes).max().orElseThrow();
    }
    return " steps=" + r.accepted() + " rejected=" + r.rejected() + " waste=" + (taken / (double) needed - 1);
  }

  private String description() {
    return compilation.lanes().reason().replaceFirst(":.*", "");
  }

  public static void main(String[] args) throws IOException {
    DynContestant contestant = new DynContestant(Arguments.of(args));
    Protocol.answer(contestant.description(), contestant::run);
  }
}
