package dyn.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Operations whose lanes read other lanes' cells; each says how far, through the reach its operand must have. */
public sealed interface Lanes extends Op {
  @Override
  default List<Body> bodies() {
    return List.of();
  }


  private static void needAll(String op, Value v, String axis) {
    if (!(v.type().has(axis))) throw new IllTyped(op + " along " + axis + ", which " + v + " lacks");
    if (!(v.type().reachAlong(axis).equals(Reach.ALL)))
      throw new IllTyped(op + " reads all of " + axis + ", but " + v + " reaches less: a wait is missing");
  }

  private static void needOwn(String op, Value v, String axis) {
    if (!v.type().reachAlong(axis).covers(Reach.OWN)) throw new IllTyped(op + " along " + axis + ", where lanes have no cell of " + v);
  }

  /** Each cell's own index along {@code axis}, from 0. */
  record Iota(Axis axis) implements Lanes {
    @Override
    public String name() {
      return "iota";
    }

    @Override
    public List<Type> resultTypes() {
      return List.of(Type.of(Scalar.I64, List.of(axis), axis.name().equals(Axis.LANE) ? Reach.OWN : Reach.ALL));
    }

    @Override
    public Iota mapOperands(UnaryOperator<Value> f) {
      return this;
    }
  }

  /** The same cells with the axes {@code from} named {@code to}: how a second index reads an array. */
  record Rename(Value operand, List<String> from, List<Axis> to) implements Lanes {
    public Rename {
      from = List.copyOf(from);
      to = List.copyOf(to);
      if (from.size() != to.size()) throw new IllTyped("rename of " + from.size() + " axes to " + to.size());
      for (int i = 0; i < from.size(); i++) {
        needAll("rename", operand, from.get(i));
        Axis old = operand.type().axis(from.get(i)).orElseThrow();
        if (old.size() != to.get(i).size()) throw new IllTyped("rename of " + old.text() + " to " + to.get(i).text());
      }
      List<Axis> renamed = renamed(operand.type(), from, to);
      if (renamed.stream().map(Axis::name).distinct().count() != renamed.size()) throw new IllTyped("rename gives one name to two axes");
    }

    /** Names the axes of {@code operand} anew, position by position. */
    public static Rename positional(Value operand, List<Axis> axes) {
      List<Axis> old = operand.type().axes();
      if (axes.size() != old.size()) throw new IllTyped("rename of " + operand + " to " + axes.size() + " axes");
      List<Integer> changed = IntStream.range(0, old.size()).filter(i -> !axes.get(i).equals(old.get(i))).boxed().toList();
      return new Rename(operand, changed.stream().map(i -> old.get(i).name()).toList(), changed.stream().map(axes::get).toList());
    }

    private static List<Axis> renamed(Type type, List<String> from, List<Axis> to) {
      return type.axes().stream().map(a -> from.contains(a.name()) ? to.get(from.indexOf(a.name())) : a).toList();
    }

    /** Axes of the result, position by position those of the operand. */
    public List<Axis> axes() {
      return renamed(operand.type(), from, to);
    }

    @Override
    public String name() {
      return "rename";
    }

    @Override
    public List<Type> resultTypes() {
      return List.of(new Type(operand.type().scalar(), axes(), operand.type().reach()));
    }

    @Override
    public Rename mapOperands(UnaryOperator<Value> f) {
      return new Rename(f.apply(operand), from, to);
    }
  }

  /**
   * The cell at {@code index} along {@code axis}; an index outside is clamped to the nearest cell. Where the index is the list of the nodes
   * at an end of the edges of a graph, reach along that graph is enough, and only lanes at the ends of an edge have its cell.
   */
  record Gather(Value operand, Value index, String axis) implements Lanes {
    public Gather {
      if (index.type().scalar() != Scalar.I64) throw new IllTyped("gather index " + index + " is not i64");
      if (!isAlong(operand, index, axis) && !isSorting(operand, index, axis)) needAll("gather", operand, axis);
    }

    private static boolean isAlong(Value operand, Value index, String axis) {
      return operand.type().reachAlong(axis) instanceof Reach.Coupled c && EdgeList.along(index).filter(c.graphs()::contains).isPresent();
    }

    private static boolean isSorting(Value operand, Value index, String axis) {
      return operand.type().reachAlong(axis) instanceof Reach.Ends e && !e.sorted()
          && EdgeList.sorting(index).filter(e.graph()::equals).isPresent();
    }

    private Type indexType() {
      return switch (operand.type().reachAlong(axis)) {
        case Reach.Coupled _ -> index.type().withReach(new Reach.Ends(EdgeList.along(index).orElseThrow(), false, List.of(axis)));
        case Reach.Ends e -> index.type().withReach(new Reach.Ends(e.graph(), true, e.axes()));
        case Reach.All _, Reach.Halo _, Reach.Own _ -> index.type();
      };
    }

