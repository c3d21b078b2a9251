package dyn.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The only operations that wait. Each takes several values at once: one wait serves them all. */
public sealed interface Sync extends Op {
  @Override
  default List<Body> bodies() {
    return List.of();
  }

  List<Value> operands();

  /** Along which lanes wait for each other. */
  List<String> axes();

  /** What a lane may read of an operand along {@code axis} afterwards, where that is more than before. */
  Reach granted(String axis);

  @Override
  default List<Type> resultTypes() {
    List<Type> types = new ArrayList<>();
    for (Value v : operands()) {
      Type t = v.type();
      for (String a : axes()) if (!t.reachAlong(a).covers(granted(a))) t = t.withReach(a, granted(a));
      types.add(t);
    }
    return types;
  }

  /** All lanes along {@code axes} have written before any reads on; grants reach {@code all} along them. */
  record Barrier(List<Value> operands, List<String> axes) implements Sync {
    public Barrier {
      operands = List.copyOf(operands);
      axes = List.copyOf(axes);
      requireAxes("barrier", operands, axes);
    }

    public Barrier(Value operand, List<String> axes) {
      this(List.of(operand), axes);
    }

    @Override
    public String name() {
      return "barrier";
    }

    @Override
    public Reach granted(String axis) {
      return Reach.ALL;
    }

    @Override
    public Barrier mapOperands(UnaryOperator<Value> f) {
      return new Barrier(Op.map(operands, f), axes);
    }
  }

  /**
   * Each lane waits for those up to so far away along {@code axes}, across a periodic end as well, or for those that the edges of graphs
   * join to it, and for no other; grants that halo, or that reach along edges.
   *
   * @param reach along each of the axes, halos or the same graphs
   */
  record Exchange(List<Value> operands, List<String> axes, List<Reach> reach) implements Sync {
    public Exchange {
      operands = List.copyOf(operands);
      axes = List.copyOf(axes);
      reach = List.copyOf(reach);
      requireAxes("exchange", operands, axes);
      boolean halos = reach.stream().allMatch(Reach.Halo.class::isInstance);
      boolean edges = reach.stream().distinct().count() == 1 && reach.getFirst() instanceof Reach.Coupled;
      if (reach.size() != axes.size() || !halos && !edges) throw new IllTyped("exchange over " + axes + " of " + reach);
    }

    public static Exchange near(List<Value> operands, List<String> axes, List<Integer> widths) {
      if (widths.stream().anyMatch(w -> w < 1)) throw new IllTyped("exchange over " + axes + " of " + widths);
      return new Exchange(operands, axes, widths.stream().map(Reach::halo).toList());
    }

    public static Exchange along(List<Value> operands, List<String> axes, List<String> graphs) {
      Reach reach = new Reach.Coupled(graphs);
      return new Exchange(operands, axes, axes.stream().map(_ -> reach).toList());
    }

    /** The graphs along whose edges lanes wait; none where they wait for those nearby. */
    public List<String> graphs() {
      return reach.getFirst() instanceof Reach.Coupled c ? c.graphs() : List.of();
    }

    public List<Integer> widths() {
      return reach.stream().map(Reach::width).toList();
    }

    @Override
    public String name() {
      return "exchange";
    }

    @Override
    public Reach granted(String axis) {
      return reach.get(axes.indexOf(axis));
    }

    @Override
    public Exchange mapOperands(UnaryOperator<Value> f) {
      return new Exchange(Op.map(operands, f), axes, reach);
    }
  }

  private static void requireAxes(String op, List<Value> operands, List<String> axes) {
    if (operands.isEmpty() || axes.isEmpty()) throw new IllTyped("a " + op + " of " + operands + " over " + axes);
    for (String a : axes) {
      if (operands.stream().noneMatch(v -> v.type().has(a))) throw new IllTyped(op + " over " + a + ", which " + operands + " lack");
    }
  }
}
