package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Operator;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;

/**
 * Values known while checking: as numbers, by IEEE arithmetic and fdlibm (StrictMath), the same on every machine; and as exact decimals,
 * for times and steps, where only a quotient that does not end is rounded, to 34 digits.
 */
final class Constants {
  private static final BigDecimal PI = new BigDecimal("3.141592653589793238462643383279503");

  private final Map<String, NumberArray> values;
  private final Map<String, BigDecimal> decimals;
  private final Map<String, Long> sizes;

  private Constants(Map<String, NumberArray> values, Map<String, BigDecimal> decimals, Map<String, Long> sizes) {
    this.values = values;
    this.decimals = decimals;
    this.sizes = sizes;
  }

  Constants() {
    this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    values.put("pi", NumberArray.of(Math.PI));
    decimals.put("pi", PI);
  }

  /** These and more values: of parameters, where those may be read. */
  Constants with(Map<String, NumberArray> more) {
    Constants result = new Constants(new LinkedHashMap<>(values), decimals, sizes);
    result.values.putAll(more);
    return result;
  }

  void define(String name, Expr e) {
    array(e).ifPresent(v -> values.put(name, v));
    decimal(e).ifPresent(v -> decimals.put(name, v));
  }

  void size(String dim, long size) {
    sizes.put(dim, size);
  }

  OptionalDouble number(Expr e) {
    Optional<NumberArray> value = array(e);
    return value.isPresent() && value.get().isNumber() ? OptionalDouble.of(value.get().values()[0]) : OptionalDouble.empty();
  }

  /** Empty where the value is not known yet, or not as simply as this. */
  Optional<NumberArray> array(Expr e) {
    return switch (e) {
      case Expr.Num n -> Optional.of(NumberArray.of(n.value()));
      case Expr.Name n -> n.primes() > 0 ? Optional.empty() : Optional.ofNullable(values.get(n.name()));
      case Expr.Negate n -> array(n.operand()).map(v -> map(v, -0.0, (x, _) -> -x));
      case Expr.Chain c -> chain(c);
      case Expr.Call c -> call(c);
      case Expr.Literal l -> literal(l);
      case Expr.Own o -> array(o.name());
      case Expr.Each x -> array(x.body()).filter(NumberArray::isNumber);
      case Expr.Index _, Expr.Not _, Expr.Reduce _, Expr.Expectation _, Expr.Integral _, Expr.Stale _, Expr.At _ -> Optional.empty();
    };
  }

  /** Whether a comparison holds; empty where it is not known. */
  Optional<Boolean> holds(Expr e) {
    if (e instanceof Expr.Not n) return holds(n.operand()).map(b -> !b);
    if (e instanceof Expr.Each x) return holds(x.body());
    if (!(e instanceof Expr.Chain c)) return Optional.empty();
    if (c.rest().getFirst().operator().isLogical()) return logical(c);
    if (c.rest().size() != 1 || !c.rest().getFirst().operator().isComparison()) return Optional.empty();
    Optional<NumberArray> a = array(c.first());
    Optional<NumberArray> b = array(c.rest().getFirst().operand());
    if (a.isEmpty() || b.isEmpty()) return Optional.empty();
    Optional<NumberArray> each = combine(a.get(), b.get(), (x, y) -> compare(c.rest().getFirst().operator(), x, y) ? 1 : 0);
    return each.map(v -> Arrays.stream(v.values()).allMatch(x -> x == 1));
  }

  private Optional<Boolean> logical(Expr.Chain c) {
    boolean and = c.rest().getFirst().operator() == Operator.AND;
    Optional<Boolean> result = holds(c.first());
    for (Expr.Link link : c.rest()) {
      Optional<Boolean> next = holds(link.operand());
      if (result.isEmpty() || next.isEmpty()) return Optional.empty();
      result = Optional.of(and ? result.get() && next.get() : result.get() || next.get());
    }
    return result;
  }

  static boolean compare(Operator op, double x, double y) {
    return switch (op) {
      case LT -> x < y;
      case LE -> x <= y;
      case GT -> x > y;
      case GE -> x >= y;
      case EQ -> x == y;
      case NE -> x != y;
      case ADD, SUB, MUL, DIV, CONTRACT, POW, AND, OR -> throw new IllegalArgumentException("not a comparison: " + op);
    };
  }

  private interface Binary {
    double of(double x, double y);
  }

  private static NumberArray map(NumberArray a, double y, Binary f) {
    double[] out = new double[a.values().length];
    for (int i = 0; i < out.length; i++) out[i] = f.of(a.values()[i], y);
    return new NumberArray(out, a.dims());
  }

  private static Optional<NumberArray> combine(NumberArray a, NumberArray b, Binary f) {
    if (b.isNumber()) return Optional.of(map(a, b.values()[0], f));
    if (a.isNumber()) return Optional.of(map(b, a.values()[0], (y, x) -> f.of(x, y)));
    if (!a.dims().equals(b.dims())) return Optional.empty();
    double[] out = new double[a.values().length];
    for (int i = 0; i < out.length; i++) out[i] = f.of(a.values()[i], b.values()[i]);
    return Optional.of(new NumberArray(out, a.dims()));
  }

  private Optional<NumberArray> chain(Expr.Chain c) {
    Optional<NumberArray> result = array(c.first());
    for (Expr.Link link : c.rest()) {
      Optional<NumberArray> right = array(link.operand());
      if (result.isEmpty() || right.isEmpty()) return Optional.empty();
      Optional<Binary> f = binary(link.operator());
      if (f.isEmpty()) return Optional.empty();
      result = combine(result.get(), right.get(), f.get());
    }
    return result;
  }

