/**
 * Pictures of results: SVG and PNG files, and braille plots for a terminal.
 * Knows result tables only; no program, no backend. Only {@code ImageCanvas}, which PNG files need, may load AWT.
 * Start at {@link dyn.runtime.plot.Plot} and the builders beside it, then {@link dyn.runtime.plot.PlotWriter} or
 * {@link dyn.runtime.plot.TerminalPlot}.
 */
package dyn.runtime.plot;
