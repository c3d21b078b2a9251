package dyn.frontend.parse;

import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.Operator;
import dyn.frontend.syntax.UnitText;
import dyn.grammar.DynParser.*;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Experiments from their parse tree. */
final class ExperimentBuilder {
  private final TreeBuilder trees;
  private final Tokens tokens;

  ExperimentBuilder(TreeBuilder trees, Tokens tokens) {
    this.trees = trees;
    this.tokens = tokens;
  }

  Definition.Experiment experiment(ExperimentContext c) {
    Optional<Ident> model = c.OF() == null ? Optional.empty() : Optional.of(trees.ident(c.NAME(1)));
    List<ExperimentItem> items = new ArrayList<>();
    c.experimentItem().forEach(i -> item(i, items));
    return new Definition.Experiment(trees.span(c), trees.ident(c.NAME(0)), model, TreeBuilder.doc(c.STRING()), items);
  }

  private void item(ExperimentItemContext c, List<ExperimentItem> out) {
    Span span = trees.span(c);
    if (c.time() != null) out.add(new ExperimentItem.Time(span, expr(c.time().arithmetic(0)), expr(c.time().arithmetic(1))));
    if (c.method() != null) out.add(new ExperimentItem.Method(span, trees.method(c.method().methodChoice())));
    if (c.ensemble() != null) out.add(new ExperimentItem.Ensemble(span, expr(c.ensemble().arithmetic())));
    if (c.setting() != null) {
      c.setting().assignment().forEach(a -> out.add(trees.assignment(a)));
    }
    if (c.variation() != null) vary(c.variation(), out);
    if (c.recording() != null) out.add(record(c.recording(), span));
    if (c.binding() != null) out.add(bind(c.binding(), span));
    if (c.seed() != null) out.add(new ExperimentItem.Seed(span, expr(c.seed().arithmetic())));
    if (c.locate() != null) out.add(new ExperimentItem.Locate(span, trees.ident(c.locate().NAME())));
    if (c.updates() != null) {
      out.add(new ExperimentItem.Updates(span, trees.ident(c.updates().NAME()), trees.expressions().arguments(c.updates().arguments())));
    }
    if (c.plot() != null) out.add(plot(c.plot(), span));
    if (c.expect() != null) out.add(expect(c.expect(), span));
  }

  private void vary(VariationContext c, List<ExperimentItem> out) {
    for (TargetContext t : c.target()) {
      out.add(new ExperimentItem.Vary(trees.span(c), trees.ident(t.NAME(), t.PRIME()), c.FROM() != null, expr(c.expression())));
    }
  }

  private ExperimentItem record(RecordingContext c, Span span) {
    Optional<ExperimentItem.When> when = Optional.empty();
    List<ArithmeticContext> times = c.arithmetic();
    if (c.EVERY() != null) {
      int next = c.FROM() == null ? 1 : 2;
      Optional<Expr> from = c.FROM() == null ? Optional.empty() : Optional.of(expr(times.get(1)));
      Optional<Expr> to = times.size() > next ? Optional.of(expr(times.get(next))) : Optional.empty();
      when = Optional.of(new ExperimentItem.When.Every(after(c.EVERY().getSymbol(), times.getLast()), expr(times.getFirst()), from, to));
    }
    if (c.AT() != null) when = Optional.of(new ExperimentItem.When.At(after(c.AT().getSymbol(), times.getFirst()), expr(times.getFirst())));
    Optional<String> file = Optional.ofNullable(c.STRING()).map(TreeBuilder::text);
    return new ExperimentItem.Record(span, trees.expressions().all(c.expression()), when, file);
  }

  private ExperimentItem bind(BindingContext c, Span span) {
    Ident input = trees.ident(c.NAME());
    if (c.STRING() == null) return new ExperimentItem.Bind(span, input, expr(c.expression()));
    var path = c.STRING().getSymbol();
    List<ExperimentItem.Option> options = new ArrayList<>();
    c.column().forEach(o -> option(o, options));
    return new ExperimentItem.BindFile(span, input, tokens.span(path, path), TreeBuilder.text(c.STRING()), options);
  }

  /** A unit is an option of its own: `unit` of the values, `time unit` of the times. */
  private void option(ColumnContext c, List<ExperimentItem.Option> out) {
    if (c.STRING() != null || c.NAME().size() == 2) {
      String value = c.STRING() != null ? TreeBuilder.text(c.STRING()) : c.NAME(1).getText();
      out.add(new ExperimentItem.Option(trees.span(c), c.getStart().getText(), value, Optional.empty()));
    }
    if (c.unitOf() == null) return;
    String key = c.TIME() != null ? "time unit" : "unit";
    UnitText unit = trees.expressions().units().unit(c.unitOf().unit());
    out.add(new ExperimentItem.Option(trees.span(c.unitOf()), key, unit.text(), Optional.of(unit)));
  }

  private ExperimentItem plot(PlotContext c, Span span) {
    List<Expr> all = trees.expressions().all(c.expression());
    boolean over = c.OVER() != null;
    List<Expr> items = over ? all.subList(0, all.size() - 1) : all;
    Optional<ExperimentItem.When> when = c.AT() == null ? Optional.empty()
        : Optional.of(new ExperimentItem.When.At(after(c.AT().getSymbol(), c.arithmetic()), expr(c.arithmetic())));
    Optional<Ident> axes = Optional.ofNullable(c.NAME()).map(trees::ident);
    return new ExperimentItem.Plot(span, items, over ? Optional.of(all.getLast()) : Optional.empty(), when, axes);
  }

  private ExperimentItem expect(ExpectContext c, Span span) {
    int next = 0;
    Expr subject = expr(c.arithmetic(next++));
    Optional<ExperimentItem.When> when = Optional.empty();
    if (c.AT() != null) {
      ArithmeticContext time = c.arithmetic(next++);
      when = Optional.of(new ExperimentItem.When.At(after(c.AT().getSymbol(), time), expr(time)));
    } else if (c.THROUGHOUT() != null) {
      var word = c.THROUGHOUT().getSymbol();
      when = Optional.of(new ExperimentItem.When.Throughout(tokens.span(word, word)));
    }
    Optional<Operator> relation = Optional.ofNullable(c.comparison()).map(r -> Operator.of(r.getText()));
    Span relationSpan = c.comparison() == null ? span : trees.span(c.comparison());
    Optional<Expr> value = relation.isPresent() ? Optional.of(expr(c.arithmetic(next++))) : Optional.empty();
    Optional<Expr> within = c.WITHIN() == null ? Optional.empty() : Optional.of(expr(c.arithmetic(next)));
    String unit = c.NAME() == null ? "" : c.NAME().getText();
    Span unitSpan = c.NAME() == null ? span : tokens.span(c.NAME().getSymbol(), c.NAME().getSymbol());
    return new ExperimentItem.Expect(span, subject, when, relation, relationSpan, value, within, unit, unitSpan);
  }

  private Expr expr(ParserRuleContext c) {
    return trees.expressions().of(c);
  }

  private Span after(Token word, ParserRuleContext c) {
    return tokens.span(word, c.getStop());
  }
}
