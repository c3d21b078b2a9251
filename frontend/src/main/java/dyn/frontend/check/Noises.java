package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.term.Defined;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.NoiseSource;
import dyn.frontend.term.NoiseSource.Calculus;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** `noise W[i] : wiener ito`: its increment is a name that equations of differentials read. */
final class Noises {
  private static final String WIENER = "wiener";
  private static final Map<String, Calculus> CALCULI = Map.of("ito", Calculus.ITO, "stratonovich", Calculus.STRATONOVICH);
  private static final String STABLE = "stable";
  private static final String POISSON = "poisson";

  private final Names names;
  private final Dimensions dimensions;
  private final Diagnostics diagnostics;
  private final List<NoiseSource> sources = new ArrayList<>();
  /** Of those that jump, by name. */
  private final Map<String, Expr.Call> laws = new LinkedHashMap<>();

  Noises(Names names, Dimensions dimensions, Diagnostics diagnostics) {
    this.names = names;
    this.dimensions = dimensions;
    this.diagnostics = diagnostics;
  }

  /** Sources draw under numbers after those of parameters and states. */
  static int firstSource(Names names) {
    return names.ofKind(Symbol.Kind.PARAM).size() + names.ofKind(Symbol.Kind.STATE).size();
  }

  /** With what those that jump draw and how often, which may depend on what is known by then. */
  List<NoiseSource> sources(ExprChecker checker) {
    List<NoiseSource> all = new ArrayList<>();
    for (NoiseSource n : sources) {
      Expr.Call call = laws.get(n.name());
      int source = firstSource(names) + all.size();
      Optional<? extends NoiseSource.Law> law = call == null ? Optional.of(n.law())
          : call.name().equals(STABLE) ? stable(n, call, source, checker) : poisson(n, call, source, checker);
      law.ifPresent(l -> all.add(new NoiseSource(n.name(), n.increment(), n.calculus(), l, n.at())));
    }
    return all;
  }

  private Optional<NoiseSource.Law.Poisson> poisson(NoiseSource n, Expr.Call law, int source, ExprChecker checker) {
    Scope scope = Scope.of("`" + n.name() + "`", Stage.STATE);
    Scope inner = scope;
    for (IndexRange r : n.increment().shape()) inner = inner.binding(r.axisName(), r);
    Expr how = law.args().getFirst().value();
    ExprChecker.Typed often = new ExprChecker.Typed(checker.number(how, inner), how.span());
    Term rate = often.term().failed() ? often.term() : new Conform(checker).fit(n.increment(), often);
    if (rate.failed()) return Optional.empty();
    Defined known = named(n, "rate", rate, Stage.STATE, scope);
    if (law.args().size() == 1) return Optional.of(new NoiseSource.Law.Poisson(known, source, Optional.empty()));
    Scope marks = Scope.of("`" + n.name() + "`", Stage.STATE);
    Term mark = new Distributions(checker).draw(law.args().get(1).value(), n.increment(), source, marks);
    return mark.failed() ? Optional.empty()
        : Optional.of(new NoiseSource.Law.Poisson(known, source, Optional.of(named(n, "mark", mark, Stage.STATE, marks))));
  }

  private static Optional<NoiseSource.Law.Stable> stable(NoiseSource n, Expr.Call law, int source, ExprChecker checker) {
    Scope scope = Scope.of("`" + n.name() + "`", Stage.PARAMETER);
    Term value = new Distributions(checker).draw(law, n.increment(), source, scope);
    Term alpha = value.failed() ? value : checker.requireReal(checker.typed(law.args().getFirst().value(), scope), "`alpha`");
    if (alpha.failed()) return Optional.empty();
    Optional<Defined> lean = lean(law, alpha, scope, checker).map(t -> named(n, "lean", t, Stage.PARAMETER, scope));
    return Optional.of(new NoiseSource.Law.Stable(new Defined(n.increment(), value, scope.reads()),
        named(n, "power", Complexes.div(Complexes.ONE, alpha), Stage.PARAMETER, scope), lean));
  }

  private static Defined named(NoiseSource n, String what, Term term, Stage stage, Scope scope) {
    return new Defined(new Symbol(Symbol.Kind.LET, n.name() + "." + what, n.at(), List.of(), stage), term, scope.reads());
  }

