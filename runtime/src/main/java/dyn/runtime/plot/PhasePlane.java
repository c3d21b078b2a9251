package dyn.runtime.plot;

import dyn.runtime.results.Column;
import java.util.List;

/**
 * One quantity over another.
 *
 * @param dots whether each record is a dot, as of many members or of a map; else a trace is a trajectory, whose start is marked
 */
public record PhasePlane(Heading heading, Axis x, Axis y, List<Trace> traces, boolean dots) implements Plot {
  /** Points in the order of time. */
  public record Trace(String label, double[] x, double[] y) {
    public Trace {
      Checks.sameLength(label, y.length, x.length);
    }
  }

  public PhasePlane {
    traces = List.copyOf(traces);
    if (traces.isEmpty()) {
      throw new IllegalArgumentException("nothing to draw in " + heading.title());
    }
  }

  /** A single trajectory. */
  public static PhasePlane of(Heading heading, Column x, Column y) {
    return new PhasePlane(heading, Axis.of(x), Axis.of(y), List.of(new Trace(y.label(), x.values(), y.values())), false);
  }
}