  /** Of two numbers, as constants are computed. */
  static Optional<DoubleBinaryOperator> arithmetic(Operator op) {
    return binary(op).map(f -> f::of);
  }

  private static Optional<Binary> binary(Operator op) {
    return switch (op) {
      case ADD -> Optional.of(Double::sum);
      case SUB -> Optional.of((x, y) -> x - y);
      case MUL -> Optional.of((x, y) -> x * y);
      case DIV -> Optional.of((x, y) -> x / y);
      case POW -> Optional.of(Constants::power);
      case CONTRACT, AND, OR, EQ, NE, LT, LE, GT, GE -> Optional.empty();
    };
  }

  /** As {@link Powers} writes it, so that a constant has the bits its expression would have. */
  private static double power(double x, double n) {
    if (n == 0.5) return Math.sqrt(x);
    if (n == 2) return x * x;
    if (n == 3) return x * x * x;
    if (n == 4) return (x * x) * (x * x);
    return StrictMath.pow(x, n);
  }

  private Optional<NumberArray> literal(Expr.Literal l) {
    List<NumberArray> items = new ArrayList<>();
    for (Expr e : l.items()) {
      Optional<NumberArray> item = array(e);
      if (item.isEmpty() || !items.isEmpty() && !items.getFirst().dims().equals(item.get().dims())) return Optional.empty();
      items.add(item.get());
    }
    int size = items.getFirst().values().length;
    double[] out = new double[size * items.size()];
    for (int i = 0; i < items.size(); i++) System.arraycopy(items.get(i).values(), 0, out, i * size, size);
    List<Integer> dims = new ArrayList<>(List.of(items.size()));
    dims.addAll(items.getFirst().dims());
    return Optional.of(new NumberArray(out, dims));
  }

  private Optional<NumberArray> call(Expr.Call c) {
    if (c.name().equals("size") && c.args().size() == 1 && c.args().getFirst().value() instanceof Expr.Name n) {
      return Optional.ofNullable(sizes.get(n.name())).map(NumberArray::of);
    }
    List<NumberArray> args = new ArrayList<>();
    for (Expr.Arg a : c.args()) {
      Optional<NumberArray> value = array(a.value());
      if (value.isEmpty()) return Optional.empty();
      args.add(value.get());
    }
    if (args.isEmpty()) return Optional.empty();
    if (args.size() == 1) return ConstantFunctions.unary(c.name()).map(f -> map(args.getFirst(), 0, (x, _) -> f.applyAsDouble(x)));
    if (args.size() != 2) return Optional.empty();
    return ConstantFunctions.binary(c.name()).flatMap(f -> combine(args.get(0), args.get(1), f::applyAsDouble));
  }

  // ---- exact decimals

  Optional<BigDecimal> decimal(Expr e) {
    return switch (e) {
      case Expr.Num n -> Optional.of(new BigDecimal(n.text()));
      case Expr.Name n when n.primes() == 0 && decimals.containsKey(n.name()) -> Optional.of(decimals.get(n.name()));
      case Expr.Negate n -> decimal(n.operand()).map(BigDecimal::negate);
      case Expr.Chain c -> decimal(c);
      case Expr.Each x -> decimal(x.body());
      case Expr.Name _, Expr.Call _, Expr.Index _, Expr.Not _, Expr.Reduce _, Expr.Expectation _, Expr.Integral _, Expr.Stale _, Expr.At _,
          Expr.Literal _, Expr.Own _ -> rounded(e);
    };
  }

  private Optional<BigDecimal> decimal(Expr.Chain c) {
    Optional<BigDecimal> result = decimal(c.first());
    for (Expr.Link link : c.rest()) {
      Optional<BigDecimal> right = decimal(link.operand());
      if (result.isEmpty() || right.isEmpty()) return Optional.empty();
      result = decimal(link.operator(), result.get(), right.get());
      if (result.isEmpty()) return rounded(c);
    }
    return result;
  }

  private static Optional<BigDecimal> decimal(Operator op, BigDecimal x, BigDecimal y) {
    return switch (op) {
      case ADD -> Optional.of(x.add(y));
      case SUB -> Optional.of(x.subtract(y));
      case MUL -> Optional.of(x.multiply(y));
      case DIV -> y.signum() == 0 ? Optional.empty() : Optional.of(quotient(x, y));
      case POW -> whole(y, 64) ? Optional.of(x.pow(y.intValueExact())) : Optional.empty();
      case CONTRACT, AND, OR, EQ, NE, LT, LE, GT, GE -> Optional.empty();
    };
  }

  private static boolean whole(BigDecimal y, int most) {
    return y.signum() >= 0 && y.compareTo(BigDecimal.valueOf(most)) <= 0 && y.stripTrailingZeros().scale() <= 0;
  }

  private static BigDecimal quotient(BigDecimal x, BigDecimal y) {
    BigDecimal rounded = x.divide(y, MathContext.DECIMAL128);
    return rounded.multiply(y).compareTo(x) == 0 ? rounded.stripTrailingZeros() : rounded;
  }

  private Optional<BigDecimal> rounded(Expr e) {
    OptionalDouble value = number(e);
    return value.isEmpty() || !Double.isFinite(value.getAsDouble()) ? Optional.empty() : Optional.of(new BigDecimal(value.getAsDouble()));
  }
}