  /** S(1, beta, c, 0) is c S(1, beta, 1, 0) moved by 2 / pi beta c log c: J. P. Nolan, Univariate Stable Distributions (2020), 1.4. */
  private static Optional<Term> lean(Expr.Call law, Term alpha, Scope scope, ExprChecker checker) {
    if (law.args().size() < 2) return Optional.empty();
    Term beta = checker.requireReal(checker.typed(law.args().get(1).value(), scope), "`beta`");
    if (beta.failed()) return Optional.empty();
    Term one = Complexes.apply(Primitive.EQ, alpha, Complexes.ONE);
    return Optional.of(Complexes.where(one, Complexes.mul(new Term.Constant(2 / Math.PI), beta), Complexes.ZERO));
  }

  /** After dimensions are known. */
  void declare(ModelItem.Noise n) {
    Optional<List<IndexRange>> shape = dimensions.shape(n.dims());
    Optional<Calculus> calculus = calculus(n);
    String name = n.increment().name();
    if (shape.isEmpty() || calculus.isEmpty()) {
      names.broken.add(name);
      return;
    }
    Symbol increment = new Symbol(Symbol.Kind.DIFFERENTIAL, name, n.increment().span(), shape.get(), Stage.STEP);
    names.symbols.put(name, increment);
    sources.add(new NoiseSource(n.name(), increment, calculus.get(), new NoiseSource.Law.Wiener(), n.increment().span()));
    if (!n.law().name().equals(WIENER)) laws.put(n.name(), n.law());
  }

  /** What multiplies a jump is taken from before it. */
  private Optional<Calculus> ofJumps(ModelItem.Noise n) {
    boolean counted = n.law().args().size() == 1 || n.law().args().size() == 2;
    String law = n.law().name();
    if (!counted) {
      Diagnostic d = Diagnostic.of(Code.E0303, n.law().span(), "`" + law + "` noise takes "
          + (law.equals(STABLE) ? "its index, and how it leans" : "its rate, and what a jump adds"))
          .because(n.law().args().size() + " given");
      diagnostics.add(d.help("write `noise " + n.name() + (law.equals(STABLE) ? " : stable(1.5)`, or `stable(1.5, 0.5)`"
          : " : poisson(2)`, or `poisson(2, normal(0, 1))`")));
    }
    n.calculus().ifPresent(c -> diagnostics.add(Diagnostic.of(Code.E0541, c.span(), "`" + law + "` noise has no choice of calculus")
        .because("it jumps").help("leave it out")));
    return counted && n.calculus().isEmpty() ? Optional.of(Calculus.ITO) : Optional.empty();
  }

  private Optional<Calculus> calculus(ModelItem.Noise n) {
    String law = n.law().name();
    if (law.equals(STABLE) || law.equals(POISSON)) return ofJumps(n);
    if (!law.equals(WIENER)) {
      diagnostics.add(Diagnostic.of(Code.E0541, n.law().span(), "unknown law of noise `" + law + "`").because("not a law")
          .help("write `noise " + n.name() + " : wiener ito`"));
      return Optional.empty();
    }
    if (!n.law().args().isEmpty()) {
      diagnostics.add(Diagnostic.of(Code.E0303, n.law().args().getFirst().span(), "`" + WIENER + "` takes no arguments")
          .because("given here").help("multiply its increment: `2 * " + n.increment().name() + "`"));
      return Optional.empty();
    }
    if (n.calculus().isEmpty()) {
      diagnostics.add(Diagnostic.of(Code.E0541, n.law().span(), "the calculus of `" + n.name() + "` is not said")
          .because("`ito` or `stratonovich` belongs to it: they are different models")
          .help("`wiener ito` takes what multiplies `" + n.increment().name() + "` from the start of a step: for noise without memory")
          .help("`wiener stratonovich` keeps the chain rule: for the limit of noise with a short memory"));
      return Optional.empty();
    }
    Ident said = n.calculus().get();
    Calculus calculus = CALCULI.get(said.name());
    if (calculus == null) {
      diagnostics.add(Diagnostic.of(Code.E0541, said.span(), "unknown calculus `" + said.name() + "`").because("not a calculus")
          .help(Nearest.to(said.name(), CALCULI.keySet()).map(k -> "there is `" + k + "`").orElse("there are `ito` and `stratonovich`")));
    }
    return Optional.ofNullable(calculus);
  }
}
