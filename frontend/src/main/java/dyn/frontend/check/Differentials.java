package dyn.frontend.check;

import dyn.frontend.syntax.Differential;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The right side of `dx = f * dt + g * dW`, told apart: f, and what noise adds. Each of its terms has one differential, as a factor. */
final class Differentials {
  /** What a term is in its differentials. */
  private sealed interface Form {
    /** It has none. */
    record Plain() implements Form {}

    /** Their sum; what is zero is empty. @param drift without its `dt` */
    record Linear(Optional<Term> drift, Optional<Term> noise) implements Form {}

    /** It is no sum of products with one. */
    record Other() implements Form {}
  }

  /** @param noise with its increments in place; empty where there is none */
  record Parts(Term drift, Optional<Term> noise) {}

  private static final Form PLAIN = new Form.Plain();
  private static final Form OTHER = new Form.Other();
  private static final Form.Linear NOTHING = new Form.Linear(Optional.empty(), Optional.empty());

  /** By identity: terms share parts. */
  private final Map<Term, Form> known = new IdentityHashMap<>();

  /** The differential of time, which has no declaration. */
  static Symbol ofTime(Span at) {
    return new Symbol(Symbol.Kind.DIFFERENTIAL, Differential.OF_TIME, at, List.of(), Stage.STEP);
  }

  /** Empty where a term has no differential, or more than one. */
  Optional<Parts> split(Term right) {
    Form form = of(right);
    if (form instanceof Form.Plain && Complexes.isZero(right)) form = NOTHING;
    if (!(form instanceof Form.Linear l)) return Optional.empty();
    Term zero = right instanceof Term.Complex z ? Complexes.of(Complexes.ZERO, Complexes.ZERO, z.typing()) : Complexes.ZERO;
    return Optional.of(new Parts(l.drift().orElse(zero), l.noise()));
  }

  /** Without recursion: a sum may have many terms. */
  private Form of(Term root) {
    Deque<Term> todo = new ArrayDeque<>(List.of(root));
    while (!todo.isEmpty()) {
      Term t = todo.peek();
      List<Term> open = operands(t).stream().filter(o -> !known.containsKey(o)).toList();
      if (known.containsKey(t)) todo.pop();
      else if (open.isEmpty()) known.put(todo.pop(), form(t));
      else open.forEach(todo::push);
    }
    return known.get(root);
  }

  private static List<Term> operands(Term t) {
    return switch (t) {
      case Term.Failed _, Term.Constant _, Term.Read _, Term.Time _, Term.Row _, Term.Iota _, Term.Draw _, Term.Quantiles _, Term.Base _,
          Term.Point _, Term.Structured _ -> List.of();
      case Term.Complex z -> List.of(z.re(), z.im());
      case Term.Apply a -> a.args();
      case Term.Rename r -> List.of(r.operand());
      case Term.Pick p -> List.of(p.operand());
      case Term.Shift s -> List.of(s.operand());
      case Term.Follow f -> List.of(f.operand());
      case Term.At a -> List.of(a.operand(), a.index());
      case Term.Position p -> List.of(p.index());
      case Term.Meet m -> List.of(m.operand(), m.first(), m.last());
      case Term.Reduce r -> List.of(r.operand());
      case Term.Contract c -> List.of(c.left(), c.right());
      case Term.Stack s -> s.parts();
      case Term.Retyped r -> List.of(r.operand());
      case Term.Divergence d -> d.flows().stream().map(Term.Divergence.Flow::rate).toList();
    };
  }

  private Form form(Term t) {
    if (t instanceof Term.Read r && r.symbol().kind() == Symbol.Kind.DIFFERENTIAL) {
      boolean time = r.symbol().name().equals(Differential.OF_TIME);
      return time ? new Form.Linear(Optional.of(Complexes.ONE), Optional.empty()) : new Form.Linear(Optional.empty(), Optional.of(t));
    }
    List<Form> forms = operands(t).stream().map(known::get).toList();
    if (forms.stream().allMatch(Form.Plain.class::isInstance)) return PLAIN;
    return switch (t) {
      case Term.Apply a -> apply(a, forms);
      case Term.Complex z -> complex(z, forms);
      case Term.Rename r -> through(forms, x -> new Term.Rename(x, r.to(), r.typing()));
      case Term.Pick p -> through(forms, x -> new Term.Pick(x, p.axis(), p.position(), p.typing()));
      case Term.Shift s -> through(forms, x -> new Term.Shift(x, s.axis(), s.by(), s.edge(), s.typing()));
      case Term.Follow f -> through(forms, x -> new Term.Follow(x, f.axis(), f.index(), f.typing()));
      case Term.At a -> through(forms, x -> new Term.At(x, a.axis(), a.index(), a.typing()));
      case Term.Meet m when m.combine() == Lanes.Combine.SUM ->
          through(forms, x -> new Term.Meet(m.combine(), m.mean(), x, m.first(), m.last(), m.edge(), m.typing()));
      case Term.Reduce r when r.combine() == Lanes.Combine.SUM ->
          through(forms, x -> new Term.Reduce(r.combine(), r.mean(), spread(x, r.operand()), r.over(), r.typing()));
      case Term.Contract c -> contract(c, forms);
      case Term.Stack s -> stack(s, forms);
      case Term.Retyped r -> through(forms, x -> new Term.Retyped(x, r.typing()));
      case Term.Failed _, Term.Constant _, Term.Read _, Term.Time _, Term.Row _, Term.Iota _, Term.Draw _, Term.Quantiles _, Term.Base _,
          Term.Point _, Term.Structured _, Term.Position _, Term.Meet _, Term.Reduce _, Term.Divergence _ -> OTHER;
    };
  }

