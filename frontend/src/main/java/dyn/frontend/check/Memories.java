package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ModelItem.Past;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.Primitive;
import dyn.ir.Signature;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Memories of two times, `C[t, s]`: a program holds them as arrays over s and the rows t, of which those that have passed are filled. An
 * integral over the past is a sum over the grid of steps by the trapezoidal rule.
 */
final class Memories {
  /** The first time, as it is written, and the axis of rows. */
  static final String ROWS = Signature.ROWS;

  /** A time on the grid. */
  sealed interface Point {
    /** The present one. */
    record Now() implements Point {}

    record Index(IndexRange range) implements Point {}

    record Cell(long number) implements Point {}
  }

  /** Between which times an index runs. */
  record Range(Point low, Point high) {}

  static final Range PAST = new Range(new Point.Cell(0), new Point.Now());

  private final ExprChecker checker;

  Memories(ExprChecker checker) {
    this.checker = checker;
  }

  private Names names() {
    return checker.names;
  }

  boolean isMemory(Expr e, Scope scope) {
    return e instanceof Expr.Name n && n.primes() == 0 && names().memories.containsKey(n.name()) && !scope.locals().containsKey(n.name())
        && names().symbols.containsKey(n.name());
  }

  boolean isTime(IndexRange range) {
    return names().times.filter(t -> t.dim().equals(range.dim())).isPresent();
  }

  /** The symbol of the number on the diagonal, which is what is given of a memory. */
  static Symbol diagonal(Symbol memory) {
    return new Symbol(memory.kind(), memory.name(), memory.at(), List.of(), memory.stage());
  }

  /** A memory before anything has passed, with its diagonal. */
  static Term initial(Symbol memory, Term diagonal) {
    Typing typing = Typing.number(memory.shape());
    List<Term> cells = memory.shape().stream().<Term>map(r -> new Term.Iota(r, typing)).toList();
    Term here = new Term.Apply(Primitive.EQ, cells, typing.of(Typing.Kind.CONDITION));
    return new Term.Apply(Primitive.SELECT, List.of(here, diagonal, new Term.Constant(0)), typing);
  }

  // ---- times

  /** The time that an index stands for. */
  Term time(IndexRange range) {
    Term cell = new Term.Iota(range, free(range));
    Term since = binary(Primitive.MUL, new Term.Constant(names().grid.dt().doubleValue()), cell);
    double start = names().grid.start().doubleValue();
    return start == 0 ? since : binary(Primitive.ADD, new Term.Constant(start), since);
  }

  private static Typing free(IndexRange range) {
    return new Typing(Typing.Kind.NUMBER, List.of(), Set.of(range.axisName()));
  }

  /** Empty where it is no such time, which is reported. */
  private Optional<Point> point(Expr e, Scope scope) {
    if (e instanceof Expr.Name n && n.primes() == 0) {
      if (n.name().equals("t")) {
        scope.reads().add(Scope.TIME);
        return Optional.of(new Point.Now());
      }
      IndexRange range = scope.locals().containsKey(n.name()) ? null : scope.indices().get(n.name());
      if (range != null && isTime(range)) return Optional.of(new Point.Index(range));
      if (n.name().equals("end") && !names().isDeclared("end")) return Optional.of(new Point.Cell(names().grid.cells() - 1));
    }
    return checker.constants.decimal(e).map(time -> cell(e, time)).orElseGet(() -> unknown(e, scope));
  }

  private Optional<Point> cell(Expr e, BigDecimal time) {
    TimeGrid grid = names().grid;
    if (!grid.isKnown()) return Optional.of(new Point.Cell(0));
    Optional<Point> cell = grid.cell(time).map(Point.Cell::new);
    if (cell.isPresent()) return cell;
    boolean outside = time.compareTo(grid.start()) < 0 || time.compareTo(grid.end()) > 0;
    checker.fail(Diagnostic.of(Code.E0522, e.span(), "a memory knows no time " + TimeGrid.text(time))
        .because(outside ? "the experiment runs from " + TimeGrid.text(grid.start()) + " to " + TimeGrid.text(grid.end())
            : "no step ends there: they begin at " + TimeGrid.text(grid.start()) + " and are " + TimeGrid.text(grid.dt()) + " long")
        .help("name a time at the end of a step"));
    return Optional.empty();
  }

