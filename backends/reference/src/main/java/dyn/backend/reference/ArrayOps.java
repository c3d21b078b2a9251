package dyn.backend.reference;

import dyn.ir.Axis;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.Reach;
import dyn.ir.ReductionTree;
import dyn.ir.Scalar;
import dyn.ir.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operations on whole arrays; each takes the type of its result. */
final class ArrayOps {
  private final Sizes sizes;

  ArrayOps(Sizes sizes) {
    this.sizes = sizes;
  }

  Cells cells(Array a, Type as) {
    return new Cells(a.bits(), a.bits().length == 1 ? null : sizes.map(a.type(), as));
  }

  Array apply(Primitive p, Type type, List<Array> args) {
    Scalar of = args.getFirst().type().scalar();
    if (type.isScalar()) return new Array(type, new long[] {p.evaluate(of, only(args, 0), only(args, 1), only(args, 2))});
    Cells a = cells(args.getFirst(), type);
    Cells b = args.size() > 1 ? cells(args.get(1), type) : a;
    Cells c = args.size() > 2 ? cells(args.get(2), type) : a;
    long[] out = new long[sizes.cells(type)];
    for (int k = 0; k < out.length; k++) out[k] = p.evaluate(of, a.at(k), b.at(k), c.at(k));
    return new Array(type, out);
  }

  private static long only(List<Array> args, int i) {
    return i < args.size() ? args.get(i).bits()[0] : 0;
  }

  Array broadcast(Array a, Type type) {
    if (a.type().axes().equals(type.axes())) return a.as(type);
    Cells from = cells(a, type);
    long[] out = new long[sizes.cells(type)];
    for (int k = 0; k < out.length; k++) out[k] = from.at(k);
    return new Array(type, out);
  }

  /** The meeting of the operands' axes, without building a type where one operand has them all. */
  static Type laneWise(Scalar scalar, List<Array> args) {
    Type seen = null;
    for (Array a : args) {
      if (a.type().isScalar()) continue;
      if (seen != null && !seen.axes().equals(a.type().axes())) return Type.meet(scalar, args.stream().map(Array::type).toList());
      seen = a.type();
    }
    return seen == null ? Type.of(scalar) : seen.withScalar(scalar);
  }

  /** {@code declared}, less what the reach of the operands does not cover. */
  static Type tracked(Type declared, List<Array> operands) {
    List<Reach> reach = new ArrayList<>();
    for (int i = 0; i < declared.axes().size(); i++) {
      Reach r = declared.reach().get(i);
      for (Array a : operands) r = r.meet(a.type().reachAlong(declared.axes().get(i).name()));
      reach.add(r);
    }
    return reach.equals(declared.reach()) ? declared : new Type(declared.scalar(), declared.axes(), reach);
  }

  Array zeros(Type type) {
    return new Array(type, new long[sizes.cells(type)]);
  }

  /** Row-major cell numbers. */
  Array iota(Type type) {
    Array a = zeros(type);
    Arrays.setAll(a.bits(), k -> k);
    return a;
  }

  Array gather(Array from, Array index, String axis, Type type) {
    int last = sizes.of(from.type().axis(axis).orElseThrow()) - 1;
    // A condition may look into an empty table before it says that there is nothing in it.
    if (last < 0) return zeros(type);
    int stride = sizes.stride(from.type(), axis);
    int[] base = sizes.map(from.type(), type, axis);
    Cells at = cells(index, type);
    long[] out = new long[base.length];
    for (int k = 0; k < out.length; k++) out[k] = from.bits()[base[k] + (int) Math.clamp(at.at(k), 0, last) * stride];
    return new Array(type, out);
  }

  Array shift(Array from, String axis, long by, Lanes.Edge edge, Type type) {
    int size = sizes.of(from.type().axis(axis).orElseThrow());
    int stride = sizes.stride(from.type(), axis);
    long[] out = new long[from.bits().length];
    for (int k = 0; k < out.length; k++) {
      int own = k / stride % size;
      long wanted = own + by;
      int at = (int) switch (edge) {
        case WRAP -> Math.floorMod(wanted, (long) size);
        case CLAMP -> Math.clamp(wanted, 0, size - 1);
      };
      out[k] = from.bits()[k + (at - own) * stride];
    }
    return new Array(type, out);
  }

