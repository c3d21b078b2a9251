package dyn.passes.methods;

import java.util.List;

/**
 * A symplectic splitting of a separable system {@code q' = v, v' = a(q)}, in velocity form: {@code v += kick_0 h a(q)},
 * {@code q += drift_0 h v}, {@code v += kick_1 h a(q)}, ..., ending with a kick. The acceleration of the last kick is that of the
 * next step's first one, so a step costs as many evaluations as it has drifts.
 */
public record Splitting(String name, int order, List<Double> kick, List<Double> drift, String citation) implements Method {
  public Splitting {
    kick = List.copyOf(kick);
    drift = List.copyOf(drift);
    if (kick.size() != drift.size() + 1) {
      throw new IllegalArgumentException(name + ": a kick comes before every drift and after the last");
    }
  }

  static Splitting of(String name, int order, String kick, String drift, String citation) {
    return new Splitting(name, order, Table.doubles(Table.entries(kick)), Table.doubles(Table.entries(drift)), citation);
  }

  @Override
  public boolean tellsStatesApart() {
    return true;
  }
}