  private Optional<Point> unknown(Expr e, Scope scope) {
    if (e instanceof Expr.Name n && !n.name().equals("t") && checker.check(n, scope).failed()) return Optional.empty();
    checker.fail(Diagnostic.of(Code.E0522, e.span(), "a time of a memory is `t`, a name that is bound to one, or a constant")
        .because(e instanceof Expr.Name ? "not a time" : "this is computed")
        .help("bind a name: `integral(u in 0 .. t) R[t, u]`, or `C[t, s]' = ...`"));
    return Optional.empty();
  }

  /** Whether it is certain that {@code a} is not later than {@code b}. */
  private boolean before(Point a, Point b, Scope scope) {
    if (a.equals(b) || a instanceof Point.Cell x && (x.number() == 0 || b instanceof Point.Cell y && x.number() <= y.number())) return true;
    if (a instanceof Point.Index i && scope.past().containsKey(i.range().axisName())
        && before(scope.past().get(i.range().axisName()).high(), b, scope)) return true;
    return b instanceof Point.Index i && scope.past().containsKey(i.range().axisName())
        && before(a, scope.past().get(i.range().axisName()).low(), scope);
  }

  private Term number(Point p) {
    return switch (p) {
      case Point.Now _ -> new Term.Position(new Term.Row(), Typing.NUMBER);
      case Point.Index i -> new Term.Iota(i.range(), free(i.range()));
      case Point.Cell c -> new Term.Constant(c.number());
    };
  }

  // ---- reading

  /** `C[t, s]`, `R[s, u]`, `C[2, 1]`. */
  Term read(Expr.Name name, Expr.Index e, Scope scope) {
    Term known = checker.check(new Expr.Name(name.span(), name.name(), 0), scope);
    if (known.failed()) return known;
    if (e.at().size() != 2) {
      return checker.fail(Diagnostic.of(Code.E0403, e.span(), "a memory has two times").because(e.at().size() + " given")
          .help("write `" + name.name() + "[t, s]`"));
    }
    Optional<Point> first = point(e.at().get(0), scope);
    Optional<Point> second = point(e.at().get(1), scope);
    if (first.isEmpty() || second.isEmpty()) return new Term.Failed();
    return at(names().symbols.get(name.name()), first.get(), second.get(), e, scope);
  }

  private Term at(Symbol memory, Point a, Point b, Expr e, Scope scope) {
    if (before(b, a, scope)) return cell(memory, a, b, scope);
    Past past = names().memories.get(memory.name());
    if (past == Past.UNSAID) {
      return checker.fail(Diagnostic.of(Code.E0520, e.span(), "the second time may be the later one, and of that `" + memory.name()
          + "` says nothing").because("this pair of times").label(memory.at(), "declared here")
          .help("declare it `symmetric`, and it is `" + memory.name() + "[s, t]`, or `causal`, and it is 0: `memory causal "
              + memory.name() + "[t, s] = ...`"));
    }
    if (past == Past.SYMMETRIC && before(a, b, scope)) return cell(memory, b, a, scope);
    Term other = past == Past.SYMMETRIC ? cell(memory, b, a, scope) : new Term.Constant(0);
    return select(condition(Primitive.LE, number(b), number(a)), cell(memory, a, b, scope), other);
  }

