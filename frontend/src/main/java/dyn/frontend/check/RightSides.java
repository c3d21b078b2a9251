package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.term.Defined;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import java.util.List;
import java.util.Optional;

/** What stands on the right of an equation, read with the indices on its left, and of the shape of its state. */
final class RightSides {
  private final Names names;
  private final ExprChecker checker;

  RightSides(Names names, ExprChecker checker) {
    this.names = names;
    this.checker = checker;
  }

  /** @param still the right side of a cell that does not change */
  Optional<Defined> defined(Symbol symbol, ModelItem.Equation e, Term still) {
    String name = e.differential() ? symbol.name() : e.target().full();
    Scope scope = Scope.of("`" + name + "`", e.differential() || e.next() ? Stage.STEP : Stage.STATE);
    if (e.next() && e.indices().isEmpty()) scope = scope.over(symbol.shape());
    Optional<Scope> bound = bind(e, symbol, scope);
    if (bound.isEmpty()) return Optional.empty();
    Typed value = checker.typed(e.value(), bound.get());
    boolean whole = !e.indices().isEmpty() && value.term().typing().isArray();
    Term term = whole ? checker.unindexed(value) : new Conform(checker).fit(symbol, value);
    if (term.failed()) return Optional.empty();
    return Optional.of(new Defined(symbol, checker.stencils.held(term, symbol.shape(), still), scope.reads()));
  }

  /** `theta[i]'`: the indices on the left range over the declared dimensions. */
  Optional<Scope> bind(ModelItem.Equation e, Symbol symbol, Scope scope) {
    if (e.indices().isEmpty()) return Optional.of(checker.edges.along(scope, symbol.shape(), e.value()));
    List<IndexRange> shape = symbol.shape();
    if (names.memories.containsKey(e.target().name())) return row(e, shape.getFirst(), scope);
    if (e.indices().size() != shape.size()) {
      checker.fail(Diagnostic.of(Code.E0403, e.target().span(), e.indices().size() + " indices for `" + e.target().name() + "`")
          .because("it is " + Typing.number(shape).shapeText()));
      return Optional.empty();
    }
    Scope bound = scope;
    for (int i = 0; i < shape.size(); i++) {
      Optional<String> index = index(e.indices().get(i), shape.get(i), bound);
      if (index.isEmpty()) return Optional.empty();
      bound = checker.edges.along(bound.binding(index.get(), shape.get(i)), shape.get(i));
    }
    return Optional.of(bound);
  }

  private Optional<Scope> row(ModelItem.Equation e, IndexRange times, Scope scope) {
    return index(e.indices().getLast(), times, scope)
        .map(i -> scope.binding(i, times).between(times.axisName(), Memories.PAST));
  }

  private Optional<String> index(Expr e, IndexRange range, Scope scope) {
    if (!(e instanceof Expr.Name n) || n.primes() > 0) {
      checker.fail(Diagnostic.of(Code.E0411, e.span(), "an equation needs a name for its index").because("not a name")
          .help("equations for single elements are not supported yet; `where(i == 0, a, b)` tells elements apart"));
      return Optional.empty();
    }
    if (scope.indices().containsKey(n.name())) {
      checker.fail(Diagnostic.of(Code.E0206, n.span(), "the index `" + n.name() + "` is bound twice")
          .because("already bound in this equation"));
      return Optional.empty();
    }
    Optional<IndexRange> known = names.index(n.name());
    if (known.isPresent() && !known.get().dim().equals(range.dim())) {
      checker.fail(Diagnostic.of(Code.E0406, n.span(), "the index `" + n.name() + "` ranges over another dimension")
          .because("it ranges over " + known.get().text() + ", the state over " + range.text()));
      return Optional.empty();
    }
    if (known.isEmpty() && (names.symbols.containsKey(n.name()) || Names.RESERVED.contains(n.name()))) {
      checker.fail(Diagnostic.of(Code.E0206, n.span(), "the index `" + n.name() + "` hides another `" + n.name() + "`")
          .because("already declared")
          .help("choose another name for the index"));
      return Optional.empty();
    }
    return Optional.of(n.name());
  }
}
