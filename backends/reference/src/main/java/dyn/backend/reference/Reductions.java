package dyn.backend.reference;

import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.ReductionTree;
import dyn.ir.Scalar;
import java.util.Arrays;

/** The order of {@link ReductionTree}, cell by cell. */
final class Reductions {
  private Reductions() {}

  /** Takes one more cell into an accumulator. */
  @FunctionalInterface
  private interface Take {
    long take(long accumulator, int cell);
  }

  /** Combines cells {@code start}, ..., {@code start + n - 1}. */
  static long reduce(Lanes.Combine combine, Scalar scalar, Cells cells, int start, int n) {
    Primitive p = ReductionTree.primitive(combine);
    return tree(p, scalar, ReductionTree.neutral(combine, scalar), n, (acc, k) -> p.evaluate(scalar, acc, cells.at(start + k), 0));
  }

  /** Combines the cells {@code from}, ..., {@code to - 1} of {@code n} that begin at {@code start}: one block of the tree. */
  static long block(Lanes.Combine combine, Scalar scalar, Cells cells, int start, int from, int to, int n) {
    if (n <= ReductionTree.SHORT) return inOrder(combine, scalar, cells, start, n);
    Primitive p = ReductionTree.primitive(combine);
    return block(p, scalar, ReductionTree.neutral(combine, scalar), from, to, (acc, k) -> p.evaluate(scalar, acc, cells.at(start + k), 0));
  }

  static long inOrder(Lanes.Combine combine, Scalar scalar, Cells cells, int start, int n) {
    Primitive p = ReductionTree.primitive(combine);
    long total = ReductionTree.neutral(combine, scalar);
    for (int k = 0; k < n; k++) total = p.evaluate(scalar, total, cells.at(start + k), 0);
    return total;
  }

  /** Combines {@code count} cells that lie {@code stride} apart, one after the other. */
  static long segment(Lanes.Combine combine, Scalar scalar, long[] bits, int start, int stride, int count) {
    Primitive p = ReductionTree.primitive(combine);
    long total = ReductionTree.neutral(combine, scalar);
    for (int k = 0; k < count; k++) total = p.evaluate(scalar, total, bits[start + k * stride], 0);
    return total;
  }

  /** Sum of products: each cell enters by one fma. */
  static long contract(Scalar scalar, Cells left, Cells right, int start, int n) {
    long zero = ReductionTree.neutral(Lanes.Combine.SUM, scalar);
    return tree(Primitive.ADD, scalar, zero, n,
        (acc, k) -> Primitive.FMA.evaluate(scalar, left.at(start + k), right.at(start + k), acc));
  }

  private static long tree(Primitive combine, Scalar scalar, long neutral, int n, Take take) {
    long total = neutral;
    if (n <= ReductionTree.SHORT) {
      for (int k = 0; k < n; k++) total = take.take(total, k);
      return total;
    }
    for (int from = 0; from < n; from += ReductionTree.BLOCK) {
      total = combine.evaluate(scalar, total, block(combine, scalar, neutral, from, Math.min(n, from + ReductionTree.BLOCK), take), 0);
    }
    return total;
  }

  private static long block(Primitive combine, Scalar scalar, long neutral, int from, int to, Take take) {
    long[] acc = new long[ReductionTree.LANES];
    Arrays.fill(acc, neutral);
    for (int k = from; k < to; k++) {
      int lane = (k - from) % ReductionTree.LANES;
      acc[lane] = take.take(acc[lane], k);
    }
    for (int w = ReductionTree.LANES / 2; w >= 1; w /= 2) {
      for (int l = 0; l < w; l++) acc[l] = combine.evaluate(scalar, acc[l], acc[l + w], 0);
    }
    return acc[0];
  }
}
