package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.term.Defined;
import dyn.frontend.term.Register;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.TermUses;
import dyn.frontend.term.Turns;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** `stale(k) e`: what `e` was k steps ago. */
final class StaleReads {
  static final int OLDEST = 100;

  private final ExprChecker checker;
  private final List<Register> made = new ArrayList<>();
  /** Whether the model's own expressions are being checked, and whether it is a map. */
  private boolean open = true;
  private boolean map;

  StaleReads(ExprChecker checker) {
    this.checker = checker;
  }

  void inMap(boolean isMap) {
    map = isMap;
  }

  /** What follows is no part of the model. */
  void close() {
    open = false;
  }

  Term check(Expr.Stale s, Scope scope) {
    Diagnostic misplaced = misplaced(s, scope);
    if (misplaced != null) return checker.fail(misplaced);
    OptionalDouble age = checker.constants.number(s.age());
    boolean whole = age.isPresent() && age.getAsDouble() == Math.rint(age.getAsDouble()) && age.getAsDouble() >= 0
        && age.getAsDouble() <= OLDEST;
    Scope inner = scope.reading(new LinkedHashSet<>());
    Typed body = checker.typed(s.body(), inner);
    Term value = checker.requireNumber(body);
    if (!whole) {
      return checker.fail(Diagnostic.of(Code.E0530, s.age().span(), "how old a stale read is, is a constant from 0 to " + OLDEST)
          .because(age.isEmpty() ? "not known before the run" : "not such a number")
          .help("write a number or a `const`: `stale(3) " + s.body().label() + "`"));
    }
    if (inner.stage() == Stage.STEP && age.getAsDouble() > 0) {
      return checker.fail(Diagnostic.of(Code.E0544, s.body().span(), "what a step draws cannot be read stale")
          .because("there is no draw before the first step").help("carry it in a state, `next old = ...`, which has a value at the start"));
    }
    boolean same = value.failed() || age.getAsDouble() == 0 || TermUses.of(value).stage().compareTo(Stage.TIME) < 0;
    if (same) {
      scope.reads().addAll(inner.reads());
      return value;
    }
    return Complexes.each(value, part -> read(part, (int) age.getAsDouble(), scope, s));
  }

  private Term read(Term part, int age, Scope scope, Expr.Stale s) {
    Register register = Register.of(made.size(), age, part, s.span());
    made.add(register);
    scope.reads().add(register.oldest());
    return new Term.Read(register.oldest(), part.typing());
  }

  /** Why it cannot stand here; null where it can. */
  private Diagnostic misplaced(Expr.Stale s, Scope scope) {
    if (!open) {
      return Diagnostic.of(Code.E0530, s.span(), "a stale read belongs to the model").because("this is no part of it")
          .help("name it there, `let old = " + s.label() + "`, and write `old` here");
    }
    if (scope.latest().compareTo(Stage.STATE) < 0) {
      return Diagnostic.of(Code.E0530, s.span(), scope.what() + " cannot be read stale").because("nothing is older than the start")
          .help("stale reads stand in `next` equations, `let`s and outputs");
    }
    if (map) return null;
    return Diagnostic.of(Code.E0530, s.span(), "stale reads are of maps").because("in a flow no update is the last but " + s.age().label())
        .help("a step of a flow is chosen by its method; give the value a rate of its own, `m' = (" + s.body().label() + " - m) / tau`");
  }

  /** Those that something defined here reads, in the order in which they were made: what one reads was made before it. */
  List<Register> used(List<Defined> values, List<Defined> rates, List<Turns> turns) {
    Map<Symbol, Register> byPlace = new HashMap<>();
    made.forEach(r -> byPlace.put(r.oldest(), r));
    Set<Register> used = new LinkedHashSet<>();
    Deque<Symbol> todo = new ArrayDeque<>();
    values.forEach(d -> todo.addAll(d.reads()));
    rates.forEach(d -> todo.addAll(d.reads()));
    turns.forEach(t -> t.values().forEach(d -> todo.addAll(d.reads())));
    while (!todo.isEmpty()) {
      Register r = byPlace.get(todo.pop());
      if (r != null && used.add(r)) todo.addAll(r.reads());
    }
    return made.stream().filter(used::contains).toList();
  }
}
