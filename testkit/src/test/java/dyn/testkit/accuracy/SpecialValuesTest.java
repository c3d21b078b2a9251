package dyn.testkit.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.testkit.FunctionKernel;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Special values of C99, annex F (F.9), to the sign of a zero; of sigmoid, softplus and mod, which it does not know, their limits. */
class SpecialValuesTest {
  private static final String VALUES = """
      exp     0 1, -0 1, inf inf, -inf 0, nan nan, 1000 inf, -1000 0
      exp2    0 1, -0 1, inf inf, -inf 0, nan nan, 10 1024, -3 0.125, 1e30 inf, -1e30 0
      expm1   0 0, -0 -0, inf inf, -inf -1, nan nan
      log     0 -inf, -0 -inf, 1 0, inf inf, -1 nan, -inf nan, nan nan
      log2    0 -inf, -0 -inf, 1 0, 8 3, 0.25 -2, inf inf, -1 nan, -inf nan, nan nan
      log10   0 -inf, -0 -inf, 1 0, 1000 3, inf inf, -1 nan, -inf nan, nan nan
      log1p   0 0, -0 -0, -1 -inf, inf inf, -2 nan, -inf nan, nan nan
      sin     0 0, -0 -0, inf nan, -inf nan, nan nan
      cos     0 1, -0 1, inf nan, -inf nan, nan nan
      tan     0 0, -0 -0, inf nan, -inf nan, nan nan
      asin    0 0, -0 -0, 1.5 nan, -1.5 nan, inf nan, -inf nan, nan nan
      acos    1 0, 1.5 nan, -1.5 nan, inf nan, -inf nan, nan nan
      atan    0 0, -0 -0, nan nan
      sinh    0 0, -0 -0, inf inf, -inf -inf, nan nan, 1000 inf, -1000 -inf
      cosh    0 1, -0 1, inf inf, -inf inf, nan nan, 1000 inf, -1000 inf
      tanh    0 0, -0 -0, inf 1, -inf -1, nan nan
      cbrt    0 0, -0 -0, inf inf, -inf -inf, nan nan, -27 -3
      erf     0 0, -0 -0, inf 1, -inf -1, nan nan
      erfc    0 1, -0 1, inf 0, -inf 2, nan nan, 1e30 0, -1e30 2
      sigmoid 0 0.5, inf 1, -inf 0, nan nan, 1e30 1, -1e30 0
      softplus inf inf, -inf 0, nan nan, 1e30 1e30, -1e30 0
      sqrt    0 0, -0 -0, inf inf, -1 nan, -inf nan, nan nan
      floor   0 0, -0 -0, inf inf, -inf -inf, nan nan, -0.5 -1, 0.5 0
      rint    0 0, -0 -0, inf inf, -inf -inf, nan nan, 0.5 0, -0.5 -0, 1.5 2
      abs     0 0, -0 0, inf inf, -inf inf, nan nan
      neg     0 -0, -0 0, inf -inf, nan nan
      atan2   0 0 0, -0 0 -0, 0 1 0, -0 1 -0, 0 inf 0, 3 inf 0, -3 inf -0, nan 1 nan, 1 nan nan, nan nan nan
      hypot   inf nan inf, nan -inf inf, -inf 1 inf, nan 1 nan, 0 -0 0, -0 -0 0, 3 -4 5
      pow     0 -1 inf, -0 -1 -inf, 0 -2 inf, -0 -2 inf, 0 -inf inf, -0 -inf inf, 0 3 0, -0 3 -0, 0 2.5 0, -0 2 0, -1 inf 1, -1 -inf 1
      pow     1 nan 1, 1 inf 1, nan 0 1, nan -0 1, inf 0 1, -8 0.5 nan, -inf 0.5 inf, 0.5 -inf inf, 2 -inf 0, 0.5 inf 0, 2 inf inf
      pow     -inf -3 -0, -inf -2 0, -inf 3 -inf, -inf 2 inf, inf -1 0, inf 1 inf, nan 1 nan, 2 nan nan, -2 3 -8, -2 -1 -0.5
      mod     0 3 0, -0 3 0, 0 -3 -0, 5 3 2, -5 3 1, 5 -3 -1, -5 -3 -2, 6 -3 -0, 5 inf 5, -5 inf inf, 5 -inf -inf, 1 0 nan, inf 3 nan
      mod     nan 3 nan, 3 nan nan, 1e22 2 0
      max     0 -0 0, -0 0 0, nan 1 nan, 1 nan nan, inf 1 inf
      min     0 -0 -0, -0 0 -0, nan 1 nan, 1 nan nan, -inf 1 -inf
      """;

  @TestFactory
  Stream<DynamicTest> specialValues() {
    return Stream.of(Scalar.F64, Scalar.F32)
        .flatMap(real -> VALUES.lines().map(line -> DynamicTest.dynamicTest(real.text() + " " + line, () -> {
      int space = line.indexOf(' ');
      Primitive function = Primitive.find(line.substring(0, space)).orElseThrow();
      FunctionKernel kernel = FunctionKernel.load("jvm", function, real);
      for (String one : line.substring(space).split(",")) {
        double[] numbers = Arrays.stream(one.strip().split(" +")).mapToDouble(SpecialValuesTest::number).toArray();
        double[][] args = new double[function.arity()][];
        for (int i = 0; i < args.length; i++) args[i] = new double[] {numbers[i]};
        double wanted = real == Scalar.F64 ? numbers[args.length] : (float) numbers[args.length];
        assertEquals(wanted, kernel.run(args)[0], () -> function.text() + one);
      }
    })));
  }

  private static double number(String word) {
    return switch (word) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(word);
    };
  }
}