    @Override
    public String name() {
      return "gather";
    }

    @Override
    public List<Type> resultTypes() {
      return List.of(Type.meet(operand.type().scalar(), List.of(indexType(), operand.type().without(axis))));
    }

    @Override
    public Gather mapOperands(UnaryOperator<Value> f) {
      return new Gather(f.apply(operand), f.apply(index), axis);
    }
  }

  /** What a shift reads beyond an end: the cell that follows around the ring, or the last one. */
  enum Edge {
    WRAP, CLAMP;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The cell {@code by} further along {@code axis}; uses up so much of the operand's reach. */
  record Shift(Value operand, String axis, int by, Edge edge) implements Lanes {
    public Shift {
      Type t = operand.type();
      if (!t.has(axis)) throw new IllTyped("shift along " + axis + ", which " + operand + " lacks");
      if (t.reachAlong(axis).width() < Math.abs(by))
        throw new IllTyped("shift by " + by + " along " + axis + ", but " + operand + " reaches less: a wait is missing");
      needOwn("shift", operand, axis);
    }

    @Override
    public String name() {
      return "shift";
    }

    @Override
    public List<Type> resultTypes() {
      Reach before = operand.type().reachAlong(axis);
      return List.of(before.equals(Reach.ALL) ? operand.type()
          : operand.type().withReach(axis, Reach.halo(before.width() - Math.abs(by))));
    }

    @Override
    public Shift mapOperands(UnaryOperator<Value> f) {
      return new Shift(f.apply(operand), axis, by, edge);
    }
  }

  /** The same value in every cell along a further, last axis. */
  record Spread(Value operand, Axis axis) implements Lanes {
    public Spread {
      if (!(!operand.type().has(axis.name()))) throw new IllTyped("spread along " + axis.name() + ", which " + operand + " has");
    }

    @Override
    public String name() {
      return "spread";
    }

    @Override
    public List<Type> resultTypes() {
      return List.of(operand.type().with(axis, Reach.ALL));
    }

    @Override
    public Spread mapOperands(UnaryOperator<Value> f) {
      return new Spread(f.apply(operand), axis);
    }
  }

  /** Operands as the cells of a new last axis. */
  record Stack(List<Value> parts, Axis axis) implements Lanes {
    public Stack {
      parts = List.copyOf(parts);
      if (!(!parts.isEmpty() && parts.size() == axis.size())) throw new IllTyped("stack of " + parts.size() + " along " + axis.text());
      for (Value v : parts) {
        if (v.type().scalar() != parts.getFirst().type().scalar()) throw new IllTyped("stack of mixed element types");
        if (!(!v.type().has(axis.name()))) throw new IllTyped("stack along " + axis.name() + ", which " + v + " has");
      }
    }

    @Override
    public String name() {
      return "stack";
    }

    @Override
    public List<Type> resultTypes() {
      return List.of(Type.meet(parts.getFirst().type().scalar(), parts.stream().map(Value::type).toList()).with(axis, Reach.ALL));
    }

    @Override
    public Stack mapOperands(UnaryOperator<Value> f) {
      return new Stack(Op.map(parts, f), axis);
    }
  }

  /** What a reduction combines; the order is that of {@link ReductionTree}. */
  enum Combine {
    SUM, MIN, MAX, ANY;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Combines all cells along {@code axis} in the fixed order of {@link ReductionTree}. */
  record Reduce(Combine combine, Value operand, String axis) implements Lanes {
    public Reduce {
      needAll("reduce", operand, axis);
      if (!((combine == Combine.ANY) == (operand.type().scalar() == Scalar.BOOL))) throw new IllTyped(combine.text() + " of " + operand);
    }

    @Override
    public String name() {
      return "reduce";
    }

    @Override
    public List<Type> resultTypes() {
      return List.of(operand.type().without(axis));
    }

    @Override
    public Reduce mapOperands(UnaryOperator<Value> f) {
      return new Reduce(combine, f.apply(operand), axis);
    }
  }

  /**
   * The blocks of a reduction over {@code axis}, each combined from its own cells: what {@link Reduce} combines at last. Lanes are told
   * apart by whole blocks, so a block reads no lane but its own.
   */
  record Partial(Combine combine, Value operand, String axis) implements Lanes {
    public Partial {
      if (!operand.type().has(axis)) throw new IllTyped("partial along " + axis + ", which " + operand + " lacks");
      if (!((combine == Combine.ANY) == (operand.type().scalar() == Scalar.BOOL))) throw new IllTyped(combine.text() + " of " + operand);
      if (operand.type().axis(axis).orElseThrow().isDynamic()) throw new IllTyped("blocks of " + operand + ", whose size is not known");
      needOwn("partial", operand, axis);
    }

