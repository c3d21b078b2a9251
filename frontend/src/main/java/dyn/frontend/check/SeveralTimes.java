package dyn.frontend.check;

import dyn.frontend.Combination;
import dyn.frontend.Expectation;
import dyn.frontend.Expectation.Relation;
import dyn.frontend.Expectation.Subject;
import dyn.frontend.Expectation.Tolerance;
import dyn.frontend.Statistic;
import dyn.frontend.Times;
import dyn.frontend.Track;
import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.ExperimentItem.When;
import dyn.frontend.syntax.Expr;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.units.Trees;
import dyn.ir.Axis;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * `expect mean(x at 2 * x at 1) == ...`. What stands before each `at` is recorded at that time, as any expression of the model is; what
 * they are combined by is checked as any expression is, and computed from the records.
 */
final class SeveralTimes {
  private final Recording recording;
  private final TimeSpan span;
  private final Checks checks;
  private final ExprChecker model;
  private final ExprChecker outer;
  private final Map<Symbol, Combination> recorded = new LinkedHashMap<>();

  SeveralTimes(Recording recording, TimeSpan span, Checks checks, ExprChecker model) {
    this.recording = recording;
    this.span = span;
    this.checks = checks;
    this.model = model;
    this.outer = new ExprChecker(model.names, model.constants, model.diagnostics, (a, scope, _) -> moment(a, scope));
  }

  static boolean in(ExperimentItem.Expect e) {
    return in(e.subject()) || e.value().filter(SeveralTimes::in).isPresent();
  }

  private static boolean in(Expr e) {
    return e instanceof Expr.At || Trees.parts(e).stream().anyMatch(SeveralTimes::in);
  }

  Optional<Expectation> expect(ExperimentItem.Expect e, Relation relation) {
    if (e.when().isPresent()) {
      return refuse(e.when().get().span(), "the times stand in the expression already", "another time",
          "leave it out, or give every value a time of its own");
    }
    Expr value = e.value().orElseThrow();
    Optional<Tolerance> tolerance = checks.tolerance(e, relation);
    Optional<Statistic> statistic = recording.statistic(e.subject());
    if (tolerance.isEmpty() || statistic.isEmpty()) return Optional.empty();
    if (statistic.get() instanceof Statistic.Displacement || statistic.get() instanceof Statistic.Spectrum) {
      return refuse(e.subject().span(), "this statistic has times of its own", "it is of all records",
          "leave the times out, or write `mean((x at 2 - x at 1)^2)`");
    }
    Expr of = Recording.valueOf(e.subject(), statistic.get());
    Optional<NumberArray> expected = checks.constant(value);
    boolean difference = expected.isEmpty();
    if (difference && !checks.comparable(e, value, tolerance.get())) return Optional.empty();
    Expr joint = difference ? Checks.minus(of, value) : of;
    Optional<Typed> term = term(joint, statistic.get());
    Optional<Combination> combination = term.flatMap(t -> combination(t.term(), joint.span()));
    if (combination.isEmpty()) return Optional.empty();
    String label = difference ? Checks.differenceLabel(of, value) : Recording.label(of);
    List<Axis> axes = axes(term.get().term().typing().shape());
    double[] numbers = difference ? new double[] {0} : expected.get().values();
    Track.Item shown = new Track.Item(label, 0, axes, statistic.get(), true);
    if (!checks.fits(shown, numbers, value) || !checks.errorsKnown(e, shown, tolerance.get())) return Optional.empty();
    Subject subject = new Subject.Combined(combination.get(), label, axes, statistic.get());
    return Optional.of(Checks.expectation(e, subject, false, relation, numbers, tolerance.get()));
  }

  private Optional<Typed> term(Expr joint, Statistic statistic) {
    if (!timed(joint)) return Optional.empty();
    Scope scope = Scope.of("an `expect`", Stage.STATE);
    Typed value = new Typed(new StatisticChecker(outer).value(joint, Recording.ofCondition(statistic), scope), joint.span());
    Term term = outer.requireReal(value, "what an `expect` compares");
    return term.failed() ? Optional.empty() : Optional.of(new Typed(term, joint.span()));
  }

  /** Whether every name that changes in time has one, which is reported where not. */
  private boolean timed(Expr e) {
    if (e instanceof Expr.At) return true;
    boolean good = true;
    for (Expr part : Trees.parts(e)) good &= timed(part);
    if (!(e instanceof Expr.Name n)) return good;
    Symbol symbol = model.names.symbols.get(n.full());
    boolean changes = n.full().equals("t") || symbol != null && symbol.stage().compareTo(Stage.PARAMETER) > 0;
    if (!changes) return good;
    refuse(n.span(), "`" + n.full() + "` stands without a time beside values that have one", "when is not said",
        "write `" + n.full() + " at 2`");
    return false;
  }

  private <T> Optional<T> refuse(Span at, String message, String because, String help) {
    model.fail(Diagnostic.of(Code.E0622, at, message).because(because).help(help));
    return Optional.empty();
  }

  // ---- what is recorded

