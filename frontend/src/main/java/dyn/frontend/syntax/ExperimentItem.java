package dyn.frontend.syntax;

import dyn.ir.diagnostics.Span;
import java.util.List;
import java.util.Optional;

/** What stands in an experiment. */
public sealed interface ExperimentItem {
  Span span();

  record Time(Span span, Expr start, Expr end) implements ExperimentItem {}

  record Method(Span span, MethodCall method) implements ExperimentItem {}

  record Ensemble(Span span, Expr members) implements ExperimentItem {}

  record Set(Span span, Ident target, Expr value) implements ExperimentItem {}

  /** `over` a list of values, or `from` a distribution. */
  record Vary(Span span, Ident target, boolean random, Expr values) implements ExperimentItem {}

  record Record(Span span, List<Expr> items, Optional<When> when, Optional<String> file) implements ExperimentItem {}

  record Bind(Span span, Ident input, Expr value) implements ExperimentItem {}

  record BindFile(Span span, Ident input, Span pathSpan, String path, List<Option> options) implements ExperimentItem {}

  /** `column "u"`, `time "t"`, `interp cubic`, and `unit` or `time unit`, which have one. */
  record Option(Span span, String key, String value, Optional<UnitText> unit) {}

  record Seed(Span span, Expr value) implements ExperimentItem {}

  /** How crossings of events are found: at the ends of steps, `grid`, or within them as well, `bridge`. */
  record Locate(Span span, Ident how) implements ExperimentItem {}

  /** How the cells of a map are updated: `asynchronous`, with options. */
  record Updates(Span span, Ident kind, List<Expr.Arg> options) implements ExperimentItem {}

  /** @param axes the word for logarithmic axes: `log`, `logx`, `loglog` */
  record Plot(Span span, List<Expr> items, Optional<Expr> over, Optional<When> when, Optional<Ident> axes) implements ExperimentItem {}

  /** The tolerance word is empty, `relative` or `se`; without a time, the end of the run is meant. */
  record Expect(Span span, Expr subject, Optional<When> when, Optional<Operator> relation, Span relationSpan, Optional<Expr> value,
      Optional<Expr> within, String unit, Span unitSpan) implements ExperimentItem {}

  /** `every dt from t1 to t2`, `at t` or `at [t1, t2]` or `at end`, `throughout`. */
  sealed interface When {
    Span span();

    record Every(Span span, Expr interval, Optional<Expr> from, Optional<Expr> to) implements When {}

    record At(Span span, Expr times) implements When {}

    record Throughout(Span span) implements When {}
  }
}
