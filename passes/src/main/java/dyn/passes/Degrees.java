package dyn.passes;

import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the values of a pure body scale: multiplying some of its parameters by a > 0 multiplies a value of degree d by a^d (a homogeneous
 * function, after Euler). What follows from them in no such way has no degree.
 */
final class Degrees {
  /** Of zero, which has every degree. */
  private static final double EVERY = Double.POSITIVE_INFINITY;
  private static final double NONE = Double.NaN;

  private final Map<Value, Double> known = new HashMap<>();
  private final Map<Value, Double> constants = new HashMap<>();

  /** @param scaled the parameters of degree 1; all others have degree 0 */
  Degrees(Body body, Collection<Value> scaled) {
    scaled.forEach(v -> known.put(v, 1.0));
    for (Stmt s : body.stmts()) {
      double degree = of(s.op());
      s.results().forEach(r -> known.put(r, degree));
      if (s.op() instanceof Pure.Const c && c.scalar().isReal()) constants.put(s.result(), c.scalar().real(c.bits()));
    }
  }

  /** Whether the product of the factors, over that of the divisors, has the degree. */
  boolean is(List<Value> factors, List<Value> divisors, double degree) {
    double below = divisors.stream().map(this::degree).reduce(0.0, Degrees::product);
    double d = below == EVERY ? NONE : product(factors.stream().map(this::degree).reduce(0.0, Degrees::product), -below);
    return d == degree || d == EVERY;
  }

  boolean is(Value v, double degree) {
    double d = degree(v);
    return d == degree || d == EVERY;
  }

  private double degree(Value v) {
    return known.getOrDefault(v, 0.0);
  }

  private double of(Op op) {
    return switch (op) {
      case Pure.Const c -> c.scalar().isReal() && c.scalar().real(c.bits()) == 0 ? EVERY : 0;
      case Pure.Apply a -> apply(a);
      case Pure _, Noise _, Regions _ -> still(op);
      case Lanes.Iota _ -> 0;
      case Lanes.Gather g -> is(g.index(), 0) ? degree(g.operand()) : NONE;
      case Lanes.Segment g -> is(g.first(), 0) && is(g.last(), 0) ? degree(g.operand()) : NONE;
      case Lanes.Contract c -> product(degree(c.left()), degree(c.right()));
      case Lanes.Stack k -> k.parts().stream().map(this::degree).reduce(EVERY, Degrees::same);
      case Lanes.Reduce _, Lanes.Partial _, Lanes.Total _, Lanes.Shift _, Lanes.Rename _, Lanes.Spread _ ->
          degree(op.operands().getFirst());
      case Sync _, Output _, Placed _ -> NONE;
    };
  }

  /** 0 where nothing that it reads changes, also within its bodies. */
  private double still(Op op) {
    boolean reads = op.operands().stream().anyMatch(v -> !is(v, 0));
    return reads || op.bodies().stream().anyMatch(this::reads) ? NONE : 0;
  }

  private boolean reads(Body body) {
    return body.results().stream().anyMatch(v -> !is(v, 0))
        || body.stmts().stream().anyMatch(s -> !(still(s.op()) == 0));
  }

  private double apply(Pure.Apply a) {
    List<Value> args = a.args();
    double first = degree(args.getFirst());
    double second = args.size() > 1 ? degree(args.get(1)) : EVERY;
    return switch (a.primitive()) {
      case ADD, SUB, MIN, MAX, HYPOT, MOD -> same(first, second);
      case NEG, ABS -> first;
      case MUL -> product(first, second);
      case DIV -> second == EVERY ? NONE : product(first, -second);
      case FMA -> same(product(first, second), degree(args.get(2)));
      case SQRT -> first / 2;
      case CBRT -> first / 3;
      case SELECT -> first == 0 ? same(second, degree(args.get(2))) : NONE;
      // What is compared scales alike on both sides, and so does an angle.
      case LT, LE, GT, GE, EQ, NE, ATAN2 -> Double.isNaN(same(first, second)) ? NONE : 0;
      case POW -> power(args, first);
      default -> args.stream().allMatch(v -> is(v, 0)) ? 0 : NONE;
    };
  }

  private double power(List<Value> args, double base) {
    if (is(args.get(0), 0) && is(args.get(1), 0)) return 0;
    return Optional.ofNullable(constants.get(args.get(1))).map(e -> base == EVERY ? NONE : base * e).orElse(NONE);
  }

  private static double same(double a, double b) {
    if (a == EVERY) return b;
    return b == EVERY || a == b ? a : NONE;
  }

  private static double product(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) return NONE;
    return a == EVERY || b == EVERY ? EVERY : a + b;
  }
}
