package dyn.ir;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Counter-based randomness: the same key gives the same number on every target, in any order. */
public sealed interface Noise extends Op {
  @Override
  default List<Body> bodies() {
    return List.of();
  }

  enum Distribution {
    /** On the open interval (0, 1). */
    UNIFORM,
    /** Mean 0, standard deviation 1. */
    NORMAL,
    /** Two of these: those of the even and the odd node of a block, whose number stands in the place of the node. */
    NORMALS;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One draw per cell of {@code axes} and lane of the operands. The key layout is written down in docs/rationale/noise.md;
   * the element number is the row-major index over {@code axes}.
   *
   * @param source number of the declaration that draws, below 2^16
   * @param node dyadic time node; 0 for initial values and parameters
   */
  record Draw(Distribution distribution, int source, Value seed, Value member, Value node, List<Axis> axes) implements Noise {
    public Draw {
      axes = List.copyOf(axes);
      for (Value v : List.of(seed, member, node)) if (v.type().scalar() != Scalar.I64) throw new IllTyped("draw key " + v + " is not i64");
      if (!(source >= 0 && source < 1 << 16)) throw new IllTyped("draw source " + source);
    }

    @Override
    public String name() {
      return "draw";
    }

    @Override
    public List<Type> resultTypes() {
      // In the order of the key, so that a call of the distribution's body has the same axes in the same order.
      Type one = Type.meet(Scalar.F64, List.of(seed.type(), member.type(), Type.of(Scalar.F64, axes, Reach.ALL), node.type()));
      return distribution == Distribution.NORMALS ? List.of(one, one) : List.of(one);
    }

    @Override
    public Draw mapOperands(UnaryOperator<Value> f) {
      return new Draw(distribution, source, f.apply(seed), f.apply(member), f.apply(node), axes);
    }
  }
}