  /** What moves or adds up cells of its first operand does so to its parts; others choose which cells. */
  private static Form through(List<Form> forms, UnaryOperator<Term> f) {
    boolean chosen = forms.stream().skip(1).allMatch(Form.Plain.class::isInstance);
    return chosen && forms.getFirst() instanceof Form.Linear l ? map(l, f) : OTHER;
  }

  private static Form.Linear map(Form.Linear l, UnaryOperator<Term> f) {
    return new Form.Linear(l.drift().map(f), l.noise().map(f));
  }

  /** A part may have lost its axes with the factor `dt`: it then is a number, in every cell. */
  private static Term spread(Term part, Term whole) {
    return part.typing().equals(whole.typing()) ? part : new Term.Retyped(part, whole.typing());
  }

  private Form apply(Term.Apply a, List<Form> forms) {
    return switch (a.primitive()) {
      case ADD -> sum(a, forms, Complexes::add);
      case SUB -> sum(a, forms, Complexes::sub);
      case NEG -> through(forms, Complexes::neg);
      case MUL -> {
        boolean left = forms.get(0) instanceof Form.Linear;
        Term other = a.args().get(left ? 1 : 0);
        boolean one = forms.get(left ? 1 : 0) instanceof Form.Plain;
        yield one && forms.get(left ? 0 : 1) instanceof Form.Linear l
            ? map(l, x -> left ? Complexes.mul(x, other) : Complexes.mul(other, x)) : OTHER;
      }
      case DIV -> through(forms, x -> Complexes.div(x, a.args().get(1)));
      case SELECT -> {
        if (!(forms.get(0) instanceof Form.Plain)) yield OTHER;
        Term condition = a.args().get(0);
        yield pair(linear(a.args().get(1), forms.get(1)), linear(a.args().get(2), forms.get(2)),
            (x, y) -> Complexes.where(condition, x, y));
      }
      default -> OTHER;
    };
  }

  /** Puts two parts together, either of which may be the number 0. */
  @FunctionalInterface
  private interface Join {
    Term of(Term x, Term y);
  }

  private static Form sum(Term.Apply a, List<Form> forms, Join join) {
    return pair(linear(a.args().get(0), forms.get(0)), linear(a.args().get(1), forms.get(1)), join);
  }

  /** Empty where a term is neither zero nor linear. */
  private static Optional<Form.Linear> linear(Term t, Form form) {
    if (form instanceof Form.Linear l) return Optional.of(l);
    return form instanceof Form.Plain && Complexes.isZero(t) ? Optional.of(NOTHING) : Optional.empty();
  }

  private static Form pair(Optional<Form.Linear> a, Optional<Form.Linear> b, Join join) {
    if (a.isEmpty() || b.isEmpty()) return OTHER;
    return new Form.Linear(join(a.get().drift(), b.get().drift(), join), join(a.get().noise(), b.get().noise(), join));
  }

  private static Optional<Term> join(Optional<Term> x, Optional<Term> y, Join join) {
    if (x.isEmpty() && y.isEmpty()) return Optional.empty();
    return Optional.of(join.of(x.orElse(Complexes.ZERO), y.orElse(Complexes.ZERO)));
  }

  private static Form complex(Term.Complex z, List<Form> forms) {
    return pair(linear(z.re(), forms.get(0)), linear(z.im(), forms.get(1)), (x, y) -> Complexes.of(x, y, z.typing()));
  }

  private static Form contract(Term.Contract c, List<Form> forms) {
    if (forms.get(0) instanceof Form.Plain && forms.get(1) instanceof Form.Linear r) {
      return map(r, x -> new Term.Contract(c.left(), spread(x, c.right()), c.along(), c.typing()));
    }
    return forms.get(1) instanceof Form.Plain && forms.get(0) instanceof Form.Linear l
        ? map(l, x -> new Term.Contract(spread(x, c.left()), c.right(), c.along(), c.typing())) : OTHER;
  }

  private static Form stack(Term.Stack s, List<Form> forms) {
    List<Optional<Form.Linear>> parts = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) parts.add(linear(s.parts().get(i), forms.get(i)));
    if (parts.stream().anyMatch(Optional::isEmpty)) return OTHER;
    List<Form.Linear> all = parts.stream().map(Optional::get).toList();
    return new Form.Linear(stacked(s, all.stream().map(Form.Linear::drift).toList()),
        stacked(s, all.stream().map(Form.Linear::noise).toList()));
  }

  private static Optional<Term> stacked(Term.Stack s, List<Optional<Term>> parts) {
    if (parts.stream().allMatch(Optional::isEmpty)) return Optional.empty();
    return Optional.of(new Term.Stack(parts.stream().map(p -> p.orElse(Complexes.ZERO)).toList(), s.axis(), s.typing()));
  }
}
