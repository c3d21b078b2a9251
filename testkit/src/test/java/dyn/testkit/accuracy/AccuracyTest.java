package dyn.testkit.accuracy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A sample of what {@link AccuracyTable} measures, of every function on every run of the tests. */
class AccuracyTest {
  private static final int POINTS = 10_000;
  private static final int INTERPRETED = 64;

  @TestFactory
  Stream<DynamicTest> withinOneUlp() {
    return Measured.ALL.stream().map(f -> DynamicTest.dynamicTest(f.name(), () -> {
      Measurement m = new Measurement(f, FunctionKernel.load("jvm", f.function()));
      m.add(new Points(1), POINTS);
      assertTrue(m.worst() <= 1, m::text);
    }));
  }

  @TestFactory
  Stream<DynamicTest> theInterpreterGivesTheSameBits() {
    return Measured.ALL.stream().map(f -> DynamicTest.dynamicTest(f.name(), () -> {
      double[][] x = new Points(2).arguments(f, INTERPRETED);
      assertArrayEquals(FunctionKernel.load("reference", f.function()).run(x), FunctionKernel.load("jvm", f.function()).run(x),
          () -> f.name() + " of " + Arrays.deepToString(x));
    }));
  }
}
