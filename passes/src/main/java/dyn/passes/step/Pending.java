package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Value;
import dyn.passes.Discretization.Noise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Parts of a cell of noise that lie behind a step and whose paths are known, as a step was made from the first halves beside them: the next
 * step begins with the nearest of them, and need not come down from the whole cell. Behind a point of a cell they are the powers of two
 * that the rest of the cell is made of, the smallest first, so that the point says how long each is. The last few are kept.
 *
 * @param count how many are known, in f64
 * @param values those of the nearest part, then of the next one, and so on
 * @param width how many values belong to a part
 */
record Pending(Value count, List<Value> values, int width) {
  private static final int MOST_VALUES = 16;
  private static final long CELL = 1L << Noise.MOST_HALVINGS;
  private static final long BIAS = 1023;
  private static final int FRACTION = 52;

  /** How many numbers are kept for so many values of a part. */
  static int size(int width) {
    return 1 + Math.max(1, MOST_VALUES / width) * width;
  }

  static Pending of(List<Value> all, int width) {
    return new Pending(all.getFirst(), all.subList(1, all.size()), width);
  }

  List<Value> all() {
    List<Value> all = new ArrayList<>(List.of(count));
    all.addAll(values);
    return all;
  }

  /** One part more in front, where {@code here}; the last one is forgotten. */
  Pending with(Builder b, Value here, List<Value> part) {
    List<Value> shifted = new ArrayList<>(part);
    shifted.addAll(values.subList(0, values.size() - width));
    Value most = b.constant((double) (values.size() / width));
    Value more = b.apply(Primitive.MIN, most, b.add(count, b.constant(1.0)));
    return chosen(b, here, new Pending(more, shifted, width));
  }

  private Pending chosen(Builder b, Value condition, Pending other) {
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) all.add(b.apply("pending", Primitive.SELECT, condition, other.values.get(i), values.get(i)));
    return new Pending(b.apply("pending", Primitive.SELECT, condition, other.count, count), all, width);
  }

  /** Without the first part, which is known. */
  private Pending rest(Builder b) {
    List<Value> shifted = new ArrayList<>(values.subList(width, values.size()));
    shifted.addAll(Collections.nCopies(width, b.constant(0.0)));
    return new Pending(b.sub(count, b.constant(1.0)), shifted, width);
  }

  /**
   * The part of a cell from which halving begins: {@code size} parts of the finest kind, number {@code heap} of a heap, of length
   * {@code part} of the cell, with the root of that and of half of it.
   */
  record Start(Value size, Value heap, Value bits, Value part, Value root, Value nextRoot, List<Value> values,
      Optional<Pending> pending) {}

  /** @param whole values of the cell itself, from which to begin where nothing is known */
  static Start start(Builder b, Optional<Pending> before, Value behind, List<Value> whole) {
    Value cell = b.constant(CELL);
    Value one = b.constant(1L);
    if (before.isEmpty()) {
      return new Start(cell, one, behind, b.constant(1.0), b.constant(1.0), b.constant(Paths.rootOf(1)), whole, Optional.empty());
    }
    Pending known = before.get();
    Value inside = b.apply("inside", Primitive.AND, behind, b.constant(CELL - 1));
    Value begins = b.apply("begins", Primitive.EQ, inside, b.constant(0L));
    Value goesOn = b.apply("goes_on", Primitive.AND, b.apply(Primitive.NOT, begins), b.apply(Primitive.GT, known.count, b.constant(0.0)));
    Value place = b.apply("place", Primitive.OR, inside, cell);
    Value lowest = b.apply("lowest", Primitive.AND, place, b.sub(b.constant(0L), place));
    Value size = b.apply("size", Primitive.SELECT, goesOn, lowest, cell);
    Value bits = b.apply(Primitive.BITS, b.apply(Primitive.TO_F64, size));
    Value ends = b.sub(b.apply(Primitive.SHR, bits, b.constant((long) FRACTION)), b.constant(BIAS));
    Value level = b.apply("level", Primitive.SUB, b.constant((long) Noise.MOST_HALVINGS), ends);
    Value heap = b.apply("heap", Primitive.SHR, place, ends);
    Value part = b.apply("part", Primitive.MUL, b.apply(Primitive.TO_F64, size), b.constant(1.0 / CELL));
    Value odd = b.apply("odd", Primitive.EQ, b.apply(Primitive.AND, level, one), one);
    Value half = b.apply(Primitive.SHR, level, one);
    Value exact = b.apply(Primitive.FROM_BITS, b.apply(Primitive.SHL, b.sub(b.constant(BIAS), half), b.constant((long) FRACTION)));
    Value single = b.constant(1.0);
    Value root = b.mul(b.select(odd, b.constant(Paths.rootOf(1)), single), exact);
    Value nextRoot = b.mul(b.select(odd, b.constant(0.5), b.constant(Paths.rootOf(1))), exact);
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) values.add(b.select(goesOn, known.values.get(i), whole.get(i)));
    Pending none = new Pending(b.constant(0.0), known.values, known.width);
    return new Start(size, heap, b.apply(Primitive.SHL, behind, level), part, root, nextRoot, values,
        Optional.of(none.chosen(b, goesOn, known.rest(b))));
  }
}
