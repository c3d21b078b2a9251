package dyn.runtime.plot;

import java.util.List;

/** How an ensemble spreads over time: shaded bands between quantiles, the widest band first, and lines. {@link FanBuilder} makes it. */
public record Fan(Heading heading, Axis time, Axis value, double[] times, List<Line> lines, List<Band> bands) implements Plot {

  /** Between two quantiles: {@code 5–95 %}. */
  public record Band(String label, double[] lower, double[] upper) {}

  /** The median, or another quantile without a counterpart. */
  public record Line(String label, double[] values) {}

  public Fan {
    bands = List.copyOf(bands);
    lines = List.copyOf(lines);
    for (Line line : lines) {
      Checks.sameLength(line.label(), line.values().length, times.length);
    }
    for (Band band : bands) {
      Checks.sameLength(band.label(), band.lower().length, times.length);
      Checks.sameLength(band.label(), band.upper().length, times.length);
    }
  }
}
