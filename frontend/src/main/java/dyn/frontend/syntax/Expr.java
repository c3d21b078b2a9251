package dyn.frontend.syntax;

import dyn.ir.diagnostics.Span;
import java.util.List;
import java.util.Optional;

/** Expressions. Depth is bounded by the nesting of the text: a chain of operators of one level is one node. */
public sealed interface Expr {
  Span span();

  /**
   * A literal; the text is kept, so that times and steps stay exact decimals. With a unit, it is in that unit as parsed, and in working
   * units once {@link dyn.frontend.units} has seen it: what follows needs the text only.
   */
  record Num(Span span, String text, Optional<UnitText> unit) implements Expr {
    public Num(Span span, String text) {
      this(span, text, Optional.empty());
    }

    public double value() {
      return Double.parseDouble(text);
    }
  }

  /** A name, with the primes that follow it: `x'` is a rate. */
  record Name(Span span, String name, int primes) implements Expr {
    /** The name with its primes, as states are known. */
    public String full() {
      return name + "'".repeat(primes);
    }
  }

  /** `name(args)`, and `where(...)`. */
  record Call(Span span, Span nameSpan, String name, List<Arg> args) implements Expr {}

  /** An argument; the name is empty where none was given. */
  record Arg(Span span, String name, Expr value) {}

  record Index(Span span, Expr base, List<Expr> at) implements Expr {}

  record Negate(Span span, Expr operand) implements Expr {}

  record Not(Span span, Expr operand) implements Expr {}

  /** Operands of one level, applied from left to right. */
  record Chain(Span span, Expr first, List<Link> rest) implements Expr {}

  record Link(Operator operator, Span at, Expr operand) {}

  /**
   * `sum(i in d, j in e) body` and its kin; the dimension is empty where the binder names its index alone. `sum(link into i) body` has a
   * binder for the edges, and says at which end they meet.
   */
  record Reduce(Span span, Span nameSpan, String kind, List<Binder> binders, Optional<Meeting> meeting, Expr body) implements Expr {}

  /** The nodes into which, or out of which, edges are counted: indices, or the name of a dimension or grid. */
  record Meeting(boolean into, List<Name> nodes) {}

  /** `expectation(variable ~ distribution, rule) body`. */
  record Expectation(Span span, Span nameSpan, Ident variable, Expr distribution, Optional<Expr> rule, Expr body) implements Expr {}

  /** `integral(variable in low .. high) body`, over times that have passed. */
  record Integral(Span span, Span nameSpan, Ident variable, Expr low, Expr high, Expr body) implements Expr {}
  /** `stale(age) body`: what the body was `age` steps ago. */
  record Stale(Span span, Span nameSpan, Expr age, Expr body) implements Expr {}

  /** `value at time`, beside values at other times. */
  record At(Span span, Expr value, Expr time) implements Expr {}

  /** A value of an instance, read within it: the first `axes` dimensions, which count instances, are not seen there. */
  record Own(Span span, Name name, int axes) implements Expr {}

  /** The same expression for every instance of an array: `whole` where its value takes the dimensions of the array in front of its own. */
  record Each(Span span, List<Name> dims, Expr body, boolean whole) implements Expr {}

  record Binder(Span span, String index, String dimension, Span dimensionSpan) {}

  record Literal(Span span, List<Expr> items) implements Expr {}

  /** As the user wrote it, on one line. */
  default String label() {
    return span().text().strip().replaceAll("\\s+", " ");
  }

  /** The same with another place in the text: that of its parentheses. */
  default Expr within(Span place) {
    return switch (this) {
      case Num n -> new Num(place, n.text(), n.unit());
      case Name n -> new Name(place, n.name(), n.primes());
      case Call c -> new Call(place, c.nameSpan(), c.name(), c.args());
      case Index i -> new Index(place, i.base(), i.at());
      case Negate n -> new Negate(place, n.operand());
      case Not n -> new Not(place, n.operand());
      case Chain c -> new Chain(place, c.first(), c.rest());
      case Reduce r -> new Reduce(place, r.nameSpan(), r.kind(), r.binders(), r.meeting(), r.body());
      case Expectation e -> new Expectation(place, e.nameSpan(), e.variable(), e.distribution(), e.rule(), e.body());
      case Integral i -> new Integral(place, i.nameSpan(), i.variable(), i.low(), i.high(), i.body());
      case Stale s -> new Stale(place, s.nameSpan(), s.age(), s.body());
      case At a -> new At(place, a.value(), a.time());
      case Literal l -> new Literal(place, l.items());
      case Own o -> new Own(place, o.name(), o.axes());
      case Each e -> new Each(place, e.dims(), e.body(), e.whole());
    };
  }
}
