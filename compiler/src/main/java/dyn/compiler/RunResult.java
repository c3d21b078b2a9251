package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Track;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.passes.step.Results;
import dyn.runtime.ensemble.Outputs;
import dyn.runtime.results.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run left behind.
 *
 * @param outputs final values, codes and {@code records}
 * @param first number of the first member that ran
 * @param seconds wall time of the run itself
 * @param records all of them, or of a run that records more than memory should hold so many as a picture shows
 * @param spectra of all records
 * @param hash equal for equal bits of all final values, codes and records
 * @param verdicts of the expectations of which a record was seen
 */
public record RunResult(Compilation compilation, Outputs outputs, long first, double seconds, Records records, Spectra spectra, String hash,
    List<Expects.Verdict> verdicts) {
  public RunTables tables() {
    return records.tables();
  }

  /** Final values of a state as it is looked at, [cells..., member]; NaN where a member did not come so far. */
  public double[] end(CheckedExperiment.Variable state) {
    CheckedExperiment e = compilation.experiment();
    Track.Ref looked = e.ends().get(state.name());
    if (looked == null) return new StatePlaces(compilation).end(outputs, state);
    double[] last = records.values().get(Records.name(e, looked));
    if (last.length > 0) return last;
    double[] missing = new double[Records.cells(state.axes()) * outputs.members()];
    Arrays.fill(missing, Double.NaN);
    return missing;
  }

  /** What was recorded last, with standard errors: a table for each item of one time that is not hidden and whose errors are known. */
  public List<Table> lastStatistics() {
    RunTables last = records.last().tables();
    CheckedExperiment e = compilation.experiment();
    List<Table> all = new ArrayList<>();
    for (int t = 0; t < e.tracks().size(); t++) {
      Track track = e.tracks().get(t);
      for (int i = 0; i < track.items().size(); i++) {
        Track.Item item = track.items().get(i);
        boolean shown = !item.hidden() && item.statistic().isOfOneTime() && e.hasError(item.statistic());
        if (shown && last.times(track).length > 0) all.add(last.withErrors(new Track.Ref(t, i)));
      }
    }
    return all;
  }

  public Stops stops() {
    return Stops.of(this);
  }

  public long accepted() {
    return Arrays.stream(outputs.integers(Results.ACCEPTED)).sum();
  }

  public long rejected() {
    return Arrays.stream(outputs.integers(Results.REJECTED)).sum();
  }

  public boolean interrupted() {
    return Arrays.stream(outputs.integers(Results.CODE)).anyMatch(c -> c == Results.STOPPED);
  }

  /** Members that ended before their time, by result code. */
  public Map<Long, List<Integer>> ended() {
    Map<Long, List<Integer>> members = new TreeMap<>();
    long[] codes = outputs.integers(Results.CODE);
    for (int m = 0; m < codes.length; m++) if (codes[m] != Results.OK) members.computeIfAbsent(codes[m], _ -> new ArrayList<>()).add(m);
    return members;
  }

  /** One diagnostic per kind of failure: its first member in time, and how many there are. */
  public List<Diagnostic> failures() {
    List<Diagnostic> all = new ArrayList<>(brokenConstraints());
    ended().forEach((code, members) -> all.add(failure(code, members)));
    return all;
  }

  private List<Diagnostic> brokenConstraints() {
    List<Diagnostic> broken = new ArrayList<>();
    List<CheckedExperiment.Constraint> constraints = compilation.experiment().constraints();
    for (int k = 0; k < constraints.size(); k++) {
      long[] flags = outputs.integers(Results.broken(k));
      for (int m = 0; m < flags.length; m++) {
        if (flags[m] == 0) continue;
        CheckedExperiment.Constraint c = constraints.get(k);
        broken.add(Diagnostic.of(Code.E0509, c.at(), "`" + c.parameter() + "` of member " + (first + m) + " breaks its constraint")
            .because("`" + c.text() + "` does not hold"));
        break;
      }
    }
    return broken;
  }

  private Diagnostic failure(long code, List<Integer> members) {
    double[] times = outputs.reals(Results.TIME);
    int worst = members.stream().min((a, b) -> Double.compare(times[a], times[b])).orElseThrow();
    CheckedExperiment e = compilation.experiment();
    StatePlaces.Cell cell = new StatePlaces(compilation)
        .cell(outputs.integers(Results.VARIABLE)[worst], outputs.integers(Results.CELL)[worst]);
    CheckedExperiment.Variable state = cell.state();
    String where = " at t = " + times[worst] + (e.members() > 1 ? " in member " + (first + worst) : "");
    String count = members.size() == outputs.members() ? "all " + members.size() : members.size() + " of " + outputs.members();
    String others = members.size() > 1 ? "; " + count + " members ended so" : "";
    return switch ((int) code) {
      case (int) Results.STEP_TOO_SMALL -> Diagnostic.of(Code.E0901, state.at(), "the step became too small" + where + others)
          .because("`" + cell.label() + "` has the largest error")
          .help("the system may be stiff or singular there; loosen rtol, or look at the model near that time");
      case (int) Results.NOT_FINITE -> Diagnostic.of(Code.E0902, state.at(), "`" + cell.label() + "` is not finite" + where + others)
          .because("this grows without bound or is undefined").help("a smaller step may help; what was recorded before is kept");
      case (int) Results.TOO_MANY_STEPS -> Diagnostic.of(Code.E0903, state.at(), "too many steps" + where + others)
          .because("`" + cell.label() + "` asks for the smallest steps")
          .help("raise the limit: `max_steps = ...` among the options of the method");
      default -> interruption(state, members);
    };
  }

  private Diagnostic interruption(CheckedExperiment.Variable at, List<Integer> stopped) {
    double[] times = outputs.reals(Results.TIME);
    long started = stopped.stream().filter(m -> !Double.isNaN(times[m])).count();
    String single = started == 0 ? "interrupted before it began" : "interrupted at t = " + times[stopped.getFirst()];
    String many = "interrupted: " + (outputs.members() - stopped.size()) + " of " + outputs.members() + " members had finished, " + started
        + " were under way, " + (stopped.size() - started) + " had not begun";
    return Diagnostic.of(Code.W0904, at.at(), outputs.members() == 1 ? single : many).help("what was recorded until then is kept");
  }
}
