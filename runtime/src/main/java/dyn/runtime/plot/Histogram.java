package dyn.runtime.plot;

import java.util.List;

/** How often values occur; several groups, as of several times, stand one above the other with the same bins. */
public record Histogram(Heading heading, Axis value, Axis count, double[] edges, List<Group> groups) implements Plot {
  /** @param missing values that are not finite and hence in no bin */
  public record Group(String label, double[] counts, long missing) {}

  public Histogram {
    groups = List.copyOf(groups);
    for (Group group : groups) {
      Checks.sameLength(group.label(), group.counts().length, edges.length - 1);
    }
  }
}
