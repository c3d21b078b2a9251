package dyn.frontend.parse;

import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.syntax.UnitText;
import dyn.grammar.DynParser.UnitContext;
import dyn.grammar.DynParser.UnitFactorContext;
import dyn.grammar.DynParser.UnitItemContext;
import dyn.grammar.DynParser.UnitRestContext;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Units from their parse tree. */
final class UnitBuilder {
  private static final int LARGEST_EXPONENT = 12;

  private final Tokens tokens;
  private final Diagnostics diagnostics;

  UnitBuilder(Tokens tokens, Diagnostics diagnostics) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
  }

  UnitText unit(UnitContext c) {
    boolean inverse = c.NUMBER() != null;
    if (inverse && !c.NUMBER().getText().equals("1")) {
      diagnostics.add(Diagnostic.of(Code.E0703, at(c.NUMBER()), "a unit has no factor but 1").because("a number in a unit")
          .help("write `1/ms`; a multiple of a unit gets a name: `unit furlong = 201.168 m`"));
    }
    return rest(span(c), factor(c.unitFactor(), inverse), c.unitRest());
  }

  private UnitText rest(Span span, UnitText.Factor first, List<UnitRestContext> rest) {
    List<UnitText.Factor> factors = new ArrayList<>(List.of(first));
    for (UnitRestContext r : rest) factors.add(factor(r.unitFactor(), r.getStart().getText().equals("/")));
    return new UnitText(span, factors);
  }

  private UnitText.Factor factor(UnitFactorContext c, boolean below) {
    int exponent = c.NUMBER() == null ? 1 : exponent(c.NUMBER(), c.getText().contains("^-"));
    return new UnitText.Factor(span(c), c.getStart().getText(), below ? -exponent : exponent);
  }

  /** The unit of a literal: one name and its exponent; what follows by `*` and `/` is joined when names are known. */
  UnitText ofLiteral(TerminalNode name, List<TerminalNode> numbers, boolean negative) {
    int exponent = numbers.size() < 2 ? 1 : exponent(numbers.getLast(), negative);
    Token last = numbers.size() < 2 ? name.getSymbol() : numbers.getLast().getSymbol();
    Span span = tokens.span(name.getSymbol(), last);
    return new UnitText(span, List.of(new UnitText.Factor(span, name.getText(), exponent)));
  }

  private int exponent(TerminalNode number, boolean negative) {
    String digits = number.getText();
    boolean good = digits.length() <= 2 && digits.chars().allMatch(Character::isDigit) && !digits.equals("0")
        && Integer.parseInt(digits) <= LARGEST_EXPONENT;
    if (!good) {
      diagnostics.add(Diagnostic.of(Code.E0703, at(number), "the exponent of a unit is a whole number up to " + LARGEST_EXPONENT)
          .because("not such a number").help("a power of the whole quantity takes parentheses: `(4 mV)^0.5`"));
    }
    int n = good ? Integer.parseInt(digits) : 1;
    return negative ? -n : n;
  }

  ModelItem.UnitItem item(UnitItemContext c) {
    Span span = span(c);
    if (c.NEW() != null) return new ModelItem.UnitItem.New(span, ident(c.NAME()));
    if (c.NAME() == null) return new ModelItem.UnitItem.Working(span, unit(c.unit()));
    Optional<UnitText> unit = Optional.ofNullable(c.unitFactor()).map(f -> {
      Span place = c.unitRest().isEmpty() ? span(f) : span(f).to(span(c.unitRest().getLast()));
      return rest(place, factor(f, false), c.unitRest());
    });
    return new ModelItem.UnitItem.Derived(span, ident(c.NAME()), c.NUMBER().getText().replace("_", ""), unit);
  }

  private Ident ident(TerminalNode name) {
    return new Ident(at(name), name.getText(), 0);
  }

  private Span at(TerminalNode n) {
    return tokens.span(n.getSymbol(), n.getSymbol());
  }

  private Span span(ParserRuleContext c) {
    return tokens.span(c.getStart(), c.getStop());
  }
}
