package dyn.frontend.units;

import dyn.frontend.Statistic;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.ExperimentItem.When;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The units of one experiment: times, settings, inputs, what is recorded and expected. */
final class ExperimentUnits {
  private final Quantities quantities;
  private final Map<String, Dimension> known;
  private final Dimension time;
  private final Literals literals;
  private final Map<String, Dimension> items = new LinkedHashMap<>();

  ExperimentUnits(Quantities quantities, Map<String, Dimension> known, Dimension time, Literals literals) {
    this.quantities = quantities;
    this.known = known;
    this.time = time;
    this.literals = literals;
  }

  /** By label. */
  Map<String, Dimension> items() {
    return items;
  }

  void check(ExperimentItem item) {
    switch (item) {
      case ExperimentItem.Time t -> {
        boolean bare = t.start() instanceof Expr.Num n && n.unit().isEmpty();
        if (!bare || !quantities.of(t.end()).isPlain()) time(t.start()); // else one message is enough
        time(t.end());
      }
      case ExperimentItem.Method m -> quantities.method(m.method());
      case ExperimentItem.Ensemble e -> plain("the size of an ensemble", e.members());
      case ExperimentItem.Seed s -> plain("a seed", s.value());
      case ExperimentItem.Updates u -> u.options().forEach(o -> plain("an option of a schedule", o.value()));
      case ExperimentItem.Locate _ -> { }
      case ExperimentItem.Set s -> set(s.target(), s.value());
      case ExperimentItem.Vary v -> vary(v);
      case ExperimentItem.Record r -> {
        r.items().forEach(this::item);
        r.when().ifPresent(this::times);
      }
      case ExperimentItem.Bind b -> set(b.input(), b.value());
      case ExperimentItem.BindFile f -> file(f);
      case ExperimentItem.Plot p -> {
        p.items().forEach(this::item);
        p.over().ifPresent(this::item);
        p.when().ifPresent(this::times);
      }
      case ExperimentItem.Expect e -> expect(e);
    }
  }

  private void plain(String what, Expr e) {
    quantities.require(what + " is", Dimension.PLAIN, e);
  }

  private void time(Expr e) {
    boolean end = e instanceof Expr.Name n && n.full().equals("end");
    if (end) return;
    if (e instanceof Expr.Literal l) {
      l.items().forEach(this::time);
    } else if (e instanceof Expr.Call c && c.name().equals("linspace") && c.args().size() == 3) {
      c.args().subList(0, 2).forEach(a -> time(a.value()));
      plain("a number of times", c.args().get(2).value());
    } else {
      quantities.require(quantities.isMap() ? "steps are counted" : "a time is", time, e);
    }
  }

  private void frequency(Expr e) {
    if (e instanceof Expr.Literal l) l.items().forEach(this::frequency);
    else quantities.require("a frequency is", frequency(), e);
  }

  private void times(When when) {
    Usage.times(when).forEach(this::time);
  }

  /** A parameter, an initial value, an input or a dimension. */
  private void set(Ident target, Expr value) {
    quantities.require("`" + target.full() + "` is", wanted(target), value, quantities.of(value), null, "");
  }

  private Dimension wanted(Ident target) {
    return known.getOrDefault(target.full(), Dimension.PLAIN);
  }

  private void vary(ExperimentItem.Vary v) {
    if (v.random()) {
      quantities.require("`" + v.target().full() + "` is", wanted(v.target()), v.values(), quantities.distribution(v.values()), null, "");
    } else if (v.values() instanceof Expr.Literal l) {
      l.items().forEach(e -> set(v.target(), e));
    } else if (v.values() instanceof Expr.Call c && c.args().size() == 3) {
      c.args().subList(0, 2).forEach(a -> set(v.target(), a.value()));
      plain("a number of points", c.args().get(2).value());
    }
  }

  private void file(ExperimentItem.BindFile f) {
    stated(f, "unit", wanted(f.input()), f.input().span(), "column \"" + f.input().name() + "\" in ");
    stated(f, "time unit", time, f.pathSpan(), "time \"t\" in ");
  }

