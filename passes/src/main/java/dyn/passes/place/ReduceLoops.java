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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reductions as loops, in the order of {@link ReductionTree} where the order can be seen. */
final class ReduceLoops {
  /** Accumulators in one loop. */
  private static final int ABREAST = 4;
  private static final long MOST_STRAIGHT = 1024;
  private static final long MOST_IN_ORDER = 64;
  /** Statements of reductions that may still be written one after the other: without loops over a few rows. */
  private long straight = 8 * MOST_STRAIGHT;
  /** Of the accumulators of a block. */
  static final List<Axis> ACCUMULATORS = List.of(new Axis("acc", ReductionTree.LANES));
  private final Function<Scalar, Value> allocate;
  /** Memory by type and depth of reductions within reductions. */
  private final Map<List<Object>, Value> memories = new HashMap<>();
  /** Reductions under construction whose cells are computed by the one at hand. */
  private int depth;

  /** @param allocate gives memory over {@link #ACCUMULATORS} */
  ReduceLoops(Function<Scalar, Value> allocate) {
    this.allocate = allocate;
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
    long whole = size / ReductionTree.BLOCK;
    long rest = size % ReductionTree.BLOCK;
    Value from = b.mul(block, b.constant((long) ReductionTree.BLOCK));
    if (rest == 0) return block(b, combine, start, from, ReductionTree.BLOCK, step);
    if (whole == 0) return block(b, combine, start, b.constant(0L), rest, step);
    return b.ifElse(b.apply("whole", Primitive.LT, block, b.constant(whole)), List.of("block"),
        in -> List.of(block(in, combine, start, from, ReductionTree.BLOCK, step)),
        in -> List.of(block(in, combine, start, in.constant(whole * ReductionTree.BLOCK), rest, step))).getFirst();
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

  private Value inOrder(Builder b, Value start, long size, Accumulate step) {
    Builder trial = b.nested();
    step.next(trial, start, trial.constant(0L));
    long statements = size * trial.size();
    if (statements <= Math.min(straight, MOST_IN_ORDER)) {
      straight -= statements;
      Value acc = start;
      for (long k = 0; k < size; k++) acc = step.next(b, acc, b.constant(k));
      return acc;
    }
    return b.forLoop(b.constant(size), List.of("acc"), List.of(start), (in, p) -> List.of(step.next(in, p.get(1), p.get(0)))).getFirst();
  }

  private Value loops(Builder b, Primitive combine, Scalar scalar, long neutral, long size, Accumulate step) {
    Value start = b.constant(new Pure.Const(scalar, neutral));
    if (size <= ReductionTree.SHORT || !scalar.isReal()) return inOrder(b, start, size, step);
    long blocks = size / ReductionTree.BLOCK;
    Value total = start;
    if (blocks > 0) {
      total = b.forLoop(b.constant(blocks), List.of("total"), List.of(start), (in, p) -> {
        Value from = in.mul(p.getFirst(), in.constant((long) ReductionTree.BLOCK));
        Value block = block(in, combine, in.constant(new Pure.Const(scalar, neutral)), from, ReductionTree.BLOCK, step);
        return List.of(in.apply("total", combine, p.get(1), block));
      }).getFirst();
    }
    long rest = size % ReductionTree.BLOCK;
    if (rest == 0) return total;
    Value block = block(b, combine, start, b.constant(blocks * ReductionTree.BLOCK), rest, step);
    return b.apply("total", combine, total, block);
  }

  /** The tree of a block with its accumulators in registers, a few at a time. */
  private Value block(Builder b, Primitive combine, Value neutral, Value from, long size, Accumulate step) {
    Builder trial = b.nested();
    step.next(trial, neutral, from);
    long statements = size * trial.size();
    boolean rows = statements > Math.min(straight, MOST_STRAIGHT);
    if (rows) return inMemory(b, combine, neutral, from, size, step);
    straight -= statements;
    return node(b, combine, 0, 1, (in, l) -> tree(in, combine, l, ReductionTree.LANES / ABREAST,
        (leaf, k) -> rows(leaf, neutral, from, size, k, step)));
  }

  /** The node of the tree above accumulators {@code l}, {@code l + width}, and so on, from those every {@code LANES / ABREAST}. */
  private static Value node(Builder b, Primitive combine, int l, int width, BiFunction<Builder, Integer, Value> of) {
    if (width == ReductionTree.LANES / ABREAST) return of.apply(b, l);
    Value low = node(b, combine, l, 2 * width, of);
    return b.apply("acc", combine, low, node(b, combine, l + width, 2 * width, of));
  }

  private static Value tree(Builder b, Primitive combine, int l, int width, BiFunction<Builder, Integer, Value> accumulator) {
    if (width == ReductionTree.LANES) return accumulator.apply(b, l);
    Value low = tree(b, combine, l, 2 * width, accumulator);
    return b.apply("acc", combine, low, tree(b, combine, l + width, 2 * width, accumulator));
  }

  /** One accumulator, statement by statement. */
  private static Value rows(Builder b, Value neutral, Value from, long size, int l, Accumulate step) {
    Value acc = neutral;
    for (long k = l; k < size; k += ReductionTree.LANES) acc = step.next(b, acc, b.add(from, b.constant(k)));
    return acc;
  }

  /**
   * The accumulators in memory, each by a loop over its rows: side by side, so that they fit the lanes of vectors, and a few in one loop,
   * so that one need not wait for the other. What whole rows leave over is added after them.
   */
  private Value inMemory(Builder b, Primitive combine, Value neutral, Value from, long size, Accumulate step) {
    int apart = ReductionTree.LANES / ABREAST;
    long rest = size % ReductionTree.LANES;
    Scalar scalar = neutral.type().scalar();
    Value memory = memories.computeIfAbsent(List.of(scalar, depth++), _ -> allocate.apply(scalar));
    b.forLoop(b.constant((long) apart), List.of(), List.of(), (in, l) -> {
      Value first = in.add(from, l.getFirst());
      List<Value> accumulators = in.forLoop(in.constant(size / ReductionTree.LANES), Collections.nCopies(ABREAST, "acc"),
          Collections.nCopies(ABREAST, neutral), (row, p) -> {
            Value at = row.add(first, row.mul(p.getFirst(), row.constant((long) ReductionTree.LANES)));
            List<Value> next = new ArrayList<>();
            for (int k = 0; k < ABREAST; k++) next.add(step.next(row, p.get(1 + k), after(row, at, k * apart)));
            return next;
          });
      if (rest == 0) {
        store(in, memory, l.getFirst(), tree(in, combine, 0, apart, (_, k) -> accumulators.get(k / apart)));
      } else {
        for (int k = 0; k < ABREAST; k++) store(in, memory, after(in, l.getFirst(), k * apart), accumulators.get(k));
      }
      return List.of();
    });
    Value after = b.add(from, b.constant(size - rest));
    if (rest > 0) {
      b.forLoop(b.constant(rest), List.of(), List.of(), (in, l) -> {
        Value acc = load(in, memory, l.getFirst());
        store(in, memory, l.getFirst(), step.next(in, acc, in.add(after, l.getFirst())));
        return List.of();
      });
    }
    depth--;
    return rest > 0 ? tree(b, combine, 0, 1, (in, k) -> load(in, memory, in.constant((long) k)))
        : node(b, combine, 0, 1, (in, k) -> load(in, memory, in.constant((long) k)));
  }

  /** The cell so many further on. */
  private static Value after(Builder b, Value at, long further) {
    return b.add(at, b.constant(further));
  }

  private static Value load(Builder b, Value memory, Value at) {
    return b.emit("acc", new Placed.Load(memory, List.of(at)));
  }

  private static void store(Builder b, Value memory, Value at, Value acc) {
    b.emit(new Placed.Store(memory, List.of(at), acc));
  }
}
