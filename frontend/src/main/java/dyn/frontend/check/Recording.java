package dyn.frontend.check;

import dyn.frontend.Statistic;
import dyn.frontend.Statistic.Single;
import dyn.frontend.Times;
import dyn.frontend.Track;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.Expr;
import dyn.frontend.term.Defined;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.ir.Axis;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What is recorded, and when: items wanted at equal times share a track, hence one observe body. */
final class Recording {
  /** A track under construction. */
  private static final class Draft {
    final Times times;
    final Optional<String> file;
    final List<Track.Item> items = new ArrayList<>();
    final List<Defined> results = new ArrayList<>();
    final Map<String, Integer> resultOf = new LinkedHashMap<>();

    Draft(Times times, Optional<String> file) {
      this.times = times;
      this.file = file;
    }
  }

  private static final BigDecimal DEFAULT_POINTS = BigDecimal.valueOf(200);

  private final ExprChecker checker;
  private final StatisticChecker statistics;
  private final TimeSpan span;
  private final List<Draft> drafts = new ArrayList<>();

  Recording(ExprChecker checker, TimeSpan span) {
    this.checker = checker;
    this.statistics = new StatisticChecker(checker);
    this.span = span;
  }

  List<Track> tracks() {
    List<Track> tracks = new ArrayList<>();
    for (Draft d : drafts) tracks.add(new Track(tracks.size(), d.times, List.copyOf(d.items), d.file));
    return tracks;
  }

  List<List<Defined>> observes() {
    return drafts.stream().map(d -> List.copyOf(d.results)).toList();
  }

  void record(ExperimentItem.Record r) {
    Optional<Times> times = r.when().isPresent() ? span.times(r.when().get()) : Optional.of(grid());
    if (times.isEmpty()) return;
    Draft draft = draft(times.get(), r.file(), true);
    for (Expr e : r.items()) items(draft, e, false);
  }

  /** Where nothing is said: every step of a map or with memories, 201 points of a flow, and no more with noise. */
  Times grid() {
    if (span.grid().isKnown()) return new Times.Every(span.grid().dt().multiply(stride()), span.start(), span.end());
    BigDecimal interval = span.map() ? BigDecimal.ONE : span.end().subtract(span.start()).divide(DEFAULT_POINTS).stripTrailingZeros();
    return new Times.Every(interval, span.start(), span.end());
  }

  /** Of a noisy path, at most as many steps apart as leave some 200 points. */
  private BigDecimal stride() {
    return span.noisy() ? BigDecimal.valueOf(span.grid().steps()).divide(DEFAULT_POINTS, 0, RoundingMode.CEILING) : BigDecimal.ONE;
  }

  /** The recorded grid: the first `record` at more than the end, or the one used where nothing is said. */
  Times recordedGrid() {
    for (Draft d : drafts) if (!(d.times instanceof Times.End) && d.items.stream().anyMatch(i -> !i.hidden())) return d.times;
    return grid();
  }

  /** Where a statistic over time is recorded, the times at which it is; else the recorded grid. */
  Times gridOf(Expr e) {
    Optional<Statistic> wanted = isStatistic(e) ? statistics.statistic(e) : Optional.empty();
    if (wanted.isEmpty()) return recordedGrid();
    String label = label(valueOf(e, wanted.get()));
    for (Draft d : drafts) {
      if (d.items.stream().anyMatch(i -> !i.hidden() && i.label().equals(label) && isSame(i.statistic(), wanted.get()))) return d.times;
    }
    return recordedGrid();
  }

  /** Of statistics over time, wherever a displacement begins. */
  private static boolean isSame(Statistic a, Statistic b) {
    return a instanceof Statistic.Spectrum && a.equals(b)
        || a instanceof Statistic.Displacement x && b instanceof Statistic.Displacement y && x.along().equals(y.along());
  }

  /** The items that a plot or an `expect` needs: one, or the parts of a complex value; none where something is wrong. */
  List<Track.Ref> hidden(Times times, Expr e) {
    Draft draft = draft(times, Optional.empty(), false);
    List<Integer> items = items(draft, e, true);
    if (draft.items.isEmpty()) drafts.remove(draft);
    return items.stream().map(i -> new Track.Ref(drafts.indexOf(draft), i)).toList();
  }

