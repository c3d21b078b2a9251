package dyn.runtime.plot;

import dyn.runtime.results.Column;

/** One trajectory as y over x; its start is marked. */
public record PhasePlane(String title, Column x, Column y) implements Plot {
  public PhasePlane {
    Checks.sameLength(y.label(), y.values().length, x.values().length);
  }
}
