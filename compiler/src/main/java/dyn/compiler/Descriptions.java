package dyn.compiler;

import dyn.backend.Description;
import dyn.backend.Memory;
import dyn.frontend.CheckedExperiment;
import dyn.frontend.Statistic;
import dyn.frontend.Track;
import dyn.ir.Axis;
import dyn.ir.Signature;
import dyn.ir.Value;
import dyn.ir.diagnostics.Diagnostic;
import dyn.passes.step.Inputs;
import dyn.passes.step.Results;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Describes a compiled experiment for a run without the compiler: what {@link Runner} would give to the kernel, in one segment. */
final class Descriptions {
  /** In the order of the result codes. */
  private static final List<String> CODES = List.of("well", "the step became too small", "a state is not finite", "too many steps",
      "stopped");

  private final Compilation compilation;
  private final CheckedExperiment experiment;
  private final Timeline timeline;
  private final Memory memory = new Memory();

  private Descriptions(Compilation c) {
    compilation = c;
    experiment = c.experiment();
    timeline = new Timeline(experiment, c.plan());
  }

  /** @param folder where relative paths of data start; {@code name} of the class that stands for the model, with its package */
  static Outcome<Description> of(Compilation c, Path folder, String name) {
    Descriptions d = new Descriptions(c);
    Optional<Diagnostic> fault = Limits.ofMemory(c, c.experiment().members(), Recording.inMemory())
        .or(() -> Runner.bind(c, folder, d.memory));
    return fault.isPresent() ? Outcome.failed(List.of(fault.get())) : Outcome.of(d.describe(name), List.of());
  }

  private Description describe(String name) {
    Segment whole = timeline.segment(Position.START, timeline.end());
    timeline.putInto(memory, whole);
    Signature signature = compilation.signature();
    Map<String, Object> inputs = new LinkedHashMap<>();
    for (Value v : signature.inputs()) if (memory.has(v.name())) inputs.put(v.name(), memory.get(v.name()));
    Map<String, Long> unrun = new LinkedHashMap<>(Map.of(Results.CODE, Results.STOPPED));
    for (String counter : Execution.recordCounters(experiment)) unrun.put(counter, 0L);
    List<Description.Constraint> constraints = new ArrayList<>();
    for (CheckedExperiment.Constraint c : experiment.constraints()) {
      constraints.add(new Description.Constraint(Results.broken(constraints.size()), c.parameter(), c.text()));
    }
    Description.Ends ends = new Description.Ends(Results.CODE, Results.TIME, Results.ACCEPTED, Results.REJECTED, CODES, Results.NOT_FINITE);
    return new Description(name, experiment.model(), experiment.name(), experiment.doc(), signature, inputs, timeline.rows(whole), unrun,
        Math.toIntExact(experiment.members()), experiment.units().time(), experiment.end().doubleValue(), parameters(signature), states(),
        tracks(whole), constraints, ends, parts());
  }

  private Description.Parts parts() {
    boolean fixed = timeline.isFixed();
    return new Description.Parts(Inputs.FRESH, fixed ? Inputs.DONE : "", Inputs.UNTIL, experiment.start().doubleValue(),
        fixed ? compilation.plan().dt().doubleValue() : 0, fixed ? timeline.steps() : 0);
  }

  private List<Description.Parameter> parameters(Signature signature) {
    List<Description.Parameter> all = new ArrayList<>();
    for (CheckedExperiment.Parameter p : experiment.bases()) {
      Value input = signature.inputs().get(2 + all.size());
      all.add(new Description.Parameter(p.name(), input.name(), sizes(input.type().axes()), experiment.units().of(p.name()), p.doc()));
    }
    return all;
  }

  private List<Description.State> states() {
    StatePlaces places = new StatePlaces(compilation);
    return experiment.states().stream().map(s -> new Description.State(s.name(), sizes(s.axes()), experiment.units().of(s.name()),
        places.place(s).output(), places.place(s).row())).toList();
  }

  private List<Description.Track> tracks(Segment whole) {
    List<Description.Track> all = new ArrayList<>();
    for (Track t : experiment.tracks()) {
      int count = whole.counts()[t.observe()];
      long[] needed = timeline.isFixed() ? timeline.stepsNeeded(t, 0, count) : new long[0];
      List<Description.Column> columns = t.items().stream().filter(i -> !i.hidden()).flatMap(i -> columns(t, i).stream()).toList();
      all.add(new Description.Track(timeline.times(t, 0, count), needed, Results.recorded(t.observe()), Records.cellsOf(experiment, t),
          columns, Inputs.count(t.observe()), tables(t.observe())));
    }
    return all;
  }

  private List<String> tables(int track) {
    return timeline.isFixed() ? List.of(Inputs.time(track), Inputs.step(track), Inputs.theta(track)) : List.of(Inputs.time(track));
  }

  private List<Description.Column> columns(Track track, Track.Item item) {
    List<String> headings = ofMembers(item.statistic()) ? List.of(item.label()) : RunTables.headings(experiment, item, item.label());
    String unit = ofMembers(item.statistic()) ? experiment.units().of(item.label()) : RunTables.unit(experiment, item);
    List<Description.Column> columns = new ArrayList<>();
    for (int i = 0; i < headings.size(); i++) {
      columns.add(new Description.Column(headings.get(i), Records.name(track, item.result()), sizes(item.axes()), over(item.statistic()),
          numbers(item.statistic(), i), unit));
    }
    return columns;
  }

  /** What is taken over several times is left to the caller, who gets what it is taken of. */
  private static boolean ofMembers(Statistic statistic) {
    return statistic instanceof Statistic.Displacement || statistic instanceof Statistic.Spectrum;
  }

  private static Description.Over over(Statistic statistic) {
    return switch (statistic) {
      case Statistic.EachMember _, Statistic.Displacement _, Statistic.Spectrum _ -> Description.Over.EACH_MEMBER;
      case Statistic.Single s -> Description.Over.valueOf(s.name());
      case Statistic.Quantile _ -> Description.Over.QUANTILE;
      case Statistic.Histogram _ -> Description.Over.BETWEEN;
    };
  }

  private static List<Double> numbers(Statistic statistic, int column) {
    return switch (statistic) {
      case Statistic.EachMember _, Statistic.Single _, Statistic.Displacement _, Statistic.Spectrum _ -> List.of();
      case Statistic.Quantile q -> List.of(q.levels().get(column));
      case Statistic.Histogram h -> List.of(column == 0 ? Double.NEGATIVE_INFINITY : h.edges().get(column - 1),
          column == h.edges().size() ? Double.POSITIVE_INFINITY : h.edges().get(column));
    };
  }

  private static List<Long> sizes(List<Axis> axes) {
    return axes.stream().map(Axis::size).toList();
  }
}
