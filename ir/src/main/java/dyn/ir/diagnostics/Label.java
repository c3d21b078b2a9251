package dyn.ir.diagnostics;

/** A place that explains a diagnostic, with a few words. */
public record Label(Span at, String text) {}
