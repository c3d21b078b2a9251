package dyn.passes;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Contracts a product that only a sum reads. Done once, on MODEL bodies, so that adding a record or a member changes no bit, and
 * no backend contracts on its own.
 */
public final class FormFma implements Pass {
  private static final About ABOUT = new About("form-fma",
      "contract a * b + c into one operation with one rounding", Level.MODEL, Level.MODEL, Exactness.ROUNDING);

  /** Bodies that run in every step: they take time, then the parameters of the model. */
  private static final List<String> STEPPED = List.of("drift", "diffusion", "next", "observe");

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    int params = program.find("setup").map(b -> b.results().size()).orElse(0);
    return Rewriting.bodies(program, Level.MODEL, b -> new Contract(b, STEPPED.stream().anyMatch(b.name()::startsWith) ? params : 0));
  }

  private static final class Contract implements Rewrite {
    private final Map<Value, Integer> uses = new HashMap<>();
    private final Map<Value, Pure.Apply> products = new HashMap<>();

    /** Neither time nor state changes them, so that a negation of one costs nothing in a step. */
    private final Set<Value> settled = new HashSet<>();

    /** @param settledParams how many parameters after the first are those of the model */
    Contract(Body body, int settledParams) {
      settled.addAll(body.params().subList(Math.min(1, settledParams), settledParams > 0 ? 1 + settledParams : 0));
      count(body);
    }

    private void count(Body body) {
      for (Stmt s : body.stmts()) {
        s.op().operands().forEach(v -> uses.merge(v, 1, Integer::sum));
        if (s.op() instanceof Pure.Apply a && a.primitive() == Primitive.MUL) products.put(s.result(), a);
        if (s.op() instanceof Pure p && settled.containsAll(p.operands())) settled.addAll(s.results());
        s.op().bodies().forEach(this::count);
      }
      body.results().forEach(v -> uses.merge(v, 1, Integer::sum));
    }

    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
      if (!(s.op() instanceof Pure.Apply a) || !a.args().getFirst().type().scalar().isReal()) return Optional.empty();
      boolean add = a.primitive() == Primitive.ADD;
      if (!add && a.primitive() != Primitive.SUB) return Optional.empty();
      Value left = a.args().get(0);
      Value right = a.args().get(1);
      Pure.Apply first = product(left);
      Pure.Apply second = product(right);
      if (first != null && (add || second == null || settledFactor(second).isEmpty())) return fma(b, s, known, first, right, false, !add);
      return second == null ? Optional.empty() : fma(b, s, known, second, left, !add, false);
    }

    private Optional<Value> settledFactor(Pure.Apply product) {
      return product.args().stream().filter(settled::contains).findFirst();
    }

    /** The product that {@code v} is, if nothing else reads it. */
    private Pure.Apply product(Value v) {
      return uses.getOrDefault(v, 0) == 1 ? products.get(v) : null;
    }

    private Optional<List<Value>> fma(Builder b, Stmt s, Map<Value, Value> known, Pure.Apply product, Value addend,
        boolean negateProduct, boolean negateAddend) {
      boolean swap = negateProduct && !settled.contains(product.args().get(0)) && settled.contains(product.args().get(1));
      Value first = product.args().get(swap ? 1 : 0);
      Value second = product.args().get(swap ? 0 : 1);
      Value x = known.getOrDefault(first, first);
      Value y = known.getOrDefault(second, second);
      Value z = known.getOrDefault(addend, addend);
      if (negateProduct) x = b.apply(Primitive.NEG, x);
      if (negateAddend) z = b.apply(Primitive.NEG, z);
      return Optional.of(List.of(b.apply(s.result().name(), Primitive.FMA, x, y, z)));
    }
  }
}
