package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import java.util.List;
import java.util.Optional;

/** `quantiles(D)`: the cells of the array that is being declared, spread as D is. Nothing is drawn. */
final class Quantiles {
  static final String GAMMA = "gamma";

  private final ExprChecker checker;
  private final Distributions distributions;

  Quantiles(ExprChecker checker) {
    this.checker = checker;
    this.distributions = new Distributions(checker);
  }

  Term of(Expr.Call c, Scope scope) {
    Expr e = c.args().getFirst().value();
    if (!(e instanceof Expr.Call d)) {
      return checker.fail(Diagnostic.of(Code.E0612, e.span(), "`quantiles` needs a distribution").because("this is a value")
          .help("write `quantiles(normal(0, 1))`"));
    }
    boolean gamma = d.name().equals(GAMMA);
    Optional<List<Typed>> args = gamma ? distributions.arguments(d, DistributionLibrary.find(GAMMA).orElseThrow(), scope)
        : distributions.arguments(d, scope);
    if (args.isEmpty() || args.get().stream().anyMatch(a -> a.term().failed())) return new Term.Failed();
    if (scope.cells().isEmpty()) {
      return checker.fail(Diagnostic.of(Code.E0417, c.span(), "`quantiles` needs the array whose cells it fills")
          .because("no array is declared here")
          .help("declare one over a dimension: `param a[n] = " + c.label() + "`"));
    }
    List<IndexRange> cells = scope.cells().get();
    if (cells.isEmpty()) return new Term.Failed(); // in a function by itself; its calls are checked where they stand
    boolean whole = args.get().stream().anyMatch(a -> a.term().typing().isArray());
    Typing typing = whole ? Typing.number(cells) : new Typing(Typing.Kind.NUMBER, List.of(), Shapes.axisNames(cells));
    return spread(d, args.get(), cells, typing);
  }

  private Term spread(Expr.Call d, List<Typed> args, List<IndexRange> cells, Typing typing) {
    return switch (d.name()) {
      case "uniform" -> uniform(d, args, cells, typing);
      case "normal", "lognormal" -> distributions.scaled(d, standard(d, Term.Quantiles.Of.NORMAL, cells, typing), args);
      case "exponential" -> distributions.scaled(d, standard(d, Term.Quantiles.Of.EXPONENTIAL, cells, typing), args);
      case GAMMA -> gamma(d, args, cells, typing);
      case "cauchy" -> distributions.scaled(d, standard(d, Term.Quantiles.Of.CAUCHY, cells, typing), args);
      default -> throw new IllegalStateException("distribution " + d.name());
    };
  }

  private static Typed standard(Expr.Call d, Term.Quantiles.Of of, List<IndexRange> cells, Typing typing) {
    return Distributions.at(d, new Term.Quantiles(of, cells, typing));
  }

  private static double count(List<IndexRange> cells) {
    return cells.stream().mapToDouble(IndexRange::size).reduce(1, (a, b) -> a * b);
  }

  /** Of the shares below and above, the smaller one keeps its digits. */
  private Term gamma(Expr.Call d, List<Typed> args, List<IndexRange> cells, Typing typing) {
    String word = "`" + GAMMA + "`";
    Typed count = Distributions.at(d, new Term.Constant(count(cells)));
    Typed below = Distributions.at(d, checker.apply(Primitive.DIV, word, standard(d, Term.Quantiles.Of.BELOW, cells, typing), count));
    Typed above = Distributions.at(d, checker.apply(Primitive.DIV, word, standard(d, Term.Quantiles.Of.ABOVE, cells, typing), count));
    Typed standard = Distributions.at(d, checker.apply(Primitive.GAMMA, word, below, above, args.getFirst()));
    return checker.apply(Primitive.MUL, word, args.getLast(), standard);
  }

  /** The counts are exact, so that symmetric ends give symmetric values and what lies near zero keeps its digits. */
  private Term uniform(Expr.Call d, List<Typed> args, List<IndexRange> cells, Typing typing) {
    String word = "`uniform`";
    Term low = checker.apply(Primitive.MUL, word, args.get(0), standard(d, Term.Quantiles.Of.ABOVE, cells, typing));
    Term high = checker.apply(Primitive.MUL, word, args.get(1), standard(d, Term.Quantiles.Of.BELOW, cells, typing));
    double count = count(cells);
    Term sum = checker.apply(Primitive.ADD, word, Distributions.at(d, low), Distributions.at(d, high));
    return checker.apply(Primitive.DIV, word, Distributions.at(d, sum), Distributions.at(d, new Term.Constant(count)));
  }
}
