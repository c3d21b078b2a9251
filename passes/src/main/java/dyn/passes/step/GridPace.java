package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Value;
import dyn.passes.Discretization.Noise;
import java.util.List;
import java.util.Optional;

/**
 * For noise: the time of a run is cut into cells, and a step is one of 2^k equal pieces of a cell. So every step, whichever others were
 * tried before it, is a node of one tree, and sees what the path adds there: a step that is tried again by halves is given no other noise.
 *
 * @param cell the length of one; the time from start to end is a whole number of them
 */
record GridPace(Value start, Value end, Value cell) implements Pace {
  private static final double PART = 1.0 / (1L << Noise.MOST_HALVINGS);
  private static final long EXPONENT = 0x7ffL << 52;

  @Override
  public List<String> hints() {
    return List.of("parts.behind");
  }

  private Value part(Builder b) {
    return b.mul(cell, b.constant(PART));
  }

  /** The largest piece that may begin here and is no longer than wanted; at least a part. */
  @Override
  public Cut cut(Builder b, Value t, Value wanted, List<Value> before) {
    Value behind = before.getFirst();
    Value part = part(b);
    Value inside = b.apply(Primitive.MAX, part, b.apply(Primitive.MIN, wanted, cell));
    Value bits = b.apply(Primitive.AND, b.apply(Primitive.BITS, b.div(inside, part)), b.constant(EXPONENT));
    Value fitting = b.apply("fitting", Primitive.TO_I64, b.apply(Primitive.FROM_BITS, bits));
    // The lowest bit that is set, at most that of a whole cell.
    Value marked = b.apply(Primitive.OR, behind, b.constant(1L << Noise.MOST_HALVINGS));
    Value aligned = b.apply("aligned", Primitive.AND, marked, b.sub(b.constant(0L), marked));
    Value parts = b.apply("parts", Primitive.MIN, fitting, aligned);
    Value after = b.add(behind, parts);
    Value h = b.mul(b.apply(Primitive.TO_F64, parts), part);
    Value later = b.fma(b.apply(Primitive.TO_F64, after), part, start);
    Value last = b.apply("reaches_end", Primitive.GE, after, all(b));
    Place place = new Place(behind, Optional.of(new Place.Chosen(parts, cell)));
    return new Cut(h, b.select(last, end, later), Optional.of(place), List.of(after));
  }

  private Value all(Builder b) {
    Value cells = b.apply(Primitive.FLOOR, b.add(b.div(b.sub(end, start), cell), b.constant(0.5)));
    return b.apply("all", Primitive.SHL, b.apply(Primitive.TO_I64, cells), b.constant((long) Noise.MOST_HALVINGS));
  }

  @Override
  public Value isThere(Builder b, Value t, Value wanted) {
    return b.apply("fits", Primitive.GE, wanted, part(b));
  }

  @Override
  public Value first(Builder b, StepControl control, List<Value> states) {
    return control.firstOr(b, cell);
  }
}