  /** An item that nobody wrote, by the name it is shown under. */
  Optional<Track.Ref> hidden(Times times, Expr e, String label) {
    Draft draft = draft(times, Optional.empty(), false);
    List<Integer> items = results(draft, e, label, Optional.empty()).stream()
        .map(r -> add(draft, r, new Statistic.EachMember(), true)).toList();
    if (draft.items.isEmpty()) drafts.remove(draft);
    return items.stream().map(i -> new Track.Ref(drafts.indexOf(draft), i)).findFirst();
  }

  /** What is recorded for a value among several times: a term over these axes, which the same text over the same axes is once. */
  Track.Ref moment(Times times, Symbol symbol, Term term, Scope scope) {
    Draft draft = draft(times, Optional.empty(), false);
    String key = "moment " + symbol.name() + " over " + symbol.shape();
    Integer known = draft.resultOf.get(key);
    if (known == null) {
      known = draft.results.size();
      draft.results.add(new Defined(symbol, term, scope.reads()));
      draft.resultOf.put(key, known);
    }
    int result = known;
    for (int i = 0; i < draft.items.size(); i++) {
      Track.Item item = draft.items.get(i);
      if (item.result() == result && item.statistic() instanceof Statistic.EachMember) return new Track.Ref(drafts.indexOf(draft), i);
    }
    List<Axis> axes = symbol.shape().stream().map(IndexRange::axis).toList();
    draft.items.add(new Track.Item(symbol.name(), result, axes, new Statistic.EachMember(), true));
    return new Track.Ref(drafts.indexOf(draft), draft.items.size() - 1);
  }

  /** How many axes a value has; empty where it has mistakes, which are reported. */
  OptionalInt axes(Expr e) {
    Optional<Statistic> statistic = statistics.statistic(e);
    if (statistic.isEmpty()) return OptionalInt.empty();
    Term term = statistics.value(valueOf(e, statistic.get()), ofCondition(statistic.get()), Scope.of("a record", Stage.STATE));
    return term.failed() ? OptionalInt.empty() : OptionalInt.of(term.typing().shape().size());
  }

  boolean isStatistic(Expr e) {
    return statistics.isStatistic(e);
  }

  boolean isSpectrum(Expr e) {
    return statistics.isStatistic(e) && ((Expr.Call) e).name().equals("spectrum");
  }

  /** Empty where one is written wrongly, which is reported. */
  Optional<Statistic> statistic(Expr e) {
    return statistics.statistic(e);
  }

  static Expr valueOf(Expr e, Statistic statistic) {
    return statistic.overEnsemble() ? ((Expr.Call) e).args().getFirst().value() : e;
  }

  static Optional<Single> ofCondition(Statistic statistic) {
    return statistic instanceof Single s && s.ofCondition() ? Optional.of(s) : Optional.empty();
  }

  /** Whether a value could be recorded; if not, that is reported. */
  boolean isNumber(Expr e) {
    return !checker.requireNumber(checker.typed(e, Scope.of("a record", Stage.STATE))).failed();
  }

  /** Says nothing of mistakes. */
  boolean isComplex(Expr e) {
    return Complexes.is(checker.silent().check(e, Scope.of("a record", Stage.STATE)));
  }

  /** The item of what `needs` a single value: a complex one has two parts. */
  Optional<Track.Ref> real(Times times, Expr e, String needs) {
    List<Track.Ref> parts = hidden(times, e);
    if (parts.size() < 2) return parts.stream().findFirst();
    checker.fail(Diagnostic.of(Code.E0305, e.span(), needs + ", but this is complex").because("complex")
        .help("take its real part, `re(z)`, or its size, `abs(z)`, first"));
    return Optional.empty();
  }

  /** Quantiles of a value: an ensemble fan. Without levels, those of 5-95 % and 25-75 % and the median. */
  Optional<Track.Ref> fan(Times times, Expr.Call fan) {
    Expr e = fan.args().getFirst().value();
    Optional<Statistic> quantiles = fan.args().size() == 1 ? Optional.of(new Statistic.Quantile(List.of(0.05, 0.25, 0.5, 0.75, 0.95)))
        : statistics.quantile(fan);
    if (quantiles.isEmpty()) return Optional.empty();
    Draft draft = draft(times, Optional.empty(), false);
    List<Integer> results = results(draft, e, label(e), Optional.empty());
    if (results.size() > 1) partwise("fan", e);
    Optional<Integer> item = results.size() == 1 ? Optional.of(add(draft, results.getFirst(), quantiles.get(), true)) : Optional.empty();
    if (draft.items.isEmpty()) drafts.remove(draft);
    return item.map(i -> new Track.Ref(drafts.indexOf(draft), i));
  }

