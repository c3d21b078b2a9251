package dyn.testkit.accuracy;

import dyn.ir.Scalar;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The largest error of one function in f64 over the points seen so far, and where. */
final class Measurement {
  private final Measured function;
  private final FunctionKernel kernel;
  private final Ulps ulps = new Ulps(Scalar.F64);
  private final Mpfr[] args = {new Mpfr(), new Mpfr()};
  private final Mpfr exact = new Mpfr();
  private double worst;
  private double[] where = {};
  private long points;

  Measurement(Measured function, FunctionKernel kernel) {
    this.function = function;
    this.kernel = kernel;
  }

  void add(Points from, int count) {
    double[][] x = from.arguments(function, count);
    double[] y = kernel.run(x);
    points += count;
    for (int i = 0; i < count; i++) {
      double error = ulps.between(y[i], exact(x, i));
      if (error > worst) {
        worst = error;
        where = function.arity() == 1 ? new double[] {x[0][i]} : new double[] {x[0][i], x[1][i]};
      }
    }
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
    return "%s: %.4f ulp at (%s)".formatted(function.name(), worst, where());
  }
}
