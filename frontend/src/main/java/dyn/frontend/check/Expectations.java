package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.check.Quadrature.Rule;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * `expectation(z ~ D, rule) e`: the sum of e at the nodes of a quadrature, times the weights. The nodes are an axis of the program: to the
 * expression z is a number, so that it may stand beside numbers, indexed values and whole arrays.
 */
final class Expectations {
  private static final Map<String, Rule> RULES = Map.of("normal", Rule.HERMITE, "lognormal", Rule.HERMITE, "uniform", Rule.LEGENDRE,
      "exponential", Rule.LAGUERRE);

  private record Nodes(Quadrature quadrature, IndexRange axis) {}

  private final ExprChecker checker;
  private final Distributions distributions;

  Expectations(ExprChecker checker) {
    this.checker = checker;
    this.distributions = new Distributions(checker);
  }

  static Term malformed(Expr.Call c, ExprChecker checker) {
    return checker.fail(Diagnostic.of(Code.E0515, c.span(), "an expectation names its variable, its distribution and its quadrature")
        .because("no `~` after a name").help("write `expectation(z ~ normal(0, 1), hermite(32)) tanh(z)^2`"));
  }

  Term check(Expr.Expectation e, Scope scope) {
    if (!(e.distribution() instanceof Expr.Call d)) {
      return checker.fail(Diagnostic.of(Code.E0612, e.distribution().span(), "a distribution is needed after `~`")
          .because("this is a value").help("write `" + e.variable().name() + " ~ normal(0, 1)`"));
    }
    Optional<List<Typed>> args = distributions.arguments(d, scope);
    Optional<Nodes> nodes = args.isEmpty() ? Optional.empty() : nodes(e, d, scope);
    if (nodes.isEmpty() || !free(e.variable(), scope)) return new Term.Failed();
    IndexRange axis = nodes.get().axis();
    Term standard = new Term.Retyped(table(nodes.get().quadrature().nodes(), axis), Typing.NUMBER);
    Term z = distributions.scaled(d, new Typed(standard, d.span()), args.get());
    Term value = checker.requireNumber(checker.typed(e.body(), scope.local(e.variable().name(), z, axis.axisName())));
    if (value.failed()) return value;
    Term weights = table(nodes.get().quadrature().weights(), axis);
    return Complexes.each(value, v -> new Term.Contract(weights, v, axis, v.typing()));
  }

  private static Term table(double[] values, IndexRange axis) {
    return new Term.Stack(Arrays.stream(values).mapToObj(v -> (Term) new Term.Constant(v)).toList(), axis, Typing.number(List.of(axis)));
  }

  // ---- the quadrature

  private Optional<Nodes> nodes(Expr.Expectation e, Expr.Call d, Scope scope) {
    Rule fits = RULES.get(d.name());
    if (fits == null) {
      return refuse(Diagnostic.of(Code.E0515, d.nameSpan(), "there is no quadrature for `" + d.name() + "`")
          .because("its tails are too heavy: not even the mean exists")
          .help("expectations are over normal, lognormal, uniform or exponential"));
    }
    String example = fits.text() + "(32)";
    if (e.rule().isEmpty()) {
      return refuse(Diagnostic.of(Code.E0515, d.span(), "how this expectation is computed is not said").because("no quadrature after it")
          .help("write `" + e.variable().name() + " ~ " + d.label() + ", " + example + "`: 32 nodes; more are more exact"));
    }
    Expr given = e.rule().get();
    Optional<Rule> rule = given instanceof Expr.Call c ? Rule.named(c.name()) : Optional.empty();
    if (rule.isEmpty() || rule.get() != fits) {
      return refuse(Diagnostic.of(Code.E0515, given.span(), "an expectation over `" + d.name() + "` takes `" + fits.text() + "`")
          .because(rule.isEmpty() ? "not a quadrature" : "a quadrature for another distribution")
          .help("write `" + (rule.isEmpty() ? example : given.label().replace(rule.get().text(), fits.text())) + "`"));
    }
    Expr.Call c = (Expr.Call) given;
    OptionalDouble n = c.args().size() == 1 ? checker.constants.number(c.args().getFirst().value()) : OptionalDouble.empty();
    if (n.isEmpty() || n.getAsDouble() != Math.rint(n.getAsDouble()) || n.getAsDouble() < 1 || n.getAsDouble() > Quadrature.MOST_NODES) {
      return refuse(Diagnostic.of(Code.E0515, c.span(), "the number of nodes is a constant from 1 to " + Quadrature.MOST_NODES)
          .because("not such a number").help("write `" + example + "`"));
    }
    int count = (int) n.getAsDouble();
    String name = fits.text() + "." + count;
    Quadrature quadrature = checker.names.quadratures.computeIfAbsent(name, _ -> Quadrature.of(fits, count));
    return Optional.of(new Nodes(quadrature, Shapes.fresh(new IndexRange(name, "", count), scope.taken())));
  }

  private Optional<Nodes> refuse(Diagnostic d) {
    checker.fail(d);
    return Optional.empty();
  }

  // ---- the variable

  /** Nothing hides anything else. */
  private boolean free(Ident variable, Scope scope) {
    String name = variable.name();
    if (Names.RESERVED.contains(name) || Functions.reserves(name)) {
      checker.fail(Diagnostic.of(Code.E0204, variable.span(), "`" + name + "` has a meaning of its own").because("a name is needed")
          .help("choose another name"));
      return false;
    }
    Symbol symbol = checker.names.symbols.get(name);
    boolean taken = symbol != null || checker.names.index(name).isPresent() || checker.names.functions.containsKey(name)
        || scope.locals().containsKey(name) || scope.indices().containsKey(name);
    if (!taken) return true;
    Diagnostic d = Diagnostic.of(Code.E0202, variable.span(), "the variable `" + name + "` hides another `" + name + "`")
        .because("already declared");
    checker.fail((symbol == null ? d : d.label(symbol.at(), "declared here")).help("choose another name for the variable"));
    return false;
  }
}
