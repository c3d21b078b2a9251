package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** `draw(D)`: a number that is drawn anew in each step of a map, for each cell of what it stands in. */
final class Draws {
  static final String NAME = "draw";
  /** Stands for a draw among the reads. */
  private static final Symbol READ = new Symbol(Symbol.Kind.DIFFERENTIAL, NAME, null, List.of(), Stage.STEP);

  private final ExprChecker checker;
  private int count;

  Draws(ExprChecker checker) {
    this.checker = checker;
  }

  boolean any() {
    return count > 0;
  }

  /** Each call, and each application of a function that has one, draws under a number of its own. */
  Term of(Expr.Call c, Scope scope) {
    if (scope.latest().compareTo(Stage.STEP) < 0) {
      return checker.fail(Diagnostic.of(Code.E0544, c.span(), scope.what() + " cannot draw").because("nothing is drawn here")
          .help("`draw` stands in equations of maps, `next x = x + draw(normal(0, 1))`, and in what they read; a value at the start is "
              + "drawn by `from`, and the noise of a flow is declared: `noise W : wiener ito`"));
    }
    Map<String, IndexRange> cells = new LinkedHashMap<>();
    scope.cells().ifPresent(all -> all.forEach(r -> cells.put(r.axisName(), r)));
    scope.indices().values().forEach(r -> cells.put(r.axisName(), r));
    scope.reads().add(READ);
    int source = Noises.firstSource(checker.names) + count++;
    Typed value = new Distributions(checker).value(c.args().getFirst().value(), List.copyOf(cells.values()), scope.indices().isEmpty(),
        source, scope);
    return value.term();
  }
}
