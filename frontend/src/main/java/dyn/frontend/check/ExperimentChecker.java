package dyn.frontend.check;

import dyn.frontend.CheckedExperiment.Parameter;
import dyn.frontend.CheckedExperiment.Variable;
import dyn.frontend.CheckedExperiment;
import dyn.frontend.Expectation;
import dyn.frontend.MethodChoice;
import dyn.frontend.MethodSignature;
import dyn.frontend.Plot;
import dyn.frontend.QuantityUnits;
import dyn.frontend.Staleness;
import dyn.frontend.Times;
import dyn.frontend.Track;
import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.MethodCall;
import dyn.frontend.term.Event;
import dyn.frontend.term.ExperimentTerms;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Normalization;
import dyn.frontend.term.Structure;
import dyn.frontend.term.Symbol;
import dyn.frontend.units.Units;
import dyn.ir.Axis;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One experiment against its checked model. */
final class ExperimentChecker {
  /** What the command line says, parsed. */
  record Given(List<ExperimentItem.Set> sets, Optional<MethodCall> method, OptionalLong members, OptionalLong seed) {}

  record Result(ExperimentTerms terms, CheckedExperiment experiment) {}

  private static final double LARGEST_ENSEMBLE = 1L << 31;

  private final CheckedModel model;
  private final Definition.Experiment syntax;
  private final Given given;
  private final List<MethodSignature> methods;
  private final Diagnostics diagnostics;
  private final boolean map;

  ExperimentChecker(CheckedModel model, Definition.Experiment syntax, Given given, List<MethodSignature> methods, Diagnostics diagnostics) {
    this.model = model;
    this.syntax = syntax;
    this.given = given;
    this.methods = methods;
    this.diagnostics = diagnostics;
    this.map = model.terms().map();
  }

  /** Empty where there were errors. */
  Optional<Result> check(List<String> others, Units units) {
    once();
    Settings settings = new Settings(model, diagnostics);
    settings.check(syntax.items(), given.sets());
    Inputs inputs = new Inputs(model, units, diagnostics);
    inputs.check(syntax.items());
    MethodChoice method = method();
    new MemorySteps(model, methods, diagnostics).check(method, syntax);
    NoiseSteps noise = new NoiseSteps(model, methods, diagnostics);
    noise.check(method, syntax);
    EventSteps events = new EventSteps(model, methods, diagnostics);
    events.check(method, syntax);
    Optional<Span> bridges = events.bridges(only(ExperimentItem.Locate.class));
    long members = members(settings);
    long seed = seed();
    UpdatesChecker updates = new UpdatesChecker(model, diagnostics);
    Optional<Staleness.Schedule> schedule = updates.schedule(only(ExperimentItem.Updates.class));
    Optional<TimeSpan> span = span();
    if (span.isEmpty()) return Optional.empty();
    Recording recording = new Recording(model.checker(), span.get());
    items(ExperimentItem.Record.class).forEach(recording::record);
    Checks checks = new Checks(recording, span.get(), model.constants().with(settings.bases), model.checker());
    List<Plot> plots = new ArrayList<>();
    PlotChecker pictures = new PlotChecker(recording, span.get(), members, settings.variations(), model.names(), diagnostics);
    items(ExperimentItem.Plot.class).forEach(p -> pictures.plot(p).ifPresent(plots::add));
    List<Expectation> expects = new ArrayList<>();
    items(ExperimentItem.Expect.class).forEach(e -> checks.expect(e).ifPresent(expects::add));
    Map<String, Track.Ref> ends = ends(recording);
    if (diagnostics.hasErrors()) return Optional.empty();
    QuantityUnits quantities = units.used() ? units.quantities(map).check(syntax, given.sets(), given.method()) : QuantityUnits.NONE;
    if (diagnostics.hasErrors()) return Optional.empty();
    ExperimentTerms terms = new ExperimentTerms(settings.real(), span.get().start().doubleValue(), settings.baseSymbols,
        List.copyOf(model.names().edgeData.values()), settings.setup, settings.initial, inputs.bound,
        inputs.tables, recording.observes(), settings.requirements);
    Staleness staleness = updates.check(terms, settings.bases, members, span.get().end().doubleValue(), schedule,
        only(ExperimentItem.Updates.class));
    if (diagnostics.hasErrors()) return Optional.empty();
    Map<String, Long> dims = new LinkedHashMap<>();
    model.names().dims.forEach((name, r) -> dims.put(name, r.size()));
    CheckedExperiment experiment = new CheckedExperiment(model.terms().name(), syntax.name().name(), syntax.doc(), settings.real(),
        map ? CheckedExperiment.Kind.MAP
            : CheckedExperiment.Kind.ODE, states(), params(settings), span.get().start(), span.get().end(), method,
        members, seed, recording.tracks(), inputs.tables, plots, expects, settings.variations(), settings.constraints, dims,
        model.names().timeAxes(), quantities, matrices(), List.copyOf(model.names().edges.values()),
        List.copyOf(model.names().edgeData.values()), ends, noise.sources(), model.terms().draws(),
        model.terms().events().stream().map(Event::at).toList(),
        model.terms().events().stream().flatMap(e -> e.stop().stream()).map(Symbol::name).distinct().toList(), bridges, staleness, others);
    return Optional.of(new Result(terms, experiment));
  }

