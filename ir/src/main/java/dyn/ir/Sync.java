package dyn.ir;

import java.util.List;
import java.util.function.UnaryOperator;

/** The only operations that wait. */
public sealed interface Sync extends Op {
  /** All lanes along {@code axes} have written before any reads on; grants reach {@code all} along them. */
  record Barrier(Value operand, List<String> axes) implements Sync {
    public Barrier {
      axes = List.copyOf(axes);
      if (axes.isEmpty()) throw new IllTyped("a barrier over no axis");
      for (String a : axes) if (!(operand.type().has(a))) throw new IllTyped("barrier over " + a + ", which " + operand + " lacks");
    }

    @Override
    public String name() {
      return "barrier";
    }

    @Override
    public List<Type> resultTypes() {
      Type t = operand.type();
      for (String a : axes) t = t.withReach(a, Reach.ALL);
      return List.of(t);
    }

    @Override
    public Barrier mapOperands(UnaryOperator<Value> f) {
      return new Barrier(f.apply(operand), axes);
    }
  }
}
