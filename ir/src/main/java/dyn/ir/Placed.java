package dyn.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Loops, memory and addresses: what stands in place of array operations once a program is laid out for a target. */
public sealed interface Placed extends Op {
  /** Runs {@code body} for index 0, 1, ..., extent - 1. Its parameters are the index and the carries. */
  record For(Value extent, List<Value> init, Body body) implements Placed {
    public For {
      init = List.copyOf(init);
      if (!(extent.type().equals(Type.I64))) throw new IllTyped("for over " + extent);
      if (!(!body.params().isEmpty() && body.params().getFirst().type().equals(Type.I64)))
        throw new IllTyped("the body of a for takes its index first");
      Regions.requireCarries("for", init, body.params().subList(1, body.params().size()), body.results());
    }

    @Override
    public String name() {
      return "for";
    }

    @Override
    public List<Type> resultTypes() {
      return body.paramTypes().subList(1, body.params().size());
    }

    @Override
    public List<Body> bodies() {
      return List.of(body);
    }

    @Override
    public For mapOperands(UnaryOperator<Value> f) {
      return new For(f.apply(extent), Op.map(init, f), body);
    }

    @Override
    public For mapBodies(UnaryOperator<Body> f) {
      return new For(extent, init, f.apply(body));
    }

    @Override
    public boolean hasEffect() {
      return body.hasEffect();
    }
  }

  /** Scratch memory of a worker, allocated once, contents undefined. */
  record Alloc(Scalar scalar, List<Axis> axes) implements Placed {
    public Alloc {
      axes = List.copyOf(axes);
      if (!(!axes.isEmpty() && axes.stream().noneMatch(Axis::isDynamic))) throw new IllTyped("alloc of " + axes);
    }

    @Override
    public String name() {
      return "alloc";
    }

    @Override
    public List<Type> resultTypes() {
      return List.of(Type.of(scalar, axes, Reach.OWN));
    }

    @Override
    public Alloc mapOperands(UnaryOperator<Value> f) {
      return this;
    }

    @Override
    public boolean hasEffect() {
      return true;
    }
  }

  /**
   * A tile has written what others read after this; goes on when they have as well.
   *
   * @param on every tile waits for every other, each for those beside it, or for those that edges join to it
   */
  record Wait(Reach on) implements Placed {
    public static final Wait ALL = new Wait(Reach.ALL);
    public static final Wait NEIGHBOURS = new Wait(Reach.halo(1));

    public Wait {
      boolean told = on.equals(Reach.ALL) || on.equals(Reach.halo(1)) || on instanceof Reach.Coupled;
      if (!told) throw new IllTyped("a wait on " + on.text());
    }

    public boolean all() {
      return on.equals(Reach.ALL);
    }

    @Override
    public String name() {
      return "wait";
    }

    @Override
    public List<Type> resultTypes() {
      return List.of();
    }

    @Override
    public Wait mapOperands(UnaryOperator<Value> f) {
      return this;
    }

    @Override
    public boolean hasEffect() {
      return true;
    }
  }

  /** Number of cells of {@code buffer} along its leading, dynamic axis. */
  record Extent(Value buffer) implements Placed {
    public Extent {
      if (!(!buffer.type().isScalar() && buffer.type().axes().getFirst().isDynamic())) throw new IllTyped("extent of " + buffer);
    }

    @Override
    public String name() {
      return "extent";
    }

    @Override
    public List<Type> resultTypes() {
      return List.of(Type.I64);
    }

    @Override
    public Extent mapOperands(UnaryOperator<Value> f) {
      return new Extent(f.apply(buffer));
    }
  }

  /**
   * One cell; an index per axis of the buffer, row-major, in range. With indices that differ by lane, one cell for each lane; a lane
   * that takes no part reads nothing, and its number is undefined.
   */
  record Load(Value buffer, List<Value> indices) implements Placed {
    public Load {
      indices = List.copyOf(indices);
      requireAddress("load", buffer, indices);
    }

    @Override
    public String name() {
      return "load";
    }

    @Override
    public List<Type> resultTypes() {
      return List.of(addressed(buffer, indices));
    }

    @Override
    public Load mapOperands(UnaryOperator<Value> f) {
      return new Load(f.apply(buffer), Op.map(indices, f));
    }
  }

  /** Writes one cell, or one for each lane that takes part. */
  record Store(Value buffer, List<Value> indices, Value value) implements Placed {
    public Store {
      indices = List.copyOf(indices);
      requireAddress("store", buffer, indices);
      if (!value.type().broadcastsTo(addressed(buffer, indices))) throw new IllTyped("store of " + value + " into " + buffer);
    }

    @Override
    public String name() {
      return "store";
    }

    @Override
    public List<Type> resultTypes() {
      return List.of();
    }

    @Override
    public Store mapOperands(UnaryOperator<Value> f) {
      List<Value> moved = new ArrayList<>(Op.map(indices, f));
      return new Store(f.apply(buffer), moved, f.apply(value));
    }

    @Override
    public boolean hasEffect() {
      return true;
    }
  }

  private static void requireAddress(String op, Value buffer, List<Value> indices) {
    if (!(!buffer.type().isScalar() && indices.size() == buffer.type().axes().size()))
      throw new IllTyped(op + " of " + buffer + " with " + indices.size() + " indices");
    for (Value i : indices) if (!(i.type().scalar() == Scalar.I64 && i.type().isRegister())) throw new IllTyped(op + " index " + i);
  }

  /** Type of what stands at {@code indices}: one number, or one for each lane. */
  private static Type addressed(Value buffer, List<Value> indices) {
    return Type.meet(buffer.type().scalar(), indices.stream().map(Value::type).toList());
  }
}
