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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Contracts a product that only a sum reads. Done once, on MODEL bodies, so that adding a record or a member changes no bit, and
 * no backend contracts on its own.
 */
public final class FormFma implements Pass {
  private static final About ABOUT = new About("form-fma",
      "contract a * b + c into one operation with one rounding", Level.MODEL, Level.MODEL, Exactness.ROUNDING);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    return Rewriting.bodies(program, Level.MODEL, Contract::new);
  }

  private static final class Contract implements Rewrite {
    private final Map<Value, Integer> uses = new HashMap<>();
    private final Map<Value, Pure.Apply> products = new HashMap<>();

    Contract(Body body) {
      count(body);
    }

    private void count(Body body) {
      for (Stmt s : body.stmts()) {
        s.op().operands().forEach(v -> uses.merge(v, 1, Integer::sum));
        if (s.op() instanceof Pure.Apply a && a.primitive() == Primitive.MUL) products.put(s.result(), a);
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
      Pure.Apply product = product(left);
      if (product != null) return fma(b, s, known, product, right, false, !add);
      product = product(right);
      return product == null ? Optional.empty() : fma(b, s, known, product, left, !add, false);
    }

    /** The product that {@code v} is, if nothing else reads it. */
    private Pure.Apply product(Value v) {
      return uses.getOrDefault(v, 0) == 1 ? products.get(v) : null;
    }

    private static Optional<List<Value>> fma(Builder b, Stmt s, Map<Value, Value> known, Pure.Apply product, Value addend,
        boolean negateProduct, boolean negateAddend) {
      Value x = known.getOrDefault(product.args().get(0), product.args().get(0));
      Value y = known.getOrDefault(product.args().get(1), product.args().get(1));
      Value z = known.getOrDefault(addend, addend);
      if (negateProduct) x = b.apply(Primitive.NEG, x);
      if (negateAddend) z = b.apply(Primitive.NEG, z);
      return Optional.of(List.of(b.apply(s.result().name(), Primitive.FMA, x, y, z)));
    }
  }
}
