package dyn.passes.methods;

import java.util.ArrayList;
import java.util.List;

/**
 * The continuous extension of a step from t to t + h: {@code y(t + theta h) = y(t) + h sum_i b_i(theta) k_i}, of the given order
 * for every theta in [0, 1].
 *
 * <p>{@code extraC} and {@code extraA} are further stages, numbered after the method's own; each row reads all stages before it.
 * They are needed only by a step into which a record or a crossing falls. An extra stage whose row is the method's {@code b} is
 * the first stage of the next step.
 *
 * <p>{@code weights} has one row per stage, extra ones included; entry m of a row is the coefficient of theta^(m+1).
 */
public record Dense(int order, List<Double> extraC, List<List<Double>> extraA, List<List<Double>> weights) {
  public Dense {
    extraC = List.copyOf(extraC);
    extraA = extraA.stream().map(List::copyOf).toList();
    weights = weights.stream().map(List::copyOf).toList();
    int own = weights.size() - extraC.size();
    require(extraA.size() == extraC.size(), "an extra stage has one node and one row");
    for (int i = 0; i < extraA.size(); i++) {
      require(extraA.get(i).size() == own + i, "row of extra stage " + i + " reads every stage before it");
    }
  }

  public int extraStages() {
    return extraC.size();
  }

  /** Rows {@code c | a...} for the extra stages, then {@code k1 | ...}, {@code k2 | ...} for the weights of every stage. */
  static Dense of(int order, String text) {
    var extraC = new ArrayList<Double>();
    var extraA = new ArrayList<List<Double>>();
    var weights = new ArrayList<List<Double>>();
    for (Table.Row row : Table.rows(text)) {
      if (row.head().startsWith("k")) {
        weights.add(row.doubles());
        require(row.head().equals("k" + weights.size()), "weights of " + row.head() + " are out of order");
      } else {
        extraC.add(Table.number(row.head()).doubleValue());
        extraA.add(row.doubles());
      }
    }
    return new Dense(order, extraC, extraA, weights);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("dense output: " + rule);
    }
  }
}
