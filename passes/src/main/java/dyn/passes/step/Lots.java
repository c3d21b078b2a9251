package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Noise;
import dyn.ir.Primitive;
import dyn.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What chance decides in a step, for each member and cell. A draw u on (0, 1) decides one thing after the other, as its digits: where u < p
 * with probability p, u / p is again on (0, 1), and so is what follows the point in u n after the digit 0 .. n - 1.
 */
final class Lots {
  /** A draw has 52 bits; so many decide, so that at least 20 are left for the last. */
  private static final double MOST = 0x1p32;

  private final Builder b;
  private final List<Value> keys;
  private final Value step;
  private final Map<List<Axis>, Value> rest = new HashMap<>();
  private final Map<List<Axis>, Double> spent = new HashMap<>();
  private int source;

  /** @param keys seed and member; {@code source} the number of the first draw */
  Lots(Builder b, List<Value> keys, Value step, int source) {
    this.b = b;
    this.keys = keys;
    this.step = step;
    this.source = source;
  }

  private Value next(List<Axis> cells, double choices) {
    double before = spent.getOrDefault(cells, MOST);
    if (before * choices > MOST) {
      before = 1;
      rest.put(cells, b.emit("draw", new Noise.Draw(Noise.Distribution.UNIFORM, source++, keys.get(0), keys.get(1), step, cells)));
    }
    spent.put(cells, before * choices);
    return rest.get(cells);
  }

  /** True with that probability. */
  Value happens(double probability, List<Axis> cells) {
    Value u = next(cells, Math.max(1 / probability, 1 / (1 - probability)));
    Value p = b.constant(probability);
    Value yes = b.apply("drawn", Primitive.LT, u, p);
    Value above = b.div(b.sub(u, p), b.constant(1 - probability));
    rest.put(cells, b.select(yes, b.div(u, p), above));
    return yes;
  }

  /** A number from 0 to {@code count}; what is before the point is one of 0 .. count - 1, each as likely. */
  Value oneOf(int count, List<Axis> cells) {
    Value scaled = b.apply("age", Primitive.MUL, next(cells, count), b.constant((double) count));
    rest.put(cells, b.sub(scaled, b.apply(Primitive.FLOOR, scaled)));
    return scaled;
  }
}
