package dyn.passes.step;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rates without a number that they are multiplied with, or divided by, and that does not change in the run: in steps of one size it
 * joins the step, once for all stages. {@code x' = (u - x) / tau} is no longer divided by tau in every stage.
 */
final class Factors {
  private record Factor(Primitive primitive, Value value) {}

  private final List<Optional<Factor>> found = new ArrayList<>();
  private final Body rates;
  /** Parameters of the model to the factors that were found, in order of states. */
  private final Body factors;

  private Factors(ModelView model, boolean wanted) {
    Body drift = model.rates;
    List<Value> params = drift.params().subList(model.remembers ? 2 : 1, (model.remembers ? 2 : 1) + model.setup.results().size());
    Map<Value, Stmt> definitions = new HashMap<>();
    Set<Value> settled = new HashSet<>(params);
    List<Stmt> before = new ArrayList<>();
    for (Stmt s : drift.stmts()) {
      s.results().forEach(r -> definitions.put(r, s));
      if (!(s.op() instanceof Pure p) || !settled.containsAll(p.operands())) continue;
      settled.addAll(s.results());
      before.add(s);
    }
    List<Value> rest = new ArrayList<>();
    for (Value rate : drift.results()) {
      Pure.Apply product = wanted && definitions.get(rate) instanceof Stmt s && s.op() instanceof Pure.Apply a ? a : null;
      int place = product == null ? -1 : place(product, settled);
      found.add(place < 0 ? Optional.empty() : Optional.of(new Factor(product.primitive(), product.args().get(place))));
      rest.add(place < 0 ? rate : product.args().get(1 - place));
    }
    rates = found.stream().allMatch(Optional::isEmpty) ? drift : new Body(drift.name(), drift.params(), drift.stmts(), rest);
    factors = new Body("factors", params, before, found.stream().flatMap(Optional::stream).map(Factor::value).toList());
  }

  static Factors of(ModelView model) {
    return new Factors(model, !model.callsRates());
  }

  /** Rates as they are. */
  static Factors none(ModelView model) {
    return new Factors(model, false);
  }

  /** Which operand of a product or quotient of reals is a number that does not change, the other one being as wide as the rate; or -1. */
  private static int place(Pure.Apply op, Set<Value> settled) {
    if (op.primitive() != Primitive.MUL && op.primitive() != Primitive.DIV || !op.args().getFirst().type().scalar().isReal()) return -1;
    for (int i = op.primitive() == Primitive.MUL ? 0 : 1; i < 2; i++) {
      Value v = op.args().get(i);
      Value other = op.args().get(1 - i);
      boolean wide = other.type().axes().equals(op.resultTypes().getFirst().axes());
      if (wide && v.type().isScalar() && settled.contains(v) && !settled.contains(other)) return i;
    }
    return -1;
  }

  /** The rates at {@code t}, without their factors. */
  List<Value> rates(Builder b, Scope scope, Value t, List<Value> states) {
    return scope.rates(b, rates, t, states);
  }

  List<Value> ratesOfMember(Builder b, Scope scope, Value t, List<Value> states) {
    return scope.ratesOfMember(b, rates, t, states);
  }

  /** How far a rate reaches in {@code h}, for each state. */
  List<Value> reaches(Builder b, Scope scope, Value h) {
    List<Value> values = new ArrayList<>(b.inline(factors, scope.params));
    return found.stream().map(f -> f.map(x -> b.apply(h.name(), x.primitive(), h, values.removeFirst())).orElse(h)).toList();
  }
}