  private Term moment(Expr.At a, Scope scope) {
    if (!scope.locals().isEmpty()) {
      refuse(a.span(), "a time stands in the `expect` itself", "in a function or an expectation", "write the function's value out");
      return new Term.Failed();
    }
    Optional<Times> times = span.times(new When.At(a.time().span(), a.time()));
    if (times.isEmpty()) return new Term.Failed();
    if (times.get().count(span.start(), span.end()) > 1) {
      refuse(a.time().span(), "a value among several times has one time", "several times", "write one `expect` for each");
      return new Term.Failed();
    }
    Term term = model.requireNumber(model.typed(a.value(), scope));
    if (term.failed()) return term;
    String label = a.value().label();
    if (!(term instanceof Term.Complex z)) return record(times.get(), label, term, scope, a.span());
    return Complexes.of(record(times.get(), "re(" + label + ")", z.re(), scope, a.span()),
        record(times.get(), "im(" + label + ")", z.im(), scope, a.span()), z.typing());
  }

  /** Cell by cell over the indices that are bound, which become axes of the record. */
  private Term record(Times times, String label, Term term, Scope scope, Span at) {
    List<IndexRange> shape = new ArrayList<>();
    for (IndexRange r : scope.indices().values()) {
      if (term.typing().free().contains(r.axisName()) && !shape.contains(r)) shape.add(r);
    }
    shape.addAll(term.typing().shape());
    Track.Ref item = recording.moment(times, new Symbol(Symbol.Kind.OUTPUT, label, at, shape, Stage.STATE), term, scope);
    Symbol known = new Symbol(Symbol.Kind.OUTPUT, "moment." + recorded.size(), at, shape, Stage.STATE);
    recorded.put(known, new Combination.Value(item, axes(shape)));
    return new Term.Read(known, term.typing());
  }

  private static List<Axis> axes(List<IndexRange> shape) {
    return shape.stream().map(IndexRange::axis).toList();
  }

  // ---- how it is combined

  private Optional<Combination> combination(Term t, Span at) {
    return switch (t) {
      case Term.Constant c -> Optional.of(new Combination.Number(c.value()));
      case Term.Iota i -> Optional.of(new Combination.Index(i.index().axis()));
      case Term.Retyped r -> combination(r.operand(), at);
      case Term.Read r -> read(r, at);
      case Term.Apply a when !a.primitive().isLibrary() -> all(a.args(), at).map(args -> new Combination.Apply(a.primitive(), args));
      case Term.Rename r -> combination(r.operand(), at).map(of -> {
        Map<String, Axis> to = new LinkedHashMap<>();
        r.to().forEach((old, range) -> to.put(old, range.axis()));
        return new Combination.Renamed(of, to);
      });
      case Term.Pick p -> combination(p.operand(), at).map(of -> new Combination.Cell(of, p.axis(), p.position()));
      case Term.Reduce r -> combination(r.operand(), at).map(of -> new Combination.Reduced(r.combine(), r.mean(), of, axes(r.over())));
      case Term.Contract c -> all(List.of(c.left(), c.right()), at).map(args -> new Combination.Reduced(Lanes.Combine.SUM, false,
          new Combination.Apply(Primitive.MUL, args), List.of(c.along().axis())));
      case Term.Apply a -> ConstantTerms.value(a).filter(NumberArray::isNumber)
          .map(v -> Optional.<Combination>of(new Combination.Number(v.values()[0])))
          .orElseGet(() -> notAmong("`" + a.primitive().text() + "`", at));
      case Term.Complex _, Term.Structured _, Term.Failed _, Term.Time _, Term.Row _, Term.Shift _, Term.At _, Term.Position _, Term.Meet _,
          Term.Follow _, Term.Stack _, Term.Draw _, Term.Divergence _,
          Term.Quantiles _, Term.Base _, Term.Point _ -> notAmong("this", at);
    };
  }

  private Optional<List<Combination>> all(List<Term> terms, Span at) {
    List<Combination> all = new ArrayList<>();
    for (Term t : terms) {
      Optional<Combination> one = combination(t, at);
      if (one.isEmpty()) return Optional.empty();
      all.add(one.get());
    }
    return Optional.of(all);
  }

  /** A parameter, which does not change, is recorded at the end. */
  private Optional<Combination> read(Term.Read r, Span at) {
    Combination known = recorded.get(r.symbol());
    if (known != null) return Optional.of(known);
    if (r.symbol().stage().compareTo(Stage.PARAMETER) > 0) return notAmong("`" + r.symbol().name() + "` without a time", at);
    Scope scope = Scope.of("an `expect`", Stage.STATE);
    scope.reads().add(r.symbol());
    Track.Ref item = recording.moment(new Times.End(), r.symbol(), r, scope);
    Combination value = new Combination.Value(item, axes(r.symbol().shape()));
    recorded.put(r.symbol(), value);
    return Optional.of(value);
  }

  private Optional<Combination> notAmong(String what, Span at) {
    return refuse(at, what + " cannot stand among values at several times", "sums, products and comparisons combine them",
        "take it before: `exp(x) at 2` in place of `exp(x at 2)`");
  }
}
