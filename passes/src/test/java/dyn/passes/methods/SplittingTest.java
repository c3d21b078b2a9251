package dyn.passes.methods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every splitting in {@link Methods}; its order is measured in {@link ConvergenceTest}. */
class SplittingTest {
  @TestFactory
  Stream<DynamicTest> kicksAndDriftsAddUpToOneStep() {
    return each(method -> {
      assertEquals(1, sum(method.kick()), 8 * Math.ulp(1.0));
      assertEquals(1, sum(method.drift()), 8 * Math.ulp(1.0));
    });
  }

  /** A step back undoes a step; only rounding is left. */
  @TestFactory
  Stream<DynamicTest> isReversible() {
    return each(method -> {
      var start = new Pendulum(1.5, 0.5);
      Pendulum there = Pendulum.run(method, q -> -Math.sin(q), start, 0.125, 40);
      Pendulum back = Pendulum.run(method, q -> -Math.sin(q), there, -0.125, 40);
      assertEquals(0, back.distance(start), 1e-12);
    });
  }

  @Test
  void yoshidaIsThreeLeapfrogsWithCubeRootLengths() {
    var method = (Splitting) Methods.find("yoshida4").orElseThrow();
    double outer = 1 / (2 - Math.cbrt(2));
    double inner = -Math.cbrt(2) * outer;
    assertNear(List.of(outer, inner, outer), method.drift());
    assertNear(List.of(outer / 2, (outer + inner) / 2, (inner + outer) / 2, outer / 2), method.kick());
  }

  private static void assertNear(List<Double> expected, List<Double> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), 8 * Math.ulp(1.0));
    }
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(value -> value).sum();
  }

  private static Stream<DynamicTest> each(Consumer<Splitting> check) {
    return Methods.all().stream().filter(Splitting.class::isInstance).map(Splitting.class::cast)
        .map(method -> dynamicTest(method.name(), () -> check.accept(method)));
  }
}
