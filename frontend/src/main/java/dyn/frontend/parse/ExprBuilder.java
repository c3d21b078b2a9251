package dyn.frontend.parse;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.Operator;
import dyn.frontend.syntax.UnitText;
import dyn.grammar.DynParser.ArgumentContext;
import dyn.grammar.DynParser.ArgumentsContext;
import dyn.grammar.DynParser.BinderContext;
import dyn.grammar.DynParser.OperandContext;
import dyn.grammar.DynParser.PostfixContext;
import dyn.grammar.DynParser.PrefixContext;
import dyn.grammar.DynParser.PrimaryContext;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;

/** Expressions from their parse tree. */
final class ExprBuilder {
  private final Tokens tokens;
  private final Diagnostics diagnostics;
  private final UnitBuilder units;

  ExprBuilder(Tokens tokens, Diagnostics diagnostics) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.units = new UnitBuilder(tokens, diagnostics);
  }

  /** An `expression` or `arithmetic`: both are operands with operators between them. */
  Expr of(ParserRuleContext context) {
    int count = context.getChildCount();
    if (count == 1 && ((OperandContext) context.getChild(0)).prefix().isEmpty()) return operand((OperandContext) context.getChild(0));
    List<Precedence.Operand> operands = new ArrayList<>(count / 2 + 1);
    List<Precedence.Infix> infixes = new ArrayList<>(count / 2);
    for (int i = 0; i < count; i++) {
      ParseTree child = context.getChild(i);
      if (child instanceof OperandContext o) {
        operands.add(new Precedence.Operand(o.prefix().stream().map(this::prefix).toList(), operand(o)));
      } else {
        ParserRuleContext operator = (ParserRuleContext) child;
        infixes.add(new Precedence.Infix(Operator.of(operator.getText()), span(operator)));
      }
    }
    return new Precedence(operands, infixes, diagnostics).bind();
  }

  List<Expr> all(List<? extends ParserRuleContext> contexts) {
    return contexts.stream().map(this::of).toList();
  }

  private Precedence.Prefix prefix(PrefixContext c) {
    Span at = span(c);
    if (c.REDUCE() != null) {
      Token name = c.REDUCE().getSymbol();
      if (c.INTO() != null || c.OUT() != null) return edges(c, at, name);
      return new Precedence.Prefix.Reduction(at, tokens.span(name, name), name.getText(), c.binder().stream().map(this::binder).toList(),
          Optional.empty());
    }
    if (c.EXPECTATION() != null) return expected(c, at);
    if (c.INTEGRAL() != null) return integral(c, at);
    if (c.STALE() != null) {
      return new Precedence.Prefix.Aged(at, tokens.span(c.STALE().getSymbol(), c.STALE().getSymbol()), of(c.expression(0)));
    }
    return switch (c.getText()) {
      case "-" -> new Precedence.Prefix.Minus(at);
      case "+" -> new Precedence.Prefix.Plus(at);
      default -> new Precedence.Prefix.Not(at);
    };
  }

  private Precedence.Prefix edges(PrefixContext c, Span at, Token name) {
    List<Expr.Name> names = c.NAME().stream()
        .map(n -> new Expr.Name(tokens.span(n.getSymbol(), n.getSymbol()), n.getText(), 0)).toList();
    Expr.Name set = names.getFirst();
    Expr.Meeting meeting = new Expr.Meeting(c.INTO() != null, names.subList(1, names.size()));
    return new Precedence.Prefix.Reduction(at, tokens.span(name, name), name.getText(),
        List.of(new Expr.Binder(set.span(), set.name(), set.name(), set.span())), Optional.of(meeting));
  }

  private Precedence.Prefix expected(PrefixContext c, Span at) {
    Token name = c.EXPECTATION().getSymbol();
    Token variable = c.NAME(0).getSymbol();
    Optional<Expr> rule = c.expression().size() < 2 ? Optional.empty() : Optional.of(of(c.expression(1)));
    return new Precedence.Prefix.Expected(at, tokens.span(name, name), new Ident(tokens.span(variable, variable), variable.getText(), 0),
        of(c.expression(0)), rule);
  }

  private Precedence.Prefix integral(PrefixContext c, Span at) {
    Token name = c.INTEGRAL().getSymbol();
    Token variable = c.NAME(0).getSymbol();
    return new Precedence.Prefix.Integrated(at, tokens.span(name, name), new Ident(tokens.span(variable, variable), variable.getText(), 0),
        of(c.arithmetic(0)), of(c.arithmetic(1)));
  }

  private Expr.Binder binder(BinderContext c) {
    Token last = c.NAME(c.NAME().size() - 1).getSymbol();
    String dimension = c.IN() == null ? "" : last.getText();
    return new Expr.Binder(tokens.span(c.getStart(), c.getStart()), c.NAME(0).getText(), dimension, tokens.span(last, last));
  }

  private Expr operand(OperandContext c) {
    Expr value = primary(c.primary(0));
    for (PostfixContext p : c.postfix()) {
      Span span = value.span().to(span(p));
      if (p.subscripts() != null) {
        value = new Expr.Index(span, value, all(p.subscripts().expression()));
      } else {
        value = primed(value, span, p);
      }
    }
    if (c.MOMENT() == null) return value;
    Expr time = primary(c.primary(1));
    return new Expr.At(value.span().to(time.span()), value, time);
  }

  /** `x'`, and `x[i]'`, which is `x'[i]`. */
  private Expr primed(Expr value, Span span, PostfixContext p) {
    if (value instanceof Expr.Name n) return new Expr.Name(span, n.name(), n.primes() + 1);
    if (value instanceof Expr.Index i && i.base() instanceof Expr.Name n) {
      return new Expr.Index(span, new Expr.Name(n.span(), n.name(), n.primes() + 1), i.at());
    }
    diagnostics.add(Diagnostic.of(Code.E0101, span(p), "a prime may only follow a name")
        .because("this is the rate of no state").help("only states have rates: `x'`"));
    return value;
  }

  private Expr primary(PrimaryContext c) {
    if (!c.NUMBER().isEmpty()) return number(c);
    if (c.IMAGINARY() != null) return imaginary(span(c), c.IMAGINARY().getText().replace("_", ""));
    if (c.NAME() != null || c.WHERE() != null) {
      Token name = c.getStart();
      if (c.getChildCount() == 1) return new Expr.Name(span(c), name.getText(), 0);
      return new Expr.Call(span(c), tokens.span(name, name), name.getText(), arguments(c.arguments()));
    }
    if (c.getStart().getText().equals("(")) return of(c.expression(0)).within(span(c));
    return new Expr.Literal(span(c), all(c.expression()));
  }

  private Expr number(PrimaryContext c) {
    Optional<UnitText> unit = c.UNIT() == null ? Optional.empty()
        : Optional.of(units.ofLiteral(c.UNIT(), c.NUMBER(), c.getText().contains("^-")));
    return new Expr.Num(span(c), c.NUMBER(0).getText().replace("_", ""), unit);
  }

  /** `2i` is short for `complex(0, 2)`. */
  private static Expr imaginary(Span at, String text) {
    Expr.Num zero = new Expr.Num(at, "0");
    Expr.Num size = new Expr.Num(at, text.substring(0, text.length() - 1));
    return new Expr.Call(at, at, "complex", List.of(new Expr.Arg(at, "", zero), new Expr.Arg(at, "", size)));
  }

  List<Expr.Arg> arguments(ArgumentsContext c) {
    return c == null ? List.of() : c.argument().stream().map(this::argument).toList();
  }

  private Expr.Arg argument(ArgumentContext c) {
    return new Expr.Arg(span(c), c.NAME() == null ? "" : c.NAME().getText(), of(c.expression()));
  }

  UnitBuilder units() {
    return units;
  }

  Span span(ParserRuleContext c) {
    return tokens.span(c.getStart(), c.getStop());
  }
}