  private void stated(ExperimentItem.BindFile f, String key, Dimension wanted, Span at, String help) {
    Optional<ExperimentItem.Option> option = f.options().stream().filter(o -> o.key().equals(key)).findFirst();
    if (wanted.isUnknown()) return;
    String what = key.equals("unit") ? "`" + f.input().name() + "` is" : "its times are";
    if (option.isEmpty()) {
      if (wanted.isPlain()) return;
      quantities.diagnostics().add(Diagnostic.of(Code.E0712, f.span(), what + " in " + quantities.words(wanted)
          + ", but the unit of the column is not said").because("a file holds bare numbers")
          .help("write `" + help + quantities.words(wanted) + "`"));
      return;
    }
    Optional<Unit> unit = literals.unit(option.get().unit().orElseThrow());
    if (unit.isEmpty() || unit.get().dimension().equals(wanted)) return;
    quantities.diagnostics().add(Diagnostic.of(Code.E0706, option.get().span(), what + " in " + quantities.words(wanted)
        + ", but the column is in " + option.get().value()).because("stated here").label(at, quantities.words(wanted)));
  }

  /** A value or a statistic of it; a variance has the square of its unit. */
  private Dimension item(Expr e) {
    boolean picture = e instanceof Expr.Call c && List.of("histogram", "heat", "density").contains(c.name()) && c.args().size() == 1;
    if (picture) return item(((Expr.Call) e).args().getFirst().value());
    boolean statistic = e instanceof Expr.Call c && (Statistic.NAMES.contains(c.name()) || c.name().equals("fan")) && !c.args().isEmpty()
        && !quantities.isFunction(c.name());
    return statistic ? statistic((Expr.Call) e) : value(e);
  }

  private Dimension value(Expr e) {
    Dimension d = quantities.of(e);
    items.put(e.label(), d);
    return d;
  }

  private Dimension statistic(Expr.Call c) {
    Expr x = c.args().getFirst().value();
    return switch (c.name()) {
      case "count", "fraction" -> {
        quantities.of(x);
        yield Dimension.PLAIN;
      }
      case "var", "msd" -> {
        Dimension d = value(x);
        Dimension square = d.isUnknown() ? d : d.to(Ratio.of(2));
        items.put(c.name() + "(" + x.label() + ")", square);
        yield square;
      }
      case "spectrum" -> {
        Dimension d = value(x);
        Dimension density = d.isUnknown() || time.isUnknown() ? Dimension.UNKNOWN : d.to(Ratio.of(2)).times(time);
        items.put("spectrum(" + x.label() + ")", density);
        items.put("frequency", frequency());
        yield density;
      }
      case "histogram" -> {
        Dimension d = value(x);
        if (c.args().size() == 4) {
          c.args().subList(1, 3).forEach(a -> quantities.require("`" + x.label() + "` is", d, a.value()));
          plain("a number of bins", c.args().getLast().value());
        }
        yield Dimension.PLAIN;
      }
      case "min", "max" -> {
        value(x);
        yield value(c);
      }
      default -> value(x);
    };
  }

  private Dimension frequency() {
    return time.isUnknown() ? time : Dimension.PLAIN.over(time);
  }

  /** The times of values at several times. */
  private void moments(Expr e) {
    if (e instanceof Expr.At a) time(a.time());
    Trees.parts(e).forEach(this::moments);
  }

  private void expect(ExperimentItem.Expect e) {
    moments(e.subject());
    e.value().ifPresent(this::moments);
    Dimension subject = item(e.subject());
    boolean spectrum = e.subject() instanceof Expr.Call c && c.name().equals("spectrum") && !quantities.isFunction(c.name());
    e.when().ifPresent(w -> {
      if (spectrum) Usage.times(w).forEach(this::frequency);
      else times(w);
    });
    e.value().ifPresent(v -> quantities.require("`" + e.subject().label() + "` is", subject, v));
    e.within().ifPresent(w -> {
      if (e.unit().isEmpty()) quantities.require("the tolerance is", subject, w);
      else plain("a tolerance `" + e.unit() + "`", w);
    });
  }
}
