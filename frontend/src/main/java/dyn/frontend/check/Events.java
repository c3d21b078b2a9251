package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.term.Defined;
import dyn.frontend.term.Event;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** `on up(g) { ... }`: of flows, with real guards, for states that have the guard's cells. */
final class Events {
  private final Names names;
  private final ExprChecker checker;

  Events(Names names, ExprChecker checker) {
    this.names = names;
    this.checker = checker;
  }

  List<Event> of(List<ModelItem.Event> items, boolean map) {
    List<Event> all = new ArrayList<>();
    for (ModelItem.Event e : items) {
      if (map || !names.memories.isEmpty()) {
        fail(Diagnostic.of(Code.E0550, e.span(), "events are of flows").because(map ? "this model is a map" : "this model has memories")
            .help(map ? "a map says it in its equations: `next x = where(x > 1, 0, x + a)`" : "without `memory`, states may jump"));
      } else {
        one(e).ifPresent(all::add);
      }
    }
    return all;
  }

  private Optional<Event> one(ModelItem.Event e) {
    Symbol guard = names.symbols.get(e.guard().name());
    if (names.broken.contains(e.guard().name()) || guard == null) return Optional.empty();
    if (guard.complex()) {
      return fail(Diagnostic.of(Code.E0550, e.guard().span(), "a guard is a real number").because("this is complex")
          .help("write `re(z)`, `im(z)` or `abs(z)`"));
    }
    Optional<List<Defined>> becomes = values(e.becomes(), guard, false);
    Optional<List<Defined>> holds = values(e.holds(), guard, true);
    if (becomes.isEmpty() || holds.isEmpty()) return Optional.empty();
    Optional<Symbol> stop = e.stop().map(s -> names.symbols.get(s.name()));
    if (stop.isPresent() && !(stop.get().shape().isEmpty() && guard.shape().isEmpty())) {
      return fail(Diagnostic.of(Code.E0550, e.stop().get().span(), "`stop` ends a member, and this happens in each of several cells")
          .because("which one is to end it?").label(e.guard().span(), "this is " + Typing.number(guard.shape()).shapeText())
          .help("write one guard, for example `max(i in d) x[i]`"));
    }
    Defined known = new Defined(guard, Complexes.read(guard), new LinkedHashSet<>(guard.parts()));
    return Optional.of(new Event(e.up(), known, becomes.get(), holds.get(), stop, e.span()));
  }

  /** @param holds whether they are times, else what states become */
  private Optional<List<Defined>> values(List<ModelItem.Becomes> items, Symbol guard, boolean holds) {
    Map<String, Ident> seen = new LinkedHashMap<>();
    List<Defined> all = new ArrayList<>();
    for (ModelItem.Becomes b : items) {
      Ident first = seen.putIfAbsent(b.target().full(), b.target());
      if (first != null) {
        return fail(Diagnostic.of(Code.E0550, b.target().span(), "`" + b.target().full() + "` becomes two things at once")
            .because("again here").label(first.span(), "first here").help("all values of an event are those before it; write one"));
      }
      Optional<Defined> value = value(b, guard, holds);
      if (value.isEmpty()) return Optional.empty();
      all.addAll(value.get().parts());
    }
    return Optional.of(all);
  }

  private Optional<Defined> value(ModelItem.Becomes b, Symbol guard, boolean hold) {
    Ident target = b.target();
    Symbol state = names.symbols.get(target.full());
    if (state == null || state.kind() != Symbol.Kind.STATE) {
      List<String> states = names.ofKind(Symbol.Kind.STATE).stream().map(Symbol::name).toList();
      Diagnostic d = Diagnostic.of(state == null ? Code.E0201 : Code.E0550, target.span(), "`" + target.full() + "` is no state")
          .because(state == null ? "declared nowhere" : "it is " + state.kind().text());
      return fail(d.help(Nearest.to(target.full(), states).filter(_ -> state == null).map(n -> "there is `" + n + "`")
          .orElse("only states become something else")));
    }
    Symbol value = names.symbols.get(b.value().name());
    if (value == null || names.broken.contains(b.value().name())) return Optional.empty();
    Set<String> cells = axes(state);
    if (!guard.shape().isEmpty() && !cells.equals(axes(guard))) {
      return fail(Diagnostic.of(Code.E0550, target.span(), "`" + target.full() + "` has not the cells of the guard")
          .because("it is " + Typing.number(state.shape()).shapeText())
          .label(guard.at(), "each cell of this by itself")
          .help("guard it by one number, for example `max(i in d) x[i]`"));
    }
    boolean real = !state.complex() && !value.complex();
    if (hold && !real) return fail(Diagnostic.of(Code.E0550, b.target().span(), "only a real state is held").because("this is complex"));
    Term term = new Conform(checker).fit(state, new Typed(Complexes.read(value), b.value().span()));
    return term.failed() ? Optional.empty() : Optional.of(new Defined(state, term, new LinkedHashSet<>(value.parts())));
  }

  private static Set<String> axes(Symbol s) {
    Set<String> all = new LinkedHashSet<>();
    for (IndexRange r : s.shape()) all.add(r.axisName());
    return all;
  }

  private <T> Optional<T> fail(Diagnostic d) {
    checker.fail(d);
    return Optional.empty();
  }
}
