package dyn.frontend.check;

import dyn.frontend.term.Term;
import dyn.ir.Primitive;
import dyn.ir.Scalar;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values of terms that read nothing: the parts of complex constants. Elementary functions are those of {@link ConstantFunctions}. */
final class ConstantTerms {
  /** Bits of {@link Scalar} in row-major order; a number has one cell and no dimensions. */
  private record Cells(long[] bits, List<Integer> dims) {}

  private final Map<Term, Optional<Cells>> known = new IdentityHashMap<>();

  static Optional<NumberArray> value(Term t) {
    return new ConstantTerms().of(t).map(c -> {
      double[] values = new double[c.bits.length];
      for (int i = 0; i < values.length; i++) values[i] = Double.longBitsToDouble(c.bits[i]);
      return new NumberArray(values, c.dims);
    });
  }

  private Optional<Cells> of(Term t) {
    Optional<Cells> done = known.get(t);
    if (done != null) return done;
    Optional<Cells> result = compute(t);
    known.put(t, result);
    return result;
  }

  private Optional<Cells> compute(Term t) {
    return switch (t) {
      case Term.Constant c -> Optional.of(new Cells(new long[] {Double.doubleToRawLongBits(c.value())}, List.of()));
      case Term.Retyped r when r.operand().typing().shape().size() < 2 -> of(r.operand());
      case Term.Rename r -> of(r.operand());
      case Term.Apply a -> apply(a);
      case Term.Stack s -> stack(s);
      case Term.Retyped _, Term.Complex _, Term.Structured _, Term.Shift _, Term.At _, Term.Position _, Term.Meet _,
          Term.Failed _, Term.Read _, Term.Time _, Term.Row _, Term.Pick _, Term.Divergence _,
          Term.Follow _, Term.Iota _, Term.Reduce _, Term.Contract _, Term.Draw _, Term.Quantiles _, Term.Base _, Term.Point _ ->
          Optional.empty();
    };
  }

  private Optional<List<Cells>> all(List<Term> terms) {
    List<Cells> values = new ArrayList<>();
    for (Term t : terms) of(t).ifPresent(values::add);
    return values.size() == terms.size() ? Optional.of(values) : Optional.empty();
  }

  private Optional<Cells> apply(Term.Apply a) {
    Optional<List<Cells>> args = all(a.args());
    if (args.isEmpty()) return Optional.empty();
    List<Integer> dims = args.get().stream().map(Cells::dims).filter(d -> !d.isEmpty()).findFirst().orElse(List.of());
    long[] out = new long[dims.stream().reduce(1, (x, y) -> x * y)];
    for (int i = 0; i < out.length; i++) {
      int cell = i;
      List<Long> at = args.get().stream().map(c -> c.bits[c.bits.length == 1 ? 0 : cell]).toList();
      Optional<Long> value = evaluate(a.primitive(), at);
      if (value.isEmpty()) return Optional.empty();
      out[i] = value.get();
    }
    return Optional.of(new Cells(out, dims));
  }

  private static Optional<Long> evaluate(Primitive p, List<Long> args) {
    long a = args.getFirst();
    long b = args.size() > 1 ? args.get(1) : 0;
    if (!p.isLibrary()) return Optional.of(p.evaluate(Scalar.F64, a, b, args.size() > 2 ? args.get(2) : 0));
    double x = Double.longBitsToDouble(a);
    double y = Double.longBitsToDouble(b);
    Optional<Double> value = args.size() == 1 ? ConstantFunctions.unary(p.text()).map(f -> f.applyAsDouble(x))
        : ConstantFunctions.binary(p.text()).map(f -> f.applyAsDouble(x, y));
    return value.map(Double::doubleToRawLongBits);
  }

  private Optional<Cells> stack(Term.Stack s) {
    Optional<List<Cells>> parts = all(s.parts());
    if (parts.isEmpty()) return Optional.empty();
    int inner = s.typing().shape().subList(1, s.typing().shape().size()).stream().mapToInt(r -> (int) r.size()).reduce(1, (x, y) -> x * y);
    long[] out = new long[inner * parts.get().size()];
    for (int i = 0; i < out.length; i++) {
      long[] part = parts.get().get(i / inner).bits;
      out[i] = part[part.length == 1 ? 0 : i % inner];
    }
    List<Integer> dims = s.typing().shape().stream().map(r -> (int) r.size()).toList();
    return Optional.of(new Cells(out, dims));
  }
}
