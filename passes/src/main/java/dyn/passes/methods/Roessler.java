package dyn.passes.methods;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A stochastic Runge-Kutta method of strong order 3/2, for noise whose order does not matter:
 *
 * <pre>
 *   Y_i = x + sum_j a0_ij h f(t + c0_j h, Y_j) + sum_j b0_ij m g(t + c1_j h, Z_j)
 *   Z_i = x + sum_j a1_ij h f(t + c0_j h, Y_j) + sum_j b1_ij sqrt(h) g(t + c1_j h, Z_j)
 *   x  += sum_i alpha_i h f(t + c0_i h, Y_i)
 *       + sum_i (beta1_i w + beta2_i (w^2 - h) / (2 sqrt(h)) + beta3_i m + beta4_i (w^3 - 3 h w) / (6 h)) g(t + c1_i h, Z_i)
 * </pre>
 *
 * <p>where w is what the path adds in the step and m its mean over the step from its start. Without the terms of beta3 and beta4, and with
 * the first rate alone, it is of order 1; what these make is the error that it estimates (Rackauckas, Nie, Adaptive methods for stochastic
 * differential equations via natural embeddings and rejection sampling with memory, 2017).
 */
public record Roessler(List<Double> c0, List<Double> c1, List<List<Double>> a0, List<List<Double>> b0, List<List<Double>> a1,
    List<List<Double>> b1, List<Double> alpha, List<List<Double>> beta) implements Stochastic.Rule {
  public int stages() {
    return alpha.size();
  }

  /** Rows `c0, c1, a0 ..., b0 ..., a1 ..., b1 ..., alpha, beta ...` as text; matrices row by row, below their diagonal. */
  static Roessler of(String text) {
    var rows = Table.rows(text).stream().collect(Collectors.groupingBy(Table.Row::head,
        Collectors.mapping(Table.Row::doubles, Collectors.toList())));
    Function<String, List<Double>> one = head -> rows.get(head).getFirst();
    Function<String, List<List<Double>>> all = head -> List.copyOf(rows.get(head));
    return new Roessler(one.apply("c0"), one.apply("c1"), all.apply("a0"), all.apply("b0"), all.apply("a1"), all.apply("b1"),
        one.apply("alpha"), all.apply("beta"));
  }
}
