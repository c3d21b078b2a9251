package dyn.cli;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.Outcome;
import dyn.compiler.Refused;
import dyn.compiler.Vectors;
import dyn.ir.diagnostics.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The schedules under which an experiment is run to be compared, and those that do not apply to it, with the reason. */
final class Schedules {
  private static final String REFERENCE = "reference";
  /** More chunks of single members would take longer to hand out than to run. */
  private static final long MOST_SINGLES = 20_000;

  /**
   * One way to run it.
   *
   * @param everyWait whether all waits are kept as they are written
   * @param tiles that share the cells of a member; 0 for none
   * @param threads that share the members
   * @param chunk members that a thread takes at once; 0 chooses
   */
  record Schedule(boolean everyWait, int tiles, int together, boolean vectors, int threads, int chunk, String backend) {
    CompileOptions options(CompileOptions base) {
      CompileOptions o = base.withTiles(tiles).withStepsTogether(together).withThreads(1).withBackend(backend)
          .withVectors(vectors ? Vectors.ON : Vectors.OFF);
      return everyWait ? o.withEveryWait() : o;
    }

    boolean isReference() {
      return backend.equals(REFERENCE);
    }
  }

  /** A schedule that does not apply. */
  record Missing(String what, String why) {}

  private final Compiler compiler;
  private final SourceFile source;
  private final CompileOptions base;
  private final Set<Missing> missing = new LinkedHashSet<>();

  Schedules(Compiler compiler, SourceFile source, CompileOptions base) {
    this.compiler = compiler;
    this.source = source;
    this.base = base;
  }

  static Schedule first() {
    return new Schedule(true, 0, 1, false, 1, 0, CompileOptions.DEFAULT_BACKEND);
  }

  /** In the order in which they run: as written, as left, by tiles, in vectors, on threads; the interpreter runs what is written. */
  static List<Schedule> all(long members, List<Integer> tiles, List<Integer> together, int threads, boolean vectors) {
    String jvm = CompileOptions.DEFAULT_BACKEND;
    List<Schedule> all = new ArrayList<>(List.of(first()));
    for (int t : tiles) all.add(new Schedule(true, t, 1, false, 1, 0, jvm));
    all.add(new Schedule(false, 0, 1, false, 1, 0, jvm));
    for (int t : tiles) for (int k : together) all.add(new Schedule(false, t, k, false, 1, 0, jvm));
    if (vectors) {
      int most = together.stream().mapToInt(k -> k).max().orElse(1);
      all.add(new Schedule(false, 0, 1, true, 1, 0, jvm));
      for (int t : tiles) all.add(new Schedule(false, t, 1, true, 1, 0, jvm));
      if (most > 1) for (int t : tiles) all.add(new Schedule(false, t, most, true, 1, 0, jvm));
    }
    if (members > 1 && threads > 1) {
      all.add(new Schedule(false, 0, 1, false, threads, 0, jvm));
      if (members <= MOST_SINGLES) all.add(new Schedule(false, 0, 1, false, threads, 1, jvm));
      if (vectors) all.add(new Schedule(false, 0, 1, true, threads, 0, jvm));
    }
    all.add(new Schedule(true, 0, 1, false, 1, 0, REFERENCE));
    return all;
  }

  /** Empty where it does not apply; a mistake would have shown at the first. */
  Optional<Compilation> compile(Schedule s) {
    Outcome<Compilation> outcome = compiler.compile(source, s.options(base));
    if (outcome.value().isEmpty()) {
      missing("backend " + s.backend(), outcome.diagnostics().stream().map(d -> d.message()).collect(Collectors.joining("; ")));
      return Optional.empty();
    }
    Compilation c = outcome.value().get();
    if (c.tiles().count() != s.tiles()) {
      if (c.experiment().states().stream().allMatch(v -> v.axes().isEmpty())) missing("tiles", "the states have no cells to share");
      else if (c.tiles().count() == 0) missing("tiles", "the cells of a member cannot be divided, as parts of a step take them as a whole");
      else missing(Numbers.count(s.tiles(), "tile"), "the cells make at most " + c.tiles().count());
      return Optional.empty();
    }
    if (s.together() > 1 && c.tiles().together() != s.together()) {
      missing("steps together", Refused.of(c).stream().filter(r -> r.pass().equals("tile-time")).map(r -> r.why()).findFirst()
          .orElse("a step waits for more than neighbours"));
      return Optional.empty();
    }
    if (s.vectors() && c.lanes().members() == 1 && c.lanes().cells() == 1) {
      missing("vectors", c.lanes().reason());
      return Optional.empty();
    }
    return Optional.of(c);
  }

  void missing(String what, String why) {
    missing.add(new Missing(what, why));
  }

  List<Missing> missing() {
    return List.copyOf(missing);
  }
}
