package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
import dyn.frontend.term.Defined;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** `divergence(x, v)`: how fast a volume of states grows that moves with them. Only rates count, and not what noise adds. */
final class Divergences {
  static final String NAME = "divergence";
  /** Of a state whose cells read each other: as many directions as there are cells, each of as many numbers. */
  private static final long MOST_CELLS = 2048;

  private final ExprChecker checker;

  Divergences(ExprChecker checker) {
    this.checker = checker;
  }

  Term of(Expr.Call c, Scope scope) {
    List<Term.Divergence.Flow> all = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    boolean failed = false;
    for (Expr.Arg a : c.args()) {
      Symbol state = a.value() instanceof Expr.Name n && !scope.locals().containsKey(n.full()) ? checker.names.symbols.get(n.full()) : null;
      if (state == null || state.kind() != Symbol.Kind.STATE || !seen.add(state.name())) return refused(a.value(), seen);
      boolean flows = !checker.names.stepped.contains(state.name()) && !checker.names.memories.containsKey(state.name());
      if (!flows) return stepped(a.value(), state);
      failed |= checker.typed(a.value(), scope).term().failed() || isBroken(state);
      List<Term.Divergence.Flow> own = flows(state, scope);
      long cells = state.shape().stream().mapToLong(IndexRange::size).reduce(1, Math::multiplyExact);
      if (cells > MOST_CELLS && own.stream().anyMatch(f -> !f.cellwise())) return tooLarge(a, cells);
      all.addAll(own);
    }
    return failed ? new Term.Failed() : new Term.Divergence(all);
  }

  /** One for each part of a state that a rate moves. */
  private List<Term.Divergence.Flow> flows(Symbol state, Scope scope) {
    List<Term.Divergence.Flow> flows = new ArrayList<>();
    List<Defined> rates = checker.names.ratesOf(state);
    for (int i = 0; i < rates.size(); i++) {
      Term rate = rates.get(i).value();
      scope.reads().addAll(rates.get(i).reads());
      flows.add(new Term.Divergence.Flow(state.parts().get(i), rate, new OwnReads(checker.names, state).areOfItself(rate)));
    }
    return flows;
  }

  private boolean isBroken(Symbol state) {
    Set<String> broken = checker.names.broken;
    return broken.contains(state.name() + "'") || broken.contains(Names.drift(state.name()));
  }

  private Term refused(Expr e, Set<String> seen) {
    boolean twice = e instanceof Expr.Name n && seen.contains(n.full());
    Diagnostic d = Diagnostic.of(Code.E0516, e.span(), "`" + NAME + "` is of states, by their names")
        .because(twice ? "named twice" : "not a state");
    return checker.fail(d.help("write `" + NAME + "(x)`, or `" + NAME + "(x, v)` for a flow of several states"));
  }

  private Term stepped(Expr e, Symbol state) {
    return checker.fail(Diagnostic.of(Code.E0516, e.span(), "`" + state.name() + "` does not flow").because("no rate moves it")
        .label(state.at(), "declared here").help("only what moves by rates, `x' = f` or `dx = f * dt + g * dW`, has a divergence"));
  }

  private Term tooLarge(Expr.Arg a, long cells) {
    return checker.fail(Diagnostic.of(Code.E0513, a.span(), "a divergence over " + cells + " cells that read each other")
        .because("each has a direction of its own, of " + cells + " numbers")
        .help("the most are " + MOST_CELLS + " cells, unless the rate of each reads itself alone"));
  }
}
