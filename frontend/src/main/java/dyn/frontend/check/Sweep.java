package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.term.Term;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** `vary p over ...`: the product of all sweeps of an experiment; the last one varies fastest from member to member. */
final class Sweep {
  private static final long LARGEST = 1L << 40;

  private final ExprChecker checker;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, Long> strides = new LinkedHashMap<>();
  private long points = 1;

  Sweep(ExprChecker checker, Diagnostics diagnostics, List<ExperimentItem.Vary> varies) {
    this.checker = checker;
    for (ExperimentItem.Vary v : varies.reversed()) {
      if (v.random()) continue;
      long count = count(v.values(), diagnostics);
      counts.put(v.target().full(), count);
      strides.put(v.target().full(), points);
      points = Math.min(LARGEST, points * Math.max(1, count));
    }
  }

  /** Members one pass over the product takes; 1 without a sweep. */
  long points() {
    return points;
  }

  long count(String target) {
    return counts.getOrDefault(target, 0L);
  }

  /** 0 where the values are wrong, which is reported. */
  private long count(Expr values, Diagnostics diagnostics) {
    if (values instanceof Expr.Literal l) return l.items().size();
    if (values instanceof Expr.Call c && c.name().equals("linspace") && c.args().size() == 3) {
      OptionalDouble n = checker.constants.number(c.args().get(2).value());
      boolean good = n.isPresent() && n.getAsDouble() >= 1 && n.getAsDouble() == Math.rint(n.getAsDouble()) && n.getAsDouble() < LARGEST;
      if (good) return (long) n.getAsDouble();
      diagnostics.add(Diagnostic.of(Code.E0618, c.args().get(2).span(), "the number of points must be a positive whole number")
          .because("not one"));
      return 0;
    }
    diagnostics.add(Diagnostic.of(Code.E0618, values.span(), "`over` needs a list of values").because("neither a list nor `linspace`")
        .help("write `over linspace(0, 1, 11)` or `over [1, 2, 5]`; a distribution follows `from`"));
    return 0;
  }

  Term value(ExperimentItem.Vary v, Scope scope) {
    long count = count(v.target().full());
    if (count == 0) return new Term.Failed();
    Typed k = new Typed(new Term.Point(strides.get(v.target().full()), count), v.values().span());
    if (v.values() instanceof Expr.Literal l) return choose(l, k, scope);
    List<Expr.Arg> args = ((Expr.Call) v.values()).args();
    Typed a = number(args.get(0).value(), scope);
    Typed b = number(args.get(1).value(), scope);
    if (count == 1) return a.term();
    Typed last = constant(k, count - 1);
    Typed part = apply(Primitive.DIV, k, last);
    Typed inner = apply(Primitive.ADD, a, apply(Primitive.MUL, apply(Primitive.SUB, b, a), part));
    return apply(Primitive.SELECT, apply(Primitive.EQ, k, last), b, inner).term();
  }

  private Term choose(Expr.Literal l, Typed k, Scope scope) {
    Typed result = number(l.items().getLast(), scope);
    for (int i = l.items().size() - 2; i >= 0; i--) {
      result = apply(Primitive.SELECT, apply(Primitive.EQ, k, constant(k, i)), number(l.items().get(i), scope), result);
    }
    return result.term();
  }

  private Typed number(Expr e, Scope scope) {
    return new Typed(checker.number(e, scope), e.span());
  }

  private static Typed constant(Typed place, double value) {
    return new Typed(new Term.Constant(value), place.at());
  }

  private Typed apply(Primitive p, Typed... args) {
    return new Typed(checker.apply(p, "`over`", args), args[0].at());
  }
}
