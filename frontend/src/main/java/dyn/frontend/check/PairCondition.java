package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A condition between the numbers of two nodes, made ready to be asked often. What it says of one end by the other, as `b == a + 1`, is
 * solved and not searched for.
 */
final class PairCondition {
  /** Holds or not. */
  @FunctionalInterface
  interface Test {
    boolean of(double source, double target);
  }

  private final String source;
  private final String target;
  private final Constants constants;
  private Expr unknown;

  PairCondition(String source, String target, Constants constants) {
    this.source = source;
    this.target = target;
    this.constants = constants;
  }

  /** What could not be made ready. */
  Expr unknown() {
    return unknown;
  }

  Optional<Test> condition(Expr e) {
    return switch (e) {
      case Expr.Not n -> condition(n.operand()).map(t -> (a, b) -> !t.of(a, b));
      case Expr.Chain c when c.rest().getFirst().operator().isLogical() -> logical(c);
      case Expr.Chain c when c.rest().size() == 1 && c.rest().getFirst().operator().isComparison() -> comparison(c);
      case Expr.Chain _, Expr.Num _, Expr.Name _, Expr.Call _, Expr.Index _, Expr.Negate _, Expr.Reduce _, Expr.Expectation _, Expr.At _,
          Expr.Own _, Expr.Each _, Expr.Integral _, Expr.Stale _, Expr.Literal _ -> fail(e);
    };
  }

  private <T> Optional<T> fail(Expr e) {
    if (unknown == null) unknown = e;
    return Optional.empty();
  }

  private Optional<Test> logical(Expr.Chain c) {
    Optional<Test> result = condition(c.first());
    for (Expr.Link l : c.rest()) {
      Optional<Test> next = condition(l.operand());
      if (result.isEmpty() || next.isEmpty()) return Optional.empty();
      Test x = result.get();
      Test y = next.get();
      result = Optional.of(l.operator() == Operator.AND ? (a, b) -> x.of(a, b) && y.of(a, b) : (a, b) -> x.of(a, b) || y.of(a, b));
    }
    return result;
  }

  private Optional<Test> comparison(Expr.Chain c) {
    Operator op = c.rest().getFirst().operator();
    Optional<DoubleBinaryOperator> left = number(c.first());
    Optional<DoubleBinaryOperator> right = number(c.rest().getFirst().operand());
    if (left.isEmpty() || right.isEmpty()) return Optional.empty();
    DoubleBinaryOperator x = left.get();
    DoubleBinaryOperator y = right.get();
    return Optional.of((a, b) -> Constants.compare(op, x.applyAsDouble(a, b), y.applyAsDouble(a, b)));
  }

  private Optional<DoubleBinaryOperator> number(Expr e) {
    if (e instanceof Expr.Name n && n.primes() == 0 && n.name().equals(source)) return Optional.of((a, _) -> a);
    if (e instanceof Expr.Name n && n.primes() == 0 && n.name().equals(target)) return Optional.of((_, b) -> b);
    OptionalDouble known = constants.number(e);
    if (known.isPresent()) {
      double value = known.getAsDouble();
      return Optional.of((_, _) -> value);
    }
    return switch (e) {
      case Expr.Negate n -> number(n.operand()).map(x -> (a, b) -> -x.applyAsDouble(a, b));
      case Expr.Chain c -> chain(c);
      case Expr.Call c -> call(c);
      case Expr.Num _, Expr.Name _, Expr.Index _, Expr.Not _, Expr.Reduce _, Expr.Expectation _, Expr.At _, Expr.Own _, Expr.Each _,
          Expr.Integral _, Expr.Stale _, Expr.Literal _ -> fail(e);
    };
  }

  private Optional<DoubleBinaryOperator> chain(Expr.Chain c) {
    Optional<DoubleBinaryOperator> result = number(c.first());
    for (Expr.Link l : c.rest()) {
      Optional<DoubleBinaryOperator> next = number(l.operand());
      Optional<DoubleBinaryOperator> f = Constants.arithmetic(l.operator());
      if (f.isEmpty()) return fail(c);
      if (result.isEmpty() || next.isEmpty()) return Optional.empty();
      result = Optional.of(combined(f.get(), result.get(), next.get()));
    }
    return result;
  }

  private static DoubleBinaryOperator combined(DoubleBinaryOperator f, DoubleBinaryOperator x, DoubleBinaryOperator y) {
    return (a, b) -> f.applyAsDouble(x.applyAsDouble(a, b), y.applyAsDouble(a, b));
  }

  private Optional<DoubleBinaryOperator> call(Expr.Call c) {
    List<DoubleBinaryOperator> args = new ArrayList<>();
    for (Expr.Arg a : c.args()) {
      Optional<DoubleBinaryOperator> arg = number(a.value());
      if (arg.isEmpty()) return arg;
      args.add(arg.get());
    }
    Optional<DoubleUnaryOperator> unary = args.size() == 1 ? ConstantFunctions.unary(c.name()) : Optional.empty();
    Optional<DoubleBinaryOperator> binary = args.size() == 2 ? ConstantFunctions.binary(c.name()) : Optional.empty();
    if (unary.isPresent()) return Optional.of((a, b) -> unary.get().applyAsDouble(args.getFirst().applyAsDouble(a, b)));
    return binary.isPresent() ? Optional.of(combined(binary.get(), args.get(0), args.get(1))) : fail(c);
  }

  // ---- what can be solved

  /** The targets that may satisfy {@code e}, as functions of the source; empty where they would have to be searched for. */
  Optional<List<DoubleBinaryOperator>> targets(Expr e) {
    if (!(e instanceof Expr.Chain c)) return Optional.empty();
    Operator op = c.rest().getFirst().operator();
    if (op == Operator.EQ && c.rest().size() == 1) {
      return solved(c.first(), c.rest().getFirst().operand()).or(() -> solved(c.rest().getFirst().operand(), c.first())).map(List::of);
    }
    if (!op.isLogical()) return Optional.empty();
    List<Expr> parts = new ArrayList<>(List.of(c.first()));
    c.rest().forEach(l -> parts.add(l.operand()));
    if (op == Operator.AND) return parts.stream().map(this::targets).flatMap(Optional::stream).findFirst();
    List<DoubleBinaryOperator> all = new ArrayList<>();
    for (Expr p : parts) {
      Optional<List<DoubleBinaryOperator>> found = targets(p);
      if (found.isEmpty()) return Optional.empty();
      all.addAll(found.get());
    }
    return Optional.of(all);
  }

  private Optional<DoubleBinaryOperator> solved(Expr side, Expr value) {
    boolean alone = side instanceof Expr.Name n && n.name().equals(target) && !Edges.mentions(value, target);
    return alone ? number(value) : Optional.empty();
  }
}
