package dyn.testkit.accuracy;

import dyn.ir.Scalar;
import java.util.SplittableRandom;

/** Arguments in f64: every binade, subnormals, the dense intervals of a function, and where errors hide. */
final class Points {
  /** Thresholds and joints of the bodies, and of functions themselves. */
  private static final double[] JOINTS = {
    0x1p-1022, 0x1p-1074, 0x1p-54, 0x1p-53, 0x1p-28, 0x1p-27, 0.25, 0.5, 1, 2, 4, Math.sqrt(0.5), Math.sqrt(2), 0.5 * Math.log(2),
    1.5 * Math.log(2), 0.35, 0.65, 0.8, 0.9, Math.sqrt(2) - 1, Math.sqrt(2) + 1, 3, 6, 19.06, 20, 22, 26.543, 27.226, 28, 36.7, 37, 40, 43,
    50, 708.3964185322641, 709.782712893384, 709.79, 710.4758600739439, 745.1332191019411, 745.2, 746, 1022, 1023, 1024, 1074, 1075,
    Math.PI / 4, Math.PI / 2, Math.PI, 0x1p20, 0x1p52, 0x1p53, 1e22, Double.MAX_VALUE
  };

  private final SplittableRandom random;

  Points(long seed) {
    random = new SplittableRandom(seed);
  }

  /** One array for each argument; for f32, rounded to it, and every fourth one is any pattern of 32 bits. */
  double[][] arguments(Measured f, Scalar real, int count) {
    double[][] x = f.arity() == 1 ? new double[][] {singles(f, count)} : pairs(f, count);
    if (real == Scalar.F64) return x;
    for (double[] each : x) {
      for (int i = 0; i < count; i++) each[i] = i % 4 == 0 ? Float.intBitsToFloat(random.nextInt()) : (float) each[i];
    }
    return x;
  }

  private double[] singles(Measured f, int count) {
    double[] x = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = switch (i % 8) {
        case 0, 1 -> Double.longBitsToDouble(random.nextLong());
        case 2 -> between(f.low(), f.high());
        case 3, 4 -> between(f.inner(), f.outer());
        case 5 -> signed(Math.scalb(1 + random.nextDouble(), random.nextInt(-60, 11)));
        case 6 -> joint();
        default -> nearMultipleOfHalfPi();
      };
    }
    return x;
  }

  private double[][] pairs(Measured f, int count) {
    double[][] at = new double[2][count];
    for (int i = 0; i < count; i++) {
      double[] pair = switch (i % 6) {
        case 0 -> new double[] {Double.longBitsToDouble(random.nextLong()), Double.longBitsToDouble(random.nextLong())};
        case 1 -> new double[] {power(2), power(10)};
        case 2 -> new double[] {joint(), joint()};
        case 3 -> new double[] {power(1000), power(4)};
        case 4 -> new double[] {between(0, 10), between(-20, 20)};
        default -> related(f);
      };
      at[0][i] = pair[0];
      at[1][i] = pair[1];
    }
    return at;
  }

  /** For powers, those that neither overflow nor vanish and those next to 1; else, a quotient of low to high binades. */
  private double[] related(Measured f) {
    if (f.name().equals("pow")) {
      double x = random.nextBoolean() ? Math.abs(power(1000)) : 1 + Math.scalb(random.nextDouble() - 0.5, random.nextInt(-50, 0));
      return new double[] {x, between(f.low(), f.high()) / Math.log(x)};
    }
    double x = power(300);
    return new double[] {x, x * Math.scalb(between(-2, 2), random.nextInt((int) f.low(), (int) f.high()))};
  }

  private double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  private double signed(double x) {
    return random.nextBoolean() ? x : -x;
  }

  private double power(int spread) {
    return signed(Math.scalb(1 + random.nextDouble(), random.nextInt(-spread, spread)));
  }

  /** Up to a hundred numbers away from a joint or a small multiple of one, or a subnormal. */
  private double joint() {
    double at = JOINTS[random.nextInt(JOINTS.length)];
    if (random.nextInt(4) == 0) at *= random.nextInt(1, 300);
    long bits = Double.doubleToRawLongBits(at) + random.nextInt(-100, 101);
    return random.nextInt(16) == 0 ? signed(Math.scalb(random.nextDouble(), -1022)) : signed(Double.longBitsToDouble(bits));
  }

  /** Neighbours of multiples of pi/2, and the binades of the one that comes nearest (Muller, Elementary Functions, 2016, 11.3.2). */
  private double nearMultipleOfHalfPi() {
    if (random.nextInt(8) == 0) return signed(Math.scalb(6381956970095103.0, random.nextInt(-60, 971)));
    double k = Math.floor(Math.scalb(1 + random.nextDouble(), random.nextInt(0, 60)));
    double near = k * (Math.PI / 2) + k * 6.123233995736766e-17;
    return signed(Double.longBitsToDouble(Double.doubleToRawLongBits(near) + random.nextInt(-2, 3)));
  }
}
