package dyn.passes.methods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every tableau in {@link Methods} fulfils the order conditions of the orders it states, and no more. */
class RungeKuttaTest {
  private static final double[] THETAS = {0.0625, 0.25, 0.5, 0.7, 0.9375, 1};

  /** A residual this many times what rounding explains is a condition not fulfilled. */
  private static final double BROKEN = 1000;

  @Test
  void rootedTreesAreCountedRight() {
    assertEquals(List.of(0, 1, 1, 2, 4, 9, 20, 48, 115), OrderConditions.TREES.stream().map(List::size).toList());
  }

  @TestFactory
  Stream<DynamicTest> nodesAreRowSums() {
    return each(method -> {
      var nodes = Stream.concat(method.c().stream(), method.dense().extraC().stream()).toList();
      double[][] a = OrderConditions.of(method).a();
      for (int i = 0; i < a.length; i++) {
        double size = Arrays.stream(a[i]).map(Math::abs).sum();
        assertEquals(nodes.get(i), Arrays.stream(a[i]).sum(), 8 * Math.ulp(size), "stage " + i);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> weightsHaveTheStatedOrder() {
    return each(method -> {
      var conditions = OrderConditions.of(method);
      assertSharp(conditions, conditions.padded(method.b()), method.order());
    });
  }

  @TestFactory
  Stream<DynamicTest> embeddedWeightsHaveTheStatedOrder() {
    return each(RungeKutta::adaptive, method -> {
      var conditions = OrderConditions.of(method);
      assertSharp(conditions, bHat(method, conditions), method.embeddedOrder());
    });
  }

  @TestFactory
  Stream<DynamicTest> denseOutputHasTheStatedOrder() {
    return each(method -> {
      var conditions = OrderConditions.of(method);
      Dense dense = method.dense();
      double beyond = 0;
      for (double theta : THETAS) {
        double[] size = conditions.size(dense, theta);
        double[] weights = conditions.at(dense, theta);
        for (int order = 1; order <= dense.order(); order++) {
          double excess = conditions.excess(weights, size, order, theta);
          assertTrue(excess <= 1, "order " + order + " at theta " + theta + ": " + excess);
        }
        beyond = Math.max(beyond, conditions.excess(weights, size, dense.order() + 1, theta));
      }
      assertTrue(beyond > BROKEN, "dense output has a higher order than stated: " + beyond);
    });
  }

  @TestFactory
  Stream<DynamicTest> denseOutputEndsAtTheStep() {
    return each(method -> {
      var conditions = OrderConditions.of(method);
      double[] b = conditions.padded(method.b());
      double[] end = conditions.at(method.dense(), 1);
      double[] size = conditions.size(method.dense(), 1);
      for (int i = 0; i < b.length; i++) {
        assertEquals(b[i], end[i], 8 * Math.ulp(size[i]), "stage " + i);
      }
    });
  }

  /** The order conditions alone are strict enough: a change in the fourth digit of any one coefficient breaks one of them. */
  @TestFactory
  Stream<DynamicTest> everyCoefficientIsChecked() {
    return each(method -> {
      Dense dense = method.dense();
      OrderConditions.of(method).changed(1 + 1e-4).forEach((coefficient, changed) -> {
        double[] size = changed.size(dense, 0.5);
        double step = worst(method.order(), order -> changed.excess(changed.padded(method.b()), order));
        double estimate = worst(method.embeddedOrder(), order -> changed.excess(bHat(method, changed), order));
        double between = worst(dense.order(), order -> changed.excess(changed.at(dense, 0.5), size, order, 0.5));
        assertTrue(Math.max(step, Math.max(estimate, between)) > 1, coefficient);
      });
    });
  }

  private static double worst(int upTo, IntToDoubleFunction excess) {
    return IntStream.rangeClosed(1, upTo).mapToDouble(excess).max().orElse(0);
  }

  private static double[] bHat(RungeKutta method, OrderConditions conditions) {
    double[] b = conditions.padded(method.b());
    double[] error = conditions.padded(method.error());
    return IntStream.range(0, b.length).mapToDouble(i -> b[i] - error[i]).toArray();
  }

  private static void assertSharp(OrderConditions conditions, double[] weights, int stated) {
    for (int order = 1; order <= stated; order++) {
      double excess = conditions.excess(weights, order);
      assertTrue(excess <= 1, "order " + order + ": " + excess);
    }
    double beyond = conditions.excess(weights, stated + 1);
    assertTrue(beyond > BROKEN, "a higher order than stated: " + beyond);
  }

  private static Stream<DynamicTest> each(Consumer<RungeKutta> check) {
    return each(method -> true, check);
  }

  private static Stream<DynamicTest> each(Predicate<RungeKutta> which, Consumer<RungeKutta> check) {
    return Methods.all().stream().filter(RungeKutta.class::isInstance).map(RungeKutta.class::cast).filter(which)
        .map(method -> dynamicTest(method.name(), () -> check.accept(method)));
  }
}
