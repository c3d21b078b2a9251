package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.ReductionTree;
import dyn.ir.Scalar;
import dyn.ir.Value;
import java.util.List;
import java.util.function.BiFunction;

/** Reductions as loops, in the order of {@link ReductionTree} where the order can be seen. */
final class ReduceLoops {
  private final Builder top;

  ReduceLoops(Builder top) {
    this.top = top;
  }

  /** Takes an accumulator and a cell number to the next accumulator. */
  @FunctionalInterface
  private interface Accumulate {
    Value next(Builder b, Value acc, Value k);
  }

  Value reduce(Builder b, Lanes.Reduce r, long size, BiFunction<Builder, Value, Value> cell) {
    Scalar scalar = r.operand().type().scalar();
    Primitive combine = ReductionTree.primitive(r.combine());
    return loops(b, combine, scalar, ReductionTree.neutral(r.combine(), scalar), size, (in, acc, k) ->
        in.apply("acc", combine, acc, cell.apply(in, k)));
  }

  Value contract(Builder b, Scalar scalar, long size, BiFunction<Builder, Value, Value> left, BiFunction<Builder, Value, Value> right) {
    long zero = ReductionTree.neutral(Lanes.Combine.SUM, scalar);
    return loops(b, Primitive.ADD, scalar, zero, size, (in, acc, k) ->
        in.apply("acc", Primitive.FMA, left.apply(in, k), right.apply(in, k), acc));
  }

  /** Block number {@code block} of a reduction of {@code size} cells. */
  Value block(Builder b, Lanes.Partial r, long size, Value block, BiFunction<Builder, Value, Value> cell) {
    Scalar scalar = r.operand().type().scalar();
    Primitive combine = ReductionTree.primitive(r.combine());
    Value start = b.constant(new Pure.Const(scalar, ReductionTree.neutral(r.combine(), scalar)));
    Accumulate step = (in, acc, k) -> in.apply("acc", combine, acc, cell.apply(in, k));
    if (size <= ReductionTree.SHORT) return inOrder(b, start, size, step);
    Value lanes = top.emit("lanes", new Placed.Alloc(scalar, List.of(new Axis("tree", ReductionTree.LANES))));
    long whole = size / ReductionTree.BLOCK;
    long rest = size % ReductionTree.BLOCK;
    Value from = b.mul(block, b.constant((long) ReductionTree.BLOCK));
    if (rest == 0) return block(b, combine, lanes, start, from, ReductionTree.BLOCK, step);
    if (whole == 0) return block(b, combine, lanes, start, b.constant(0L), rest, step);
    return b.ifElse(b.apply("whole", Primitive.LT, block, b.constant(whole)), List.of("block"),
        in -> List.of(block(in, combine, lanes, start, from, ReductionTree.BLOCK, step)),
        in -> List.of(block(in, combine, lanes, start, in.constant(whole * ReductionTree.BLOCK), rest, step))).getFirst();
  }

  Value total(Builder b, Lanes.Total r, long blocks, BiFunction<Builder, Value, Value> block) {
    Scalar scalar = r.operand().type().scalar();
    Primitive combine = ReductionTree.primitive(r.combine());
    Value start = b.constant(new Pure.Const(scalar, ReductionTree.neutral(r.combine(), scalar)));
    return inOrder(b, start, blocks, (in, acc, k) -> in.apply("total", combine, acc, block.apply(in, k)));
  }

  /** The cells {@code first}, ..., {@code last - 1} of {@code size}, one after the other. */
  static Value segment(Builder b, Lanes.Segment s, long size, Value first, Value last, BiFunction<Builder, Value, Value> cell) {
    Scalar scalar = s.operand().type().scalar();
    Value start = b.constant(new Pure.Const(scalar, ReductionTree.neutral(s.combine(), scalar)));
    Value zero = b.constant(0L);
    Value from = b.apply("from", Primitive.MAX, zero, first);
    Value to = b.apply("to", Primitive.MIN, b.apply(Primitive.MAX, zero, last), b.constant(size));
    Value count = b.apply("cells", Primitive.MAX, zero, b.sub(to, from));
    Primitive combine = ReductionTree.primitive(s.combine());
    return b.forLoop(count, List.of("acc"), List.of(start),
        (in, p) -> List.of(in.apply("acc", combine, p.get(1), cell.apply(in, in.add(from, p.get(0)))))).getFirst();
  }

  private static Value inOrder(Builder b, Value start, long size, Accumulate step) {
    return b.forLoop(b.constant(size), List.of("acc"), List.of(start), (in, p) -> List.of(step.next(in, p.get(1), p.get(0)))).getFirst();
  }

  private Value loops(Builder b, Primitive combine, Scalar scalar, long neutral, long size, Accumulate step) {
    Value start = b.constant(new Pure.Const(scalar, neutral));
    if (size <= ReductionTree.SHORT || !scalar.isReal()) return inOrder(b, start, size, step);
    Value lanes = top.emit("lanes", new Placed.Alloc(scalar, List.of(new Axis("tree", ReductionTree.LANES))));
    long blocks = size / ReductionTree.BLOCK;
    Value total = start;
    if (blocks > 0) {
      total = b.forLoop(b.constant(blocks), List.of("total"), List.of(start), (in, p) -> {
        Value from = in.mul(p.getFirst(), in.constant((long) ReductionTree.BLOCK));
        Value block = block(in, combine, lanes, in.constant(new Pure.Const(scalar, neutral)), from, ReductionTree.BLOCK, step);
        return List.of(in.apply("total", combine, p.get(1), block));
      }).getFirst();
    }
    long rest = size % ReductionTree.BLOCK;
    if (rest == 0) return total;
    Value block = block(b, combine, lanes, start, b.constant(blocks * ReductionTree.BLOCK), rest, step);
    return b.apply("total", combine, total, block);
  }

  /** Rows of accumulators, then their tree. */
  private static Value block(Builder b, Primitive combine, Value lanes, Value neutral, Value from, long size, Accumulate step) {
    long width = ReductionTree.LANES;
    b.forLoop(b.constant(width), List.of(), List.of(), (in, p) -> store(in, lanes, p.getFirst(), neutral));
    b.forLoop(b.constant(size / width), List.of(), List.of(), (rows, r) -> {
      Value row = rows.add(from, rows.mul(r.getFirst(), rows.constant(width)));
      row(rows, lanes, row, width, step);
      return List.of();
    });
    if (size % width != 0) row(b, lanes, b.add(from, b.constant(size - size % width)), size % width, step);
    for (long w = width / 2; w > 0; w /= 2) {
      Value half = b.constant(w);
      b.forLoop(half, List.of(), List.of(), (in, p) -> {
        Value low = load(in, lanes, p.getFirst());
        Value high = load(in, lanes, in.add(p.getFirst(), half));
        return store(in, lanes, p.getFirst(), in.apply("acc", combine, low, high));
      });
    }
    return load(b, lanes, b.constant(0L));
  }

  private static void row(Builder b, Value lanes, Value from, long width, Accumulate step) {
    b.forLoop(b.constant(width), List.of(), List.of(),
        (in, p) -> store(in, lanes, p.getFirst(), step.next(in, load(in, lanes, p.getFirst()), in.add(from, p.getFirst()))));
  }

  private static Value load(Builder b, Value lanes, Value at) {
    return b.emit("acc", new Placed.Load(lanes, List.of(at)));
  }

  private static List<Value> store(Builder b, Value lanes, Value at, Value value) {
    b.emit(new Placed.Store(lanes, List.of(at), value));
    return List.of();
  }
}