  Track.Item item(Track.Ref ref) {
    return drafts.get(ref.track()).items.get(ref.item());
  }

  private Draft draft(Times times, Optional<String> file, boolean exact) {
    for (Draft d : drafts) if (d.times.equals(times) && (!exact || d.file.equals(file))) return d;
    drafts.add(new Draft(times, file));
    return drafts.getLast();
  }

  private List<Integer> items(Draft draft, Expr e, boolean hidden) {
    Optional<Statistic> statistic = statistics.statistic(e);
    if (statistic.isEmpty()) return List.of();
    Expr value = valueOf(e, statistic.get());
    List<Integer> results = results(draft, value, label(value), ofCondition(statistic.get()));
    boolean linear = statistic.get() instanceof Statistic.EachMember || statistic.get() == Single.MEAN;
    if (results.size() > 1 && !linear) {
      partwise(((Expr.Call) e).name(), value);
      return List.of();
    }
    for (int r : results) {
      if (!statistics.suits(statistic.get(), draft.results.get(r).value(), draft.times, span, value.span())) return List.of();
    }
    if (!(statistic.get() instanceof Statistic.Displacement d) || results.isEmpty()) {
      return results.stream().map(r -> add(draft, r, statistic.get(), hidden)).toList();
    }
    Times first = new Times.At(List.of((hidden ? gridOf(e) : draft.times).at(0, span.end())));
    if (draft.times.at(0, span.end()).compareTo(first.at(0, span.end())) < 0) {
      checker.fail(Diagnostic.of(Code.E0653, e.span(), "a displacement begins at the first record")
          .because("that is at " + first.at(0, span.end()).toPlainString())
          .help("take a later time, or record from an earlier one on"));
      return List.of();
    }
    Optional<Track.Ref> origin = hidden(first, value, label(value));
    return List.of(add(draft, results.getFirst(), new Statistic.Displacement(d.along(), origin), hidden));
  }

  private void partwise(String statistic, Expr z) {
    String rest = StatisticChecker.example(statistic).contains(",") ? ", ..." : "";
    checker.fail(Diagnostic.of(Code.E0307, z.span(), "`" + statistic + "` takes no complex numbers").because("this is complex")
        .help("take it of a part or of the size: `" + statistic + "(re(" + label(z) + ")" + rest + ")`, `" + statistic + "(abs(" + label(z)
            + ")" + rest + ")`"));
  }

  private int add(Draft draft, int result, Statistic statistic, boolean hidden) {
    Symbol symbol = draft.results.get(result).symbol();
    for (int i = 0; i < draft.items.size(); i++) {
      Track.Item known = draft.items.get(i);
      if (!known.label().equals(symbol.name()) || !known.statistic().equals(statistic)) continue;
      if (known.hidden() && !hidden) draft.items.set(i, new Track.Item(symbol.name(), result, known.axes(), statistic, false));
      return i;
    }
    List<Axis> axes = symbol.shape().stream().map(IndexRange::axis).toList();
    draft.items.add(new Track.Item(symbol.name(), result, axes, statistic, hidden));
    return draft.items.size() - 1;
  }

  /** One result, or two for a complex value; none where something is wrong, which is reported. */
  private List<Integer> results(Draft draft, Expr e, String label, Optional<Single> ofCondition) {
    String key = ofCondition.isPresent() ? "condition " + label : label;
    Integer known = draft.resultOf.get(key);
    if (known != null) return List.of(known);
    Scope scope = Scope.of("a record", Stage.STATE);
    Term term = statistics.value(e, ofCondition, scope);
    if (term.failed()) return List.of();
    if (!(term instanceof Term.Complex z)) return List.of(result(draft, e, label, key, term, scope));
    String re = "re(" + label + ")";
    String im = "im(" + label + ")";
    return List.of(result(draft, e, re, re, z.re(), scope), result(draft, e, im, im, z.im(), scope));
  }

  private static int result(Draft draft, Expr e, String label, String key, Term term, Scope scope) {
    Integer known = draft.resultOf.get(key);
    if (known != null) return known;
    Symbol symbol = new Symbol(Symbol.Kind.OUTPUT, label, e.span(), term.typing().shape(), Stage.STATE);
    draft.results.add(new Defined(symbol, term, scope.reads()));
    draft.resultOf.put(key, draft.results.size() - 1);
    return draft.results.size() - 1;
  }

  static String label(Expr e) {
    return e.label();
  }
}
