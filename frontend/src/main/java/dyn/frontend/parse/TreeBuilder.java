package dyn.frontend.parse;

import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.Differential;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.MethodCall;
import dyn.frontend.syntax.ModelFile;
import dyn.frontend.syntax.ModelItem;
import dyn.grammar.DynParser.*;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Files and models from their parse tree. */
final class TreeBuilder {
  static final String LANGUAGE_VERSION = "1";

  private final Tokens tokens;
  private final Diagnostics diagnostics;
  private final ExprBuilder expressions;
  private final GridBuilder grids;

  TreeBuilder(Tokens tokens, Diagnostics diagnostics) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.expressions = new ExprBuilder(tokens, diagnostics);
    this.grids = new GridBuilder(this, diagnostics);
  }

  ExprBuilder expressions() {
    return expressions;
  }

  ModelFile file(FileContext c) {
    if (c.version() != null) version(c.version());
    List<Definition> definitions = new ArrayList<>();
    for (DefinitionContext d : c.definition()) {
      if (d.importing() != null) definitions.add(importing(d.importing()));
      if (d.model() != null) definitions.add(model(d.model()));
      if (d.experiment() != null) definitions.add(new ExperimentBuilder(this, tokens).experiment(d.experiment()));
      List<ModelItem> shared = new ArrayList<>();
      if (d.constants() != null) constants(d.constants(), shared);
      if (d.function() != null) shared.add(function(d.function()));
      if (d.units() != null) definitions.add(new Definition.Units(span(d.units()), units(d.units())));
      shared.forEach(s -> definitions.add(new Definition.Shared(s.span(), s)));
    }
    return new ModelFile(tokens.source(), definitions);
  }

  private void version(VersionContext c) {
    if (c.NAME().getText().equals("language") && c.NUMBER().getText().equals(LANGUAGE_VERSION)) return;
    diagnostics.add(Diagnostic.of(Code.E0113, span(c), "unknown language version `" + c.NAME().getText() + " " + c.NUMBER().getText() + "`")
        .because("this compiler knows `language " + LANGUAGE_VERSION + "`")
            .help("write `language " + LANGUAGE_VERSION + "`, or leave the line out"));
  }

  private Definition.Model model(ModelContext c) {
    List<ModelItem> items = new ArrayList<>();
    for (ModelItemContext i : c.modelItem()) item(i, items);
    grids.finish(items);
    differentials(items);
    separate(c.modelItem());
    return new Definition.Model(span(c), ident(c.NAME()), doc(c.STRING()), items, List.of());
  }

  private Definition.Import importing(ImportingContext c) {
    var path = c.STRING().getSymbol();
    Optional<Ident> as = c.AS() == null ? Optional.empty() : Optional.of(ident(c.NAME(0)));
    List<Ident> names = c.FROM() == null ? List.of() : c.NAME().stream().map(this::ident).toList();
    return new Definition.Import(span(c), tokens.span(path, path), text(c.STRING()), as, names);
  }

  private ModelItem use(UseContext c) {
    for (int i = 1; i < c.given().size(); i++) separate(c.given(i - 1).getStop(), c.given(i).getStart(), c);
    List<ModelItem.Given> given = c.given().stream()
        .map(g -> new ModelItem.Given(span(g), ident(g.NAME(), g.PRIME()), origin(g.origin()).orElseThrow())).toList();
    return new ModelItem.Use(span(c), ident(c.NAME(0)), ident(c.NAME(1)), dims(c.subscripts()), given);
  }

  private void separate(Token before, Token start, UseContext block) {
    boolean separated = block.children.stream().anyMatch(t -> t instanceof TerminalNode n
        && n.getSymbol().getStartIndex() > before.getStopIndex() && n.getSymbol().getStopIndex() < start.getStartIndex());
    if (separated || before.getLine() != start.getLine()) return;
    diagnostics.add(Diagnostic.of(Code.E0112, tokens.span(start, start), "a statement starts in the middle of a line")
        .because("a new binding begins here").help("write `,` before it"));
  }

  /** An equation that starts in the middle of a line is nearly always a forgotten operator. */
  private void separate(List<ModelItemContext> items) {
    for (int i = 1; i < items.size(); i++) {
      if (items.get(i).equation() == null || items.get(i - 1).getText().equals(";")) continue;
      Token start = items.get(i).getStart();
      if (items.get(i - 1).getStop().getLine() != start.getLine()) continue;
      diagnostics.add(Diagnostic.of(Code.E0112, tokens.span(start, start), "a statement starts in the middle of a line")
          .because("a new equation begins here").help("start it on a new line, or write `;` before it"));
    }
  }

  private void item(ModelItemContext c, List<ModelItem> out) {
    if (c.parameters() != null) c.parameters().parameter().forEach(p -> parameter(p, out));
    if (c.states() != null) c.states().state().forEach(s -> state(s, out));
    if (c.memories() != null) c.memories().memory().forEach(m -> memory(m, out));
    if (c.lets() != null) c.lets().definitionOf().forEach(d -> let(d, false, out));
    if (c.constants() != null) constants(c.constants(), out);
    if (c.function() != null) out.add(function(c.function()));
    if (c.inputs() != null) c.inputs().port().forEach(p -> port(p, true, out));
    if (c.outputs() != null) c.outputs().port().forEach(p -> port(p, false, out));
    if (c.units() != null) out.add(units(c.units()));
    if (c.dimensions() != null) dimensions(c.dimensions(), out);
    if (c.equation() != null) out.add(equation(c.equation()));
    if (c.nextEquation() != null) out.add(next(c.nextEquation()));
    if (c.use() != null) out.add(use(c.use()));
    if (c.grid() != null) grids.grid(c.grid(), out);
    if (c.boundary() != null) grids.boundary(c.boundary());
    if (c.normalize() != null) normalize(c.normalize(), out);
    if (c.noises() != null) c.noises().noise().forEach(n -> noise(n, out));
    if (c.event() != null) new EventBuilder(this, expressions, diagnostics).event(c.event(), out);
    if (c.edges() != null) new EdgeBuilder(this).edges(c.edges(), out);
    if (c.methodHint() != null) out.add(new ModelItem.MethodHint(span(c), method(c.methodHint().methodChoice())));
  }

  private void noise(NoiseContext c, List<ModelItem> out) {
    Ident name = ident(c.NAME(0));
    Ident increment = new Ident(name.span(), Differential.name(name.name()), 0);
    Optional<Ident> calculus = Optional.ofNullable(c.NAME(2)).map(this::ident);
    Ident called = ident(c.NAME(1));
    Expr.Call law = new Expr.Call(called.span(), called.span(), called.name(), expressions.arguments(c.arguments()));
    out.add(new ModelItem.Noise(span(c), increment, dims(c.subscripts()), law, calculus, doc(c.STRING())));
  }

  /** `dx = ...`, where x is a state and `dx` nothing else, is the differential of x. */
  private static void differentials(List<ModelItem> items) {
    Set<String> states = new LinkedHashSet<>();
    for (ModelItem i : items) if (i instanceof ModelItem.State s) states.add(s.name().full());
    items.replaceAll(i -> i instanceof ModelItem.Equation e && isDifferential(e, states) ? new ModelItem.Equation(e.span(),
        new Ident(e.target().span(), Differential.of(e.target().name()), 0), e.indices(), ModelItem.Left.DIFFERENTIAL, e.value(), e.order())
        : i);
  }

  private static boolean isDifferential(ModelItem.Equation e, Set<String> states) {
    String name = e.target().name();
    boolean bare = e.left() == ModelItem.Left.RATE && e.target().primes() == 0;
    return bare && Differential.is(name) && states.contains(Differential.of(name)) && !states.contains(name);
  }

  /** The norm becomes a `let` under a name that no text can say, so that units and instances treat it as they treat every value. */
  private void normalize(NormalizeContext c, List<ModelItem> out) {
    Ident target = ident(c.NAME(), c.PRIME());
    Expr value = expressions.of(c.expression());
    Ident norm = new Ident(value.span(), target.name() + ":norm", 0);
    boolean twice = out.stream().anyMatch(i -> i instanceof ModelItem.Let l && l.name().name().equals(norm.name()));
    if (!twice) out.add(new ModelItem.Let(value.span(), norm, List.of(), value, false, ""));
    out.add(new ModelItem.Normalize(span(c), target, norm));
  }

  private void constants(ConstantsContext c, List<ModelItem> out) {
    c.definitionOf().forEach(d -> let(d, true, out));
  }

  private ModelItem.Units units(UnitsContext c) {
    return new ModelItem.Units(span(c), c.unitItem().stream().map(expressions.units()::item).toList());
  }

  void stated(Ident name, UnitOfContext unit, List<ModelItem> out) {
    if (unit != null) out.add(new ModelItem.UnitOf(name.span().to(span(unit)), name, expressions.units().unit(unit.unit())));
  }

  private void parameter(ParameterContext c, List<ModelItem> out) {
    Optional<Expr> constraint = Optional.ofNullable(c.constraint()).map(w -> expressions.of(w.expression()));
    Ident name = ident(c.NAME());
    out.add(new ModelItem.Param(span(c), name, dims(c.subscripts()), origin(c.origin()), constraint, doc(c.STRING())));
    stated(name, c.unitOf(), out);
  }

  private void state(StateContext c, List<ModelItem> out) {
    Ident name = ident(c.NAME(), c.PRIME());
    out.add(new ModelItem.State(span(c), name, dims(c.subscripts()), origin(c.origin()), doc(c.STRING())));
    stated(name, c.unitOf(), out);
  }

  private void memory(MemoryContext c, List<ModelItem> out) {
    Ident name = ident(c.NAME());
    ModelItem.Past past = c.PAST() == null ? ModelItem.Past.UNSAID : ModelItem.Past.valueOf(c.PAST().getText().toUpperCase(Locale.ROOT));
    out.add(new ModelItem.State(span(c), name, dims(c.subscripts()), origin(c.origin()), Optional.of(past), doc(c.STRING())));
    stated(name, c.unitOf(), out);
  }

  private Optional<ModelItem.Origin> origin(OriginContext c) {
    return Optional.ofNullable(c).map(o -> new ModelItem.Origin(expressions.of(o.expression()), o.FROM() != null));
  }

  private void let(DefinitionOfContext c, boolean constant, List<ModelItem> out) {
    Ident name = ident(c.NAME());
    out.add(new ModelItem.Let(span(c), name, dims(c.subscripts()), expressions.of(c.expression()), constant, doc(c.STRING())));
    stated(name, c.unitOf(), out);
  }

  private ModelItem function(FunctionContext c) {
    List<Ident> params = c.NAME().stream().skip(1).map(this::ident).toList();
    return new ModelItem.Function(span(c), ident(c.NAME(0)), params, expressions.of(c.expression()), doc(c.STRING()));
  }

  private void port(PortContext c, boolean input, List<ModelItem> out) {
    Ident name = ident(c.NAME());
    List<Expr> dims = dims(c.subscripts());
    Optional<Expr> value = optional(c.expression());
    String doc = doc(c.STRING());
    out.add(input ? new ModelItem.Input(span(c), name, dims, value, doc) : new ModelItem.Output(span(c), name, dims, value, doc));
    stated(name, c.unitOf(), out);
  }

  private void dimensions(DimensionsContext c, List<ModelItem> out) {
    c.dimension().forEach(d -> out.add(new ModelItem.Dim(span(d), ident(d.NAME()), expressions.of(d.expression()), doc(d.STRING()))));
    c.secondIndex().forEach(d -> out.add(new ModelItem.SecondIndex(span(d), ident(d.NAME(0)), ident(d.NAME(1)))));
  }

  private ModelItem equation(EquationContext c) {
    List<Expr> indices = new ArrayList<>();
    c.subscripts().forEach(s -> indices.addAll(expressions.all(s.expression())));
    return new ModelItem.Equation(span(c), ident(c.NAME(), c.PRIME()), indices, ModelItem.Left.RATE, expressions.of(c.expression()),
        Optional.ofNullable(c.order()).map(this::span));
  }

  private ModelItem next(NextEquationContext c) {
    return new ModelItem.Equation(span(c), ident(c.NAME(), c.PRIME()), dims(c.subscripts()), ModelItem.Left.NEXT,
        expressions.of(c.expression()), Optional.ofNullable(c.order()).map(this::span));
  }

  MethodCall method(MethodChoiceContext c) {
    return new MethodCall(span(c), ident(c.NAME()), expressions.arguments(c.arguments()));
  }

  ExperimentItem.Set assignment(AssignmentContext c) {
    return new ExperimentItem.Set(span(c), ident(c.NAME(), c.PRIME()), expressions.of(c.expression()));
  }

  Optional<Expr> optional(ParserRuleContext c) {
    return Optional.ofNullable(c).map(expressions::of);
  }

  private List<Expr> dims(SubscriptsContext c) {
    return c == null ? List.of() : expressions.all(c.expression());
  }

  Ident ident(TerminalNode name) {
    return new Ident(tokens.span(name.getSymbol(), name.getSymbol()), name.getText(), 0);
  }

  Ident ident(TerminalNode name, List<TerminalNode> primes) {
    Token last = primes.isEmpty() ? name.getSymbol() : primes.getLast().getSymbol();
    boolean together = primes.isEmpty() || last.getStopIndex() - name.getSymbol().getStopIndex() == primes.size();
    return new Ident(tokens.span(name.getSymbol(), together ? last : name.getSymbol()), name.getText(), primes.size());
  }

  static String text(TerminalNode string) {
    return string.getText().substring(1, string.getText().length() - 1);
  }

  static String doc(TerminalNode string) {
    return string == null ? "" : text(string);
  }

  Span span(ParserRuleContext c) {
    return expressions.span(c);
  }
}