  private Term cell(Symbol memory, Point row, Point column, Scope scope) {
    IndexRange columns = memory.shape().getFirst();
    IndexRange rows = memory.shape().getLast();
    Term value = new Term.Read(memory, Typing.NUMBER);
    if (row instanceof Point.Now) value = new Term.At(value, rows, new Term.Row(), Typing.NUMBER);
    if (row instanceof Point.Cell c) value = new Term.Pick(value, rows.axisName(), c.number(), Typing.NUMBER);
    if (column instanceof Point.Now) value = new Term.At(value, columns, new Term.Row(), Typing.NUMBER);
    if (column instanceof Point.Cell c) value = new Term.Pick(value, columns.axisName(), c.number(), Typing.NUMBER);
    Set<String> free = new LinkedHashSet<>();
    Map<String, IndexRange> renames = new LinkedHashMap<>();
    IndexRange follow = null;
    if (row instanceof Point.Index r) {
      boolean twice = row.equals(column);
      follow = twice ? Shapes.fresh(new IndexRange(ROWS, rows.dim(), rows.size()), with(scope.taken(), ROWS)) : null;
      rename(renames, rows, twice ? follow : r.range());
      free.add(r.range().axisName());
    }
    if (column instanceof Point.Index c) {
      rename(renames, columns, c.range());
      free.add(c.range().axisName());
    }
    Typing typing = new Typing(Typing.Kind.NUMBER, List.of(), free);
    value = renames.isEmpty() ? new Term.Retyped(value, typing) : new Term.Rename(value, renames, typing);
    return follow == null ? value : new Term.Follow(value, follow.axisName(), ((Point.Index) column).range(), typing);
  }

  private static void rename(Map<String, IndexRange> renames, IndexRange from, IndexRange to) {
    if (!from.axisName().equals(to.axisName())) renames.put(from.axisName(), to);
  }

  private static Set<String> with(Set<String> names, String more) {
    Set<String> all = new LinkedHashSet<>(names);
    all.add(more);
    return all;
  }

  /** All of a memory, over `[t, s]`. */
  Term whole(Symbol memory) {
    IndexRange columns = memory.shape().getFirst();
    IndexRange rows = memory.shape().getLast();
    Typing typing = Typing.number(List.of(rows, columns));
    Term value = new Term.Read(memory, typing);
    if (names().memories.get(memory.name()) != Past.SYMMETRIC) return value;
    Map<String, IndexRange> swapped = new LinkedHashMap<>();
    swapped.put(rows.axisName(), columns);
    swapped.put(columns.axisName(), rows);
    Term past = new Term.Apply(Primitive.GE, List.of(new Term.Iota(rows, typing), new Term.Iota(columns, typing)),
        typing.of(Typing.Kind.CONDITION));
    return new Term.Apply(Primitive.SELECT, List.of(past, value, new Term.Rename(value, swapped, typing)), typing);
  }

  // ---- integrals

  Term integral(Expr.Integral e, Scope scope) {
    if (names().times.isEmpty()) {
      return checker.fail(Diagnostic.of(Code.E0521, e.nameSpan(), "an integral runs over the past that a memory keeps")
          .because("this model has no memory").help("declare one: `memory causal R[t, s] = 1`, with an equation `R[t, s]' = ...`"));
    }
    Optional<Point> low = point(e.low(), scope);
    Optional<Point> high = point(e.high(), scope);
    if (low.isEmpty() || high.isEmpty() || clashes(e, scope)) return new Term.Failed();
    if (low.get() instanceof Point.Cell c && c.number() > 0) return fixed(e.low(), "begins");
    if (high.get() instanceof Point.Cell) return fixed(e.high(), "ends");
    if (!before(low.get(), high.get(), scope)) {
      return checker.fail(Diagnostic.of(Code.E0521, e.low().span().to(e.high().span()), "this range does not run from an earlier to a later"
          + " time").because("`" + e.low().label() + "` is not known to come before `" + e.high().label() + "`")
          .help("in an equation of `[t, s]` times are ordered as " + TimeGrid.text(names().grid.start()) + ", s, t: write `s .. t` or `"
              + TimeGrid.text(names().grid.start()) + " .. s`"));
    }
    IndexRange times = names().times.get();
    IndexRange mine = Shapes.fresh(new IndexRange(e.variable().name(), times.dim(), times.size()), scope.taken());
    Scope inner = scope.binding(e.variable().name(), mine).between(mine.axisName(), new Range(low.get(), high.get()));
    Typed body = checker.typed(e.body(), inner);
    Term value = checker.requireReal(body, "what is integrated");
    if (value.failed()) return value;
    if (value.typing().isArray()) return checker.unindexed(body);
    return integrated(value, mine, low.get(), high.get());
  }

