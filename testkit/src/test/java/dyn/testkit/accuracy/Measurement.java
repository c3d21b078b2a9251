package dyn.testkit.accuracy;

import dyn.ir.Scalar;
import dyn.testkit.FunctionKernel;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The largest error of one function in f64 or f32 over the points seen so far, and where. */
final class Measurement {
  private final Measured function;
  private final FunctionKernel kernel;
  private final Scalar real;
  private final Ulps ulps;
  private final Mpfr[] args = {new Mpfr(), new Mpfr()};
  private final Mpfr exact = new Mpfr();
  private double worst;
  private double[] where = {};
  private long points;

  Measurement(Measured function, String backend, Scalar real) {
    this.function = function;
    this.kernel = FunctionKernel.load(backend, function.function(), real);
    this.real = real;
    this.ulps = new Ulps(real);
  }

  /** Judged by MPFR. */
  void add(Points from, int count) {
    double[][] x = from.arguments(function, real, count);
    double[] y = kernel.run(x);
    points += count;
    for (int i = 0; i < count; i++) see(x, i, ulps.between(y[i], exact(x, i)));
  }

  /** Every {@code step}th number of f32 from the pattern {@code first} on, judged by a better function of f64. */
  void addPatterns(long first, long step, int count, UnaryOperator<double[]> better) {
    double[] x = new double[count];
    for (int i = 0; i < count; i++) x[i] = Float.intBitsToFloat((int) (first + i * step));
    double[] y = kernel.run(x);
    double[] r = better.apply(x);
    points += count;
    for (int i = 0; i < count; i++) see(new double[][] {x}, i, ulps.between((float) y[i], r[i]));
  }

  private void see(double[][] x, int i, double error) {
    if (error <= worst) return;
    worst = error;
    where = Arrays.stream(x).mapToDouble(a -> a[i]).toArray();
  }

  private Mpfr exact(double[][] x, int i) {
    if (function.arity() == 1) function.one().apply(exact, args[0].set(x[0][i]));
    else function.two().apply(exact, args[0].set(x[0][i]), args[1].set(x[1][i]));
    return exact;
  }

  double worst() {
    return worst;
  }

  long points() {
    return points;
  }

  /** The arguments of the largest error. */
  String where() {
    return Arrays.stream(where).mapToObj(Double::toHexString).collect(Collectors.joining(", "));
  }

  String text() {
    return "%s %s: %.4f ulp at (%s)".formatted(function.name(), real.text(), worst, where());
  }
}