    /** The axis of blocks of {@code axis}. */
    public static Axis blocks(Axis axis) {
      return new Axis(axis.name() + BLOCKS, (axis.size() + ReductionTree.BLOCK - 1) / ReductionTree.BLOCK);
    }

    @Override
    public String name() {
      return "partial";
    }

    @Override
    public List<Type> resultTypes() {
      Type t = operand.type();
      List<Axis> axes = new ArrayList<>(t.axes());
      List<Reach> reach = new ArrayList<>(t.reach());
      int at = t.indexOf(axis);
      axes.set(at, blocks(axes.get(at)));
      if (!reach.get(at).equals(Reach.ALL)) reach.set(at, Reach.OWN);
      return List.of(new Type(t.scalar(), axes, reach));
    }

    @Override
    public Partial mapOperands(UnaryOperator<Value> f) {
      return new Partial(combine, f.apply(operand), axis);
    }
  }

  /** What ends the name of an axis of blocks. */
  String BLOCKS = ".block";

  /** Combines blocks one after the other: the end of a {@link Reduce} that began as {@link Partial}. */
  record Total(Combine combine, Value operand, String axis) implements Lanes {
    public Total {
      needAll("total", operand, axis);
      if (!((combine == Combine.ANY) == (operand.type().scalar() == Scalar.BOOL))) throw new IllTyped(combine.text() + " of " + operand);
    }

    @Override
    public String name() {
      return "total";
    }

    @Override
    public List<Type> resultTypes() {
      return List.of(operand.type().without(axis));
    }

    @Override
    public Total mapOperands(UnaryOperator<Value> f) {
      return new Total(combine, f.apply(operand), axis);
    }
  }

  /** Sum over {@code axis} of the product of two operands, accumulated by fma in the order of {@link ReductionTree}. */
  record Contract(Value left, Value right, String axis) implements Lanes {
    public Contract {
      needAll("contract", left, axis);
      needAll("contract", right, axis);
      if (!(left.type().scalar().isReal() && right.type().scalar() == left.type().scalar()))
        throw new IllTyped("contract of " + left + " and " + right);
    }

    @Override
    public String name() {
      return "contract";
    }

    @Override
    public List<Type> resultTypes() {
      List<Type> both = new ArrayList<>(List.of(left.type(), right.type()));
      return List.of(Type.meet(left.type().scalar(), both).without(axis));
    }

    @Override
    public Contract mapOperands(UnaryOperator<Value> f) {
      return new Contract(f.apply(left), f.apply(right), axis);
    }
  }

  /**
   * For each cell of {@code first} and {@code last}, combines the cells {@code first}, ..., {@code last - 1} along {@code axis} one after
   * the other: rows of unequal length that lie one behind the other. What lies outside of the axis is left out; a row may be empty. Where
   * these are the edges of each node, it is enough that the lanes of nodes have the cells of their own edges.
   */
  record Segment(Combine combine, Value operand, Value first, Value last, String axis) implements Lanes {
    public Segment {
      if (!isOfOwnEdges(operand, first, last, axis)) needAll("segment", operand, axis);
      if (!((combine == Combine.ANY) == (operand.type().scalar() == Scalar.BOOL))) throw new IllTyped(combine.text() + " of " + operand);
      for (Value end : List.of(first, last)) {
        if (end.type().scalar() != Scalar.I64) throw new IllTyped("an end of a segment, " + end + ", is not i64");
        if (end.type().has(axis)) throw new IllTyped("an end of a segment, " + end + ", lies along " + axis);
      }
    }

    @Override
    public String name() {
      return "segment";
    }

    @Override
    public List<Type> resultTypes() {
      Type t = Type.meet(operand.type().scalar(), List.of(first.type(), last.type(), operand.type().without(axis)));
      if (operand.type().reachAlong(axis) instanceof Reach.Ends e) for (String a : e.axes()) t = t.withReach(a, Reach.OWN);
      return List.of(t);
    }

    private static boolean isOfOwnEdges(Value operand, Value first, Value last, String axis) {
      return operand.type().reachAlong(axis) instanceof Reach.Ends e && EdgeList.bounds(first, last, e)
          && first.type().axisNames().containsAll(e.axes()) && last.type().axisNames().containsAll(e.axes());
    }

    @Override
    public Segment mapOperands(UnaryOperator<Value> f) {
      return new Segment(combine, f.apply(operand), f.apply(first), f.apply(last), axis);
    }
  }
}
