package dyn.frontend.parse;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.Operator;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Binds a flat row of operands and operators by precedence. Only prefixes and powers recurse, and their depth is bounded. */
final class Precedence {
  /** What stands before an operand: a sign, `not`, or a reduction or stale read waiting for its body. */
  sealed interface Prefix {
    record Minus(Span at) implements Prefix {}

    record Plus(Span at) implements Prefix {}

    record Not(Span at) implements Prefix {}

    record Reduction(Span at, Span nameSpan, String kind, List<Expr.Binder> binders, Optional<Expr.Meeting> meeting) implements Prefix {}

    record Expected(Span at, Span nameSpan, Ident variable, Expr distribution, Optional<Expr> rule) implements Prefix {}

    record Integrated(Span at, Span nameSpan, Ident variable, Expr low, Expr high) implements Prefix {}
    record Aged(Span at, Span nameSpan, Expr age) implements Prefix {}
  }

  record Operand(List<Prefix> prefixes, Expr value) {}

  record Infix(Operator operator, Span at) {}

  private static final int DEEPEST = 400;

  private final List<Operand> operands;
  private final List<Infix> infixes;
  private final Diagnostics diagnostics;
  private int next;
  private int prefix;
  private int depth;
  private boolean refused;

  Precedence(List<Operand> operands, List<Infix> infixes, Diagnostics diagnostics) {
    this.operands = operands;
    this.infixes = infixes;
    this.diagnostics = diagnostics;
  }

  Expr bind() {
    return bind(1);
  }

  private Expr bind(int level) {
    Expr left = operand(level);
    while (next < infixes.size() && infixes.get(next).operator().level() >= level) {
      left = chain(left, infixes.get(next).operator());
    }
    return left;
  }

  /** All following operators of this level; a power takes its exponent from the right. */
  private Expr chain(Expr first, Operator leading) {
    List<Expr.Link> links = new ArrayList<>();
    int level = leading.level();
    while (next < infixes.size() && infixes.get(next).operator().level() == level) {
      Infix infix = infixes.get(next++);
      prefix = 0;
      boolean nest = leading == Operator.POW && deeper(infix.at());
      Expr right = bind(nest ? level : level + 1);
      if (nest) depth--;
      links.add(new Expr.Link(infix.operator(), infix.at(), right));
    }
    if (leading.isComparison() && links.size() > 1) {
      Span at = links.get(1).at();
      diagnostics.add(Diagnostic.of(Code.E0111, at, "comparisons do not chain").because("a second comparison")
          .help("write `a < b and b < c`"));
    }
    Span span = first.span().to(links.getLast().operand().span());
    return new Expr.Chain(span, first, links);
  }

  private Expr operand(int level) {
    Operand operand = operands.get(next);
    if (prefix == operand.prefixes().size()) {
      prefix = 0;
      return operand.value();
    }
    Prefix p = operand.prefixes().get(prefix++);
    if (!deeper(at(p))) {
      prefix = 0;
      return operand.value();
    }
    Expr result = switch (p) {
      case Prefix.Minus m -> negate(m.at(), bind(Operator.SIGN_LEVEL + 1));
      case Prefix.Plus _ -> bind(Operator.SIGN_LEVEL + 1);
      case Prefix.Not n -> not(n.at(), bind(Operator.NOT_LEVEL));
      case Prefix.Reduction r -> reduce(r, bind(Operator.TERM_LEVEL));
      case Prefix.Expected x -> expected(x, bind(Operator.TERM_LEVEL));
      case Prefix.Integrated i -> integral(i, bind(Operator.TERM_LEVEL));
      case Prefix.Aged a -> aged(a, bind(Operator.SIGN_LEVEL + 1));
    };
    depth--;
    return result;
  }

  /** False where the row is nested too deeply, which is said once. */
  private boolean deeper(Span at) {
    if (depth < DEEPEST) {
      depth++;
      return true;
    }
    if (!refused) {
      diagnostics.add(Diagnostic.of(Code.E0104, at, "more than " + DEEPEST + " signs and powers are nested").because("too deep here")
          .help("name a part of the expression with `let`"));
    }
    refused = true;
    return false;
  }

  private static Expr negate(Span at, Expr operand) {
    return new Expr.Negate(at.to(operand.span()), operand);
  }

  private static Expr not(Span at, Expr operand) {
    return new Expr.Not(at.to(operand.span()), operand);
  }

  private static Expr reduce(Prefix.Reduction r, Expr body) {
    return new Expr.Reduce(r.at().to(body.span()), r.nameSpan(), r.kind(), r.binders(), r.meeting(), body);
  }

  private static Expr expected(Prefix.Expected x, Expr body) {
    return new Expr.Expectation(x.at().to(body.span()), x.nameSpan(), x.variable(), x.distribution(), x.rule(), body);
  }

  private static Expr integral(Prefix.Integrated i, Expr body) {
    return new Expr.Integral(i.at().to(body.span()), i.nameSpan(), i.variable(), i.low(), i.high(), body);
  }

  private static Expr aged(Prefix.Aged a, Expr body) {
    return new Expr.Stale(a.at().to(body.span()), a.nameSpan(), a.age(), body);
  }

  private static Span at(Prefix p) {
    return switch (p) {
      case Prefix.Minus m -> m.at();
      case Prefix.Plus m -> m.at();
      case Prefix.Not m -> m.at();
      case Prefix.Reduction m -> m.at();
      case Prefix.Expected m -> m.at();
      case Prefix.Integrated m -> m.at();
      case Prefix.Aged m -> m.at();
    };
  }
}
