package dyn.passes.methods;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An explicit Runge-Kutta method: {@code k_i = f(t + c_i h, y + h sum_j a_ij k_j)}, {@code y1 = y + h sum_i b_i k_i}.
 *
 * @param embeddedOrder order of the weights bHat that estimate the error; 0 if the method has none and takes fixed steps only
 * @param a             lower triangular: row i has i entries
 * @param error         {@code b - bHat} per stage, so the estimated error of a step is {@code h sum_i error_i k_i}; empty if none
 */
public record RungeKutta(
    String name, int order, int embeddedOrder, List<Double> c, List<List<Double>> a, List<Double> b, List<Double> error,
    Dense dense, String citation) implements Method {

  public RungeKutta {
    c = List.copyOf(c);
    a = a.stream().map(List::copyOf).toList();
    b = List.copyOf(b);
    error = List.copyOf(error);
    int stages = c.size();
    require(a.size() == stages && b.size() == stages, name, "every stage has a node, a row and a weight");
    for (int i = 0; i < stages; i++) {
      require(a.get(i).size() == i, name, "row of stage " + i + " reads every stage before it");
    }
    require(error.size() == (embeddedOrder == 0 ? 0 : stages), name, "an embedded order comes with one error weight per stage");
    require(dense.weights().size() == stages + dense.extraStages(), name, "dense output has one row per stage");
  }

  public int stages() {
    return c.size();
  }

  /** Whether the last stage is the rate at the end of the step, hence the first stage of the next one. */
  public boolean fsal() {
    int last = stages() - 1;
    return last > 0 && c.get(last) == 1 && b.get(last) == 0 && a.get(last).equals(b.subList(0, last));
  }

  public boolean adaptive() {
    return embeddedOrder > 0;
  }

  /** The tableau as it is printed: rows {@code c | a...}, then {@code b | ...} and, for a pair, {@code bHat | ...}. */
  static RungeKutta of(String name, int order, int embeddedOrder, String tableau, Dense dense, String citation) {
    var c = new ArrayList<Double>();
    var a = new ArrayList<List<Double>>();
    List<BigDecimal> b = List.of();
    List<BigDecimal> bHat = List.of();
    for (Table.Row row : Table.rows(tableau)) {
      switch (row.head()) {
        case "b" -> b = row.entries();
        case "bHat" -> bHat = row.entries();
        default -> {
          c.add(Table.number(row.head()).doubleValue());
          a.add(row.doubles());
        }
      }
    }
    require(bHat.isEmpty() || bHat.size() == b.size(), name, "b and bHat weigh the same stages");
    return new RungeKutta(name, order, embeddedOrder, c, a, Table.doubles(b), difference(b, bHat), dense, citation);
  }

  /** Subtracted before rounding: the two weights agree in their leading digits. */
  private static List<Double> difference(List<BigDecimal> b, List<BigDecimal> bHat) {
    return IntStream.range(0, bHat.size()).mapToObj(i -> b.get(i).subtract(bHat.get(i)).doubleValue()).toList();
  }

  private static void require(boolean holds, String name, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + rule);
    }
  }
}