  private Map<String, Track.Ref> ends(Recording recording) {
    Map<String, Track.Ref> ends = new LinkedHashMap<>();
    for (Normalization n : model.terms().normalizations()) {
      Expr state = new Expr.Name(n.target().span(), n.target().name(), n.target().primes());
      List<Track.Ref> parts = recording.hidden(new Times.End(), state);
      for (int i = 0; i < parts.size(); i++) ends.put(n.parts().get(i).name(), parts.get(i));
    }
    return ends;
  }

  private <T extends ExperimentItem> List<T> items(Class<T> type) {
    return syntax.items().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private <T extends ExperimentItem> Optional<T> only(Class<T> type) {
    return items(type).stream().findFirst();
  }

  private void once() {
    Map<String, Span> seen = new LinkedHashMap<>();
    for (ExperimentItem item : syntax.items()) {
      String word = switch (item) {
        case ExperimentItem.Time _ -> "time";
        case ExperimentItem.Method _ -> "method";
        case ExperimentItem.Ensemble _ -> "ensemble";
        case ExperimentItem.Seed _ -> "seed";
        case ExperimentItem.Updates _ -> "updates";
        case ExperimentItem.Locate _ -> "locate";
        case ExperimentItem.Set _, ExperimentItem.Vary _, ExperimentItem.Record _, ExperimentItem.Bind _, ExperimentItem.BindFile _,
            ExperimentItem.Plot _, ExperimentItem.Expect _ -> "";
      };
      if (word.isEmpty()) continue;
      Span first = seen.putIfAbsent(word, item.span());
      if (first == null) continue;
      diagnostics.add(Diagnostic.of(Code.E0611, item.span(), "`" + word + "` stands twice in this experiment").because("again here")
          .label(first, "first here"));
    }
  }

  private Optional<TimeSpan> span() {
    Optional<ExperimentItem.Time> time = only(ExperimentItem.Time.class);
    if (time.isEmpty()) {
      diagnostics.add(Diagnostic.of(Code.E0601, syntax.name().span(), "the experiment `" + syntax.name().name() + "` has no time span")
          .because("how long it runs is not said").help("write `time 0 .. 10`"));
      return Optional.empty();
    }
    Optional<BigDecimal> start = TimeSpan.decimal(time.get().start(), map, model.constants(), diagnostics);
    Optional<BigDecimal> end = TimeSpan.decimal(time.get().end(), map, model.constants(), diagnostics);
    if (start.isEmpty() || end.isEmpty()) return Optional.empty();
    if (end.get().compareTo(start.get()) <= 0) {
      diagnostics.add(Diagnostic.of(Code.E0602, time.get().span(), "the time span is empty")
          .because("it ends at " + end.get().toPlainString()
          + ", which is not after its start")
              .help("write the start first: `time " + end.get().toPlainString() + " .. " + start.get().toPlainString() + "`"));
      return Optional.empty();
    }
    TimeGrid grid = model.terms().remembers() || model.terms().isNoisy() ? model.names().grid : TimeGrid.UNKNOWN;
    return Optional.of(new TimeSpan(start.get(), end.get(), map, grid, model.terms().isNoisy(), time.get().span(), model.constants(),
        diagnostics));
  }

  private MethodChoice method() {
    MethodChecker checker = new MethodChecker(methods, model.constants(), diagnostics);
    Optional<MethodCall> here = only(ExperimentItem.Method.class).map(ExperimentItem.Method::method);
    Optional<MethodCall> chosen = given.method().or(() -> here).or(model::hint);
    if (chosen.isEmpty()) return new MethodChoice(MethodChoice.AUTO, Map.of(), "default", Optional.empty());
    if (map) {
      diagnostics.add(Diagnostic.of(Code.E0613, chosen.get().span(), "a map needs no method").because("it steps by its own equations")
          .help("remove the method"));
    }
    here.filter(h -> given.method().isPresent()).ifPresent(h -> checker.check(h, "experiment"));
    String from = given.method().isPresent() ? "command line" : here.isPresent() ? "experiment" : "model";
    return checker.check(chosen.get(), from);
  }

  private long members(Settings settings) {
    Optional<ExperimentItem.Ensemble> item = only(ExperimentItem.Ensemble.class);
    long points = settings.points();
    OptionalLong wanted = item.isEmpty() ? OptionalLong.empty()
        : whole(item.get().members(), Code.E0607, "the size of an ensemble", LARGEST_ENSEMBLE);
    if (given.members().isPresent()) return given.members().getAsLong();
    if (item.isEmpty() || wanted.isEmpty()) return points;
    long n = wanted.getAsLong();
    if (n < 1 || n % points != 0) {
      diagnostics.add(Diagnostic.of(Code.E0607, item.get().members().span(), n < 1 ? "an ensemble has at least one member"
          : "the ensemble does not hold the " + points + " points of its sweep a whole number of times").because("this is " + n)
          .help(n < 1 ? "write `ensemble 100`" : "leave `ensemble` out, or make it a multiple of " + points));
    }
    return n;
  }

  private long seed() {
    Optional<ExperimentItem.Seed> item = only(ExperimentItem.Seed.class);
    OptionalLong seed = item.isEmpty() ? OptionalLong.of(0) : whole(item.get().value(), Code.E0614, "a seed", Long.MAX_VALUE);
    return given.seed().orElse(seed.orElse(0));
  }

  private OptionalLong whole(Expr e, Code code, String what, double most) {
    Optional<BigDecimal> value = model.constants().decimal(e);
    boolean good = value.isPresent() && value.get().stripTrailingZeros().scale() <= 0 && value.get().abs().doubleValue() <= most;
    if (good) return OptionalLong.of(value.get().longValue());
    diagnostics.add(Diagnostic.of(code, e.span(), what + " is a whole number")
        .because(value.isEmpty() ? "not a constant" : "not a whole number"));
    return OptionalLong.empty();
  }

  private static List<Axis> axes(List<IndexRange> shape) {
    return shape.stream().map(IndexRange::axis).toList();
  }

  private List<Variable> states() {
    List<Variable> all = new ArrayList<>();
    for (Symbol s : model.names().ofKind(Symbol.Kind.STATE)) {
      String doc = model.states().containsKey(s.name()) ? model.states().get(s.name()).doc() : "";
      s.parts().forEach(p -> all.add(new Variable(p.name(), axes(p.shape()), doc, p.at())));
    }
    return all;
  }

  private List<CheckedExperiment.Matrix> matrices() {
    List<CheckedExperiment.Matrix> all = new ArrayList<>();
    model.names().forms.forEach((name, form) -> {
      Structure s = form.matrix().structure();
      all.add(new CheckedExperiment.Matrix(name, s.text(), s.products(), s.cells(), model.names().symbols.get(name).at()));
    });
    return all;
  }

  private List<Parameter> params(Settings settings) {
    Map<String, Symbol> bases = new LinkedHashMap<>();
    settings.baseSymbols.forEach(b -> bases.put(b.name(), b));
    List<Parameter> all = new ArrayList<>();
    for (Symbol s : model.names().ofKind(Symbol.Kind.PARAM)) {
      for (Symbol p : s.parts()) {
        Optional<CheckedExperiment.Base> base = Optional.ofNullable(bases.get(p.name()))
            .map(b -> new CheckedExperiment.Base(axes(b.shape()), settings.bases.get(p.name()).values()));
        all.add(new Parameter(p.name(), axes(p.shape()), base, model.params().get(s.name()).doc(), p.at()));
      }
    }
    return all;
  }
}
