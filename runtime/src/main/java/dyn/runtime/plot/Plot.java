package dyn.runtime.plot;

/** What to show, not how: {@link PlotWriter} makes a file of it, {@link TerminalPlot} makes text. Non-finite values are gaps. */
public sealed interface Plot permits TimeSeries, PhasePlane, Fan, Histogram, HeatMap {
  Heading heading();
}
