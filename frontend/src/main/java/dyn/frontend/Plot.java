package dyn.frontend;

import dyn.ir.diagnostics.Span;
import java.util.List;
import java.util.Optional;

/**
 * A picture that an experiment asks for.
 *
 * @param items at the times they are drawn at; that of a fan holds its quantiles
 * @param over what they are drawn over, if not time or cells
 * @param sweep the swept numbers, at the start: one for values over a parameter, two for a map over a plane of them
 * @param logAlong whether the vertical axis, or the colours, are logarithmic
 * @param logAcross whether the horizontal axis is
 */
public record Plot(Kind kind, List<Track.Ref> items, Optional<Track.Ref> over, List<Track.Ref> sweep, boolean logAlong, boolean logAcross,
    Span at) {
  /** Over time; over one another; over the cells or the swept parameter at given times; quantiles; counts; colours; over frequencies. */
  public enum Kind { TIME_SERIES, PHASE_PLANE, PROFILE, FAN, HISTOGRAM, HEAT, DENSITY, SPECTRUM }
}
