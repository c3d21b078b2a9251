package dyn.testkit.accuracy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.Scalar;
import dyn.testkit.FunctionKernel;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A sample of what {@link AccuracyTable} measures, of every function on every run of the tests. */
class AccuracyTest {
  private static final int POINTS = 10_000;
  private static final int INTERPRETED = 64;

  private static Stream<DynamicTest> each(BiConsumer<Measured, Scalar> test) {
    return Stream.of(Scalar.F64, Scalar.F32).flatMap(real -> Measured.ALL.stream()
        .map(f -> DynamicTest.dynamicTest(f.name() + " " + real.text(), () -> test.accept(f, real))));
  }

  @TestFactory
  Stream<DynamicTest> withinOneUlp() {
    return each((f, real) -> {
      Measurement m = new Measurement(f, "jvm", real);
      m.add(new Points(1), POINTS);
      assertTrue(m.worst() <= 1, m::text);
    });
  }

  @TestFactory
  Stream<DynamicTest> theInterpreterGivesTheSameBits() {
    return each((f, real) -> {
      double[][] x = new Points(2).arguments(f, real, INTERPRETED);
      List<double[]> y = Stream.of("reference", "jvm").map(b -> FunctionKernel.load(b, f.function(), real).run(x)).toList();
      assertArrayEquals(y.getFirst(), y.getLast(), () -> f.name() + " of " + Arrays.deepToString(x));
    });
  }
}
