package dyn.frontend.parse;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.syntax.Operator;
import dyn.grammar.DynParser.ActionContext;
import dyn.grammar.DynParser.EventContext;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * `on up(g) { ... }`. Its guard and its values become `let`s under names that no text can say, so that units and instances treat them as
 * they treat every value; the name after `stop` becomes a state.
 */
final class EventBuilder {
  private final TreeBuilder trees;
  private final ExprBuilder expressions;
  private final Diagnostics diagnostics;

  EventBuilder(TreeBuilder trees, ExprBuilder expressions, Diagnostics diagnostics) {
    this.trees = trees;
    this.expressions = expressions;
    this.diagnostics = diagnostics;
  }

  void event(EventContext c, List<ModelItem> out) {
    long number = out.stream().filter(ModelItem.Event.class::isInstance).count();
    Expr g = expressions.of(c.expression());
    Ident guard = let("on:" + number, g, out);
    List<ModelItem.Becomes> becomes = new ArrayList<>();
    List<ModelItem.Becomes> holds = new ArrayList<>();
    Optional<Ident> stop = Optional.empty();
    for (int k = 1; k < c.action().size(); k++) separate(c.action(k - 1), c.action(k), c);
    for (ActionContext a : c.action()) {
      if (a.HOLD() != null) {
        Ident target = trees.ident(a.NAME(), a.PRIME());
        holds.add(new ModelItem.Becomes(target, let(guard.name() + ":hold:" + out.size(), expressions.of(a.expression()), out)));
      } else if (a.STOP() == null) {
        becomes.add(becomes(a, guard.name(), out));
      } else if (stop.isEmpty()) {
        stop = Optional.of(stop(a, out));
      } else {
        diagnostics.add(Diagnostic.of(Code.E0550, trees.span(a), "a member stops once").because("again here")
            .label(stop.get().span(), "first here"));
      }
    }
    boolean up = c.NAME().getText().equals("up");
    out.add(new ModelItem.Event(trees.span(c), up, guard, becomes, holds, stop));
  }

  private void separate(ActionContext before, ActionContext next, EventContext event) {
    int end = before.getStop().getStopIndex();
    int start = next.getStart().getStartIndex();
    boolean separated = event.children.stream().anyMatch(t -> t instanceof TerminalNode n && n.getSymbol().getStartIndex() > end
        && n.getSymbol().getStopIndex() < start);
    if (separated || before.getStop().getLine() != next.getStart().getLine()) return;
    diagnostics.add(Diagnostic.of(Code.E0112, trees.span(next), "a statement starts in the middle of a line")
        .because("a new action begins here").help("start it on a new line, or write `;` before it"));
  }

  private ModelItem.Becomes becomes(ActionContext a, String event, List<ModelItem> out) {
    Ident target = trees.ident(a.NAME(), a.PRIME());
    Expr value = expressions.of(a.expression());
    Expr all = a.INCREASE() == null ? value : new Expr.Chain(trees.span(a), new Expr.Name(target.span(), target.name(), target.primes()),
        List.of(new Expr.Link(Operator.ADD, target.span(), value)));
    return new ModelItem.Becomes(target, let(event + ":" + target.full() + ":" + out.size(), all, out));
  }

  private Ident stop(ActionContext a, List<ModelItem> out) {
    Ident name = trees.ident(a.NAME());
    boolean known = out.stream().anyMatch(i -> i instanceof ModelItem.Event e
        && e.stop().filter(s -> s.name().equals(name.name())).isPresent());
    if (known) return name;
    Expr none = new Expr.Num(name.span(), "0");
    out.add(new ModelItem.State(name.span(), name, List.of(), Optional.of(new ModelItem.Origin(none, false)),
        "1 for members that have stopped so"));
    return name;
  }

  private static Ident let(String name, Expr value, List<ModelItem> out) {
    Ident ident = new Ident(value.span(), name, 0);
    out.add(new ModelItem.Let(value.span(), ident, List.of(), value, false, ""));
    return ident;
  }
}