  private Term fixed(Expr e, String verb) {
    return checker.fail(Diagnostic.of(Code.E0521, e.span(), "an integral over the past " + verb + " at a fixed time")
        .because(verb.equals("ends") ? "at first, this time lies in the future" : "at first, this time has not come")
        .help("it runs from the start of time, or a bound time, up to `t` or a bound time: `integral(u in "
            + TimeGrid.text(names().grid.start()) + " .. t) ...`"));
  }

  private boolean clashes(Expr.Integral e, Scope scope) {
    String name = e.variable().name();
    boolean bound = scope.indices().containsKey(name) || scope.locals().containsKey(name);
    if (!bound && !names().isDeclared(name)) return false;
    checker.fail(Diagnostic.of(Code.E0206, e.variable().span(), bound ? "the time `" + name + "` is bound twice"
        : "the time `" + name + "` hides another `" + name + "`").because(bound ? "already bound outside" : "already declared")
        .help("choose another name"));
    return true;
  }

  /**
   * Each step counts half at both of its ends, so that an interval without length is 0; nothing is asked of values outside. The axis
   * that is summed over comes last, as cells beside each other are read fastest.
   */
  private Term integrated(Term value, IndexRange over, Point low, Point high) {
    Term here = new Term.Iota(over, free(over));
    Term first = both(low, Primitive.LE, here, condition(Primitive.GT, number(high), here));
    Term last = both(low, Primitive.LT, here, condition(Primitive.GE, number(high), here));
    Term half = new Term.Constant(0.5);
    Term none = new Term.Constant(0);
    Term weight = binary(Primitive.ADD, select(first, half, none), select(last, half, none));
    Term terms = select(condition(Primitive.GT, weight, none), binary(Primitive.MUL, weight, value), none);
    Set<String> free = new LinkedHashSet<>(terms.typing().free());
    free.remove(over.axisName());
    Term sum = Reductions.sum(terms, List.of(over), new Typing(Typing.Kind.NUMBER, List.of(), free));
    return binary(Primitive.MUL, new Term.Constant(names().grid.dt().doubleValue()), sum);
  }

  /** No time is before the start. */
  private Term both(Point low, Primitive after, Term here, Term before) {
    if (after == Primitive.LE && low instanceof Point.Cell c && c.number() == 0) return before;
    Term from = condition(after, number(low), here);
    return low instanceof Point.Index ? condition(Primitive.AND, from, before) : condition(Primitive.AND, before, from);
  }

  private static Term condition(Primitive p, Term a, Term b) {
    return new Term.Apply(p, List.of(a, b), new Typing(Typing.Kind.CONDITION, List.of(), Shapes.free(List.of(a, b))));
  }

  private static Term binary(Primitive p, Term a, Term b) {
    return new Term.Apply(p, List.of(a, b), new Typing(Typing.Kind.NUMBER, List.of(), Shapes.free(List.of(a, b))));
  }

  private static Term select(Term condition, Term yes, Term no) {
    return new Term.Apply(Primitive.SELECT, List.of(condition, yes, no),
        new Typing(Typing.Kind.NUMBER, List.of(), Shapes.free(List.of(condition, yes, no))));
  }
}