  Array stack(List<Array> parts, Type type) {
    Type each = type.without(type.axes().getLast().name());
    int n = parts.size();
    long[] out = new long[sizes.cells(type)];
    for (int p = 0; p < n; p++) {
      Cells part = cells(parts.get(p), each);
      for (int k = 0; k * n < out.length; k++) out[k * n + p] = part.at(k);
    }
    return new Array(type, out);
  }

  Array reduce(Lanes.Combine combine, Array operand, String axis, Type type) {
    Axis along = operand.type().axis(axis).orElseThrow();
    Cells cells = cells(operand, type.withScalar(operand.type().scalar()).with(along, Reach.ALL));
    int n = sizes.of(along);
    long[] out = new long[sizes.cells(type)];
    for (int k = 0; k < out.length; k++) out[k] = Reductions.reduce(combine, type.scalar(), cells, k * n, n);
    return new Array(type, out);
  }

  Array segment(Lanes.Combine combine, Array operand, Array first, Array last, String axis, Type type) {
    Axis along = operand.type().axis(axis).orElseThrow();
    int n = sizes.of(along);
    Type rows = type.withScalar(Scalar.I64);
    Cells from = cells(first, rows);
    Cells to = cells(last, rows);
    int[] base = sizes.map(operand.type(), type, axis);
    int stride = sizes.stride(operand.type(), axis);
    long[] out = new long[sizes.cells(type)];
    for (int k = 0; k < out.length; k++) {
      int begin = (int) Math.clamp(from.at(k), 0, n);
      int end = (int) Math.clamp(to.at(k), begin, n);
      out[k] = Reductions.segment(combine, type.scalar(), operand.bits(), base[k] + begin * stride, stride, end - begin);
    }
    return new Array(type, out);
  }

  Array partial(Lanes.Combine combine, Array operand, String axis, Type type) {
    Axis along = operand.type().axis(axis).orElseThrow();
    Axis blocks = Lanes.Partial.blocks(along);
    Type space = type.without(blocks.name()).with(blocks, Reach.ALL);
    Cells cells = cells(operand, type.without(blocks.name()).with(along, Reach.ALL));
    int n = sizes.of(along);
    int count = sizes.of(blocks);
    long[] out = new long[sizes.cells(space)];
    for (int k = 0; k < out.length; k++) {
      int first = k % count * ReductionTree.BLOCK;
      out[k] = Reductions.block(combine, type.scalar(), cells, k / count * n, first, Math.min(n, first + ReductionTree.BLOCK), n);
    }
    return broadcast(new Array(space, out), type);
  }

  Array total(Lanes.Combine combine, Array operand, String axis, Type type) {
    Axis along = operand.type().axis(axis).orElseThrow();
    Cells cells = cells(operand, type.with(along, Reach.ALL));
    int n = sizes.of(along);
    long[] out = new long[sizes.cells(type)];
    for (int k = 0; k < out.length; k++) out[k] = Reductions.inOrder(combine, type.scalar(), cells, k * n, n);
    return new Array(type, out);
  }

  Array contract(Array left, Array right, String axis, Type type) {
    Axis along = left.type().axis(axis).orElseThrow();
    Type space = type.with(along, Reach.ALL);
    Cells l = cells(left, space);
    Cells r = cells(right, space);
    int n = sizes.of(along);
    long[] out = new long[sizes.cells(type)];
    for (int k = 0; k < out.length; k++) out[k] = Reductions.contract(left.type().scalar(), l, r, k * n, n);
    return new Array(type, out);
  }

  /** Null stands for all lanes. */
  Array and(Array a, Array b) {
    if (a == null) return b;
    if (b == null) return a;
    return apply(Primitive.AND, laneWise(Scalar.BOOL, List.of(a, b)), List.of(a, b));
  }

  Array not(Array a) {
    return apply(Primitive.NOT, a.type(), List.of(a));
  }

  static boolean none(Array mask) {
    for (long b : mask.bits()) if (b != 0) return false;
    return true;
  }

  static boolean all(Array mask) {
    for (long b : mask.bits()) if (b == 0) return false;
    return true;
  }

  /** First cell of {@code lanes} at which {@code mask} holds. */
  int firstActive(Array mask, Type lanes) {
    Cells cells = cells(mask, lanes);
    int k = 0;
    while (cells.at(k) == 0) k++;
    return k;
  }
}
