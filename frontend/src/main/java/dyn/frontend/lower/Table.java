package dyn.frontend.lower;

import dyn.frontend.InputTable.Interpolation;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.List;

/**
 * A column over times, read at any time. Before the first time the first value holds, after the last the last.
 *
 * @param row name of the axis of rows, whose length is known when the data is read
 */
record Table(Value time, Value value, String row, Interpolation interpolation) {
  /** Rows a search can tell apart: 2^27. */
  private static final long FIRST_STRIDE = 1L << 26;

  Value at(Value t, String name, Builder b) {
    Value row = lastRowAtOrBefore(t, b);
    return switch (interpolation) {
      case NONE -> value(row, name, b);
      case LINEAR -> linear(t, row, name, b);
      case CUBIC -> cubic(t, row, name, b);
    };
  }

  /**
   * Halves a stride that starts beyond any table: a row index past the end reads the last row, so the length is not needed. Past the
   * last time the result lies past the end, which reads the last row as well.
   */
  private Value lastRowAtOrBefore(Value t, Builder b) {
    Value zero = b.constant(0L);
    Value stride = b.constant(FIRST_STRIDE);
    List<Value> end = b.whileLoop(List.of("row", "stride"), List.of(zero, stride), List.of(Type.I64, Type.I64),
        (c, carry) -> List.of(c.apply(Primitive.GT, carry.get(1), c.constant(0L))), (c, carry) -> {
          Value next = c.add(carry.get(0), carry.get(1));
          Value before = c.apply(Primitive.LE, time(next, c), t);
          return List.of(c.select(before, next, carry.get(0)), c.apply(Primitive.SHR, carry.get(1), c.constant(1L)));
        });
    return end.getFirst();
  }

  private Value time(Value at, Builder b) {
    return b.emit("time", new Lanes.Gather(time, at, row));
  }

  private Value value(Value at, String name, Builder b) {
    return b.emit(name, new Lanes.Gather(value, at, row));
  }

  private static Value plus(Value index, long k, Builder b) {
    return b.add(index, b.constant(k));
  }

  /** Position between two rows from 0 to 1; 0 outside the table and at its last row. */
  private Value fraction(Value t, Value t0, Value t1, Builder b) {
    Value inside = b.apply(Primitive.AND, b.apply(Primitive.GT, t1, t0), b.apply(Primitive.GT, t, t0));
    Value length = b.select(inside, b.sub(t1, t0), b.constant(1.0));
    return b.select(inside, b.div(b.sub(t, t0), length), b.constant(0.0));
  }

  private Value linear(Value t, Value at, String name, Builder b) {
    Value v0 = value(at, "v0", b);
    Value v1 = value(plus(at, 1, b), "v1", b);
    Value s = fraction(t, time(at, b), time(plus(at, 1, b), b), b);
    return b.apply(name, Primitive.ADD, v0, b.mul(s, b.sub(v1, v0)));
  }

  /**
   * Piecewise cubic with the slope of the neighbours at each row (Catmull and Rom 1974, for unequal spacing), one-sided at the ends.
   */
  private Value cubic(Value t, Value at, String name, Builder b) {
    Value t0 = time(at, b);
    Value t1 = time(plus(at, 1, b), b);
    Value v0 = value(at, "v0", b);
    Value v1 = value(plus(at, 1, b), "v1", b);
    Value h = b.sub(t1, t0);
    Value rise = b.sub(v1, v0);
    Value m0 = b.mul(h, slope(plus(at, -1, b), plus(at, 1, b), b));
    Value m1 = b.mul(h, slope(at, plus(at, 2, b), b));
    Value s = fraction(t, t0, t1, b);
    Value c3 = b.sub(b.add(m0, m1), b.mul(b.constant(2.0), rise));
    Value c2 = b.sub(b.mul(b.constant(3.0), rise), b.add(b.mul(b.constant(2.0), m0), m1));
    Value inner = b.mul(s, b.add(m0, b.mul(s, b.add(c2, b.mul(s, c3)))));
    return b.apply(name, Primitive.ADD, v0, inner);
  }

  private Value slope(Value from, Value to, Builder b) {
    Value run = b.sub(time(to, b), time(from, b));
    Value safe = b.select(b.apply(Primitive.GT, run, b.constant(0.0)), run, b.constant(1.0));
    return b.div(b.sub(value(to, "v", b), value(from, "v", b)), safe);
  }
}
