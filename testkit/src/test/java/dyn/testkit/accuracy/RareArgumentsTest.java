package dyn.testkit.accuracy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.testkit.FunctionKernel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A function that sends rare arguments elsewhere gives for the others what that body would. */
class RareArgumentsTest {
  private static final int POINTS = 200_000;

  @Test
  void logarithm() {
    Measured log = Measured.ALL.stream().filter(f -> f.name().equals("log")).findFirst().orElseThrow();
    double[] x = new Points(3).arguments(log, Scalar.F64, POINTS)[0];
    double[] usual = FunctionKernel.load("jvm", Primitive.LOG, Scalar.F64).run(x);
    double[] rare = FunctionKernel.body("jvm", "log_rare").run(x);
    assertArrayEquals(bits(rare), bits(usual));
  }

  private static long[] bits(double[] y) {
    return Arrays.stream(y).mapToLong(Double::doubleToLongBits).toArray();
  }
}
