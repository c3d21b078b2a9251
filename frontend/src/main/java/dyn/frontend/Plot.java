package dyn.frontend;

import dyn.ir.diagnostics.Span;
import java.util.List;
import java.util.Optional;

/** A picture: curves over time, a phase plane where `over` is given, or an ensemble fan (its item holds five quantiles). */
public record Plot(Kind kind, List<Track.Ref> items, Optional<Track.Ref> over, Span at) {
  public enum Kind { TIME_SERIES, PHASE_PLANE, FAN }
}
