package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Reach;
import dyn.ir.ReductionTree;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;

/**
 * The cells of one worker: every worker runs the same program, with loops along one axis over its own tile. Arrays along that axis are
 * shared; what lacks it, each computes for itself.
 *
 * @param axis whose cells are told apart
 * @param first first cell of the tile
 * @param count its cells
 * @param alone whether this is the first tile, which hands out what all have
 */
record Tiling(Axis axis, Value first, Value count, Value firstBlock, Value blocks, Value alone) {
  /** From so many cells on, tiles begin at blocks of the reduction tree and combine their own. */
  private static final long IN_BLOCKS = 64L * ReductionTree.BLOCK;

  static boolean inBlocks(Axis axis) {
    return axis.size() >= IN_BLOCKS;
  }

  /** Cells that stay together. */
  static long unit(Axis axis) {
    return inBlocks(axis) ? ReductionTree.BLOCK : 1;
  }

  static Tiling of(Builder b, Axis axis, Value tile, Value tiles) {
    long unit = unit(axis);
    Value units = b.constant((axis.size() + unit - 1) / unit);
    Value from = b.apply("from", Primitive.IDIV, b.mul(units, tile), tiles);
    Value to = b.apply("to", Primitive.IDIV, b.mul(units, b.add(tile, b.constant(1L))), tiles);
    Value alone = b.apply("alone", Primitive.EQ, tile, b.constant(0L));
    if (unit == 1) return new Tiling(axis, from, b.apply("cells", Primitive.SUB, to, from), null, null, alone);
    Value first = b.apply("first", Primitive.MUL, from, b.constant(unit));
    Value last = b.apply("last", Primitive.MIN, b.mul(to, b.constant(unit)), b.constant(axis.size()));
    return new Tiling(axis, first, b.apply("cells", Primitive.SUB, last, first), from, b.apply("blocks", Primitive.SUB, to, from), alone);
  }

  boolean waits(Sync w) {
    return w.axes().contains(axis.name()) || w.axes().contains(axis.name() + Lanes.BLOCKS);
  }

  /** What tiles do at {@code w}. */
  static Placed.Wait wait(Sync w) {
    return switch (w) {
      case Sync.Barrier _ -> Placed.Wait.ALL;
      case Sync.Exchange e -> e.graphs().isEmpty() ? Placed.Wait.NEIGHBOURS : new Placed.Wait(new Reach.Coupled(e.graphs()));
    };
  }

  boolean combinesBlocks() {
    return blocks != null;
  }

  /** Cells along {@code other} are told apart. */
  boolean splits(String other) {
    return other.equals(axis.name()) || combinesBlocks() && other.equals(axis.name() + Lanes.BLOCKS);
  }

  boolean splits(Type type) {
    return type.axes().stream().anyMatch(a -> splits(a.name()));
  }

  Value first(String other) {
    return other.equals(axis.name()) ? first : firstBlock;
  }

  Value count(String other) {
    return other.equals(axis.name()) ? count : blocks;
  }
}
