package dyn.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One operation. A family is a sealed interface in a file of its own; there is nothing else a program can do.
 * {@link #mapOperands} and {@link #mapBodies} are the only structural traversals.
 */
public sealed interface Op permits Pure, Lanes, Sync, Regions, Noise, Output, Placed {
  /** The word that starts the operation in the text form. */
  String name();

  /** Derived from the operands; the constructor has rejected operands for which there are none. */
  List<Type> resultTypes();

  /** The same operation over other operands; types are derived anew. */
  Op mapOperands(UnaryOperator<Value> f);

  /** The same operation over other nested bodies. */
  default Op mapBodies(UnaryOperator<Body> f) {
    return this;
  }

  /** True where the operation must happen even if nothing reads its results. */
  default boolean hasEffect() {
    return false;
  }

  default List<Value> operands() {
    List<Value> seen = new ArrayList<>();
    mapOperands(v -> {
      seen.add(v);
      return v;
    });
    return seen;
  }

  default List<Body> bodies() {
    List<Body> seen = new ArrayList<>();
    mapBodies(b -> {
      seen.add(b);
      return b;
    });
    return seen;
  }

  static List<Value> map(List<Value> values, UnaryOperator<Value> f) {
    Value[] mapped = new Value[values.size()];
    for (int i = 0; i < mapped.length; i++) mapped[i] = f.apply(values.get(i));
    return List.of(mapped);
  }
}
