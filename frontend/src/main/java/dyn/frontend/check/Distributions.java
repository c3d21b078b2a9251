package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.Noise;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** `from D`: one draw per member and cell, scaled. */
final class Distributions {
  private static final List<String> KNOWN = List.of("uniform", "normal", "lognormal", "exponential", "cauchy");
  private static final List<String> LATER = List.of("stable", "gamma", "beta", "poisson", "binomial", "student", "laplace", "weibull",
      "bernoulli");

  private final ExprChecker checker;

  Distributions(ExprChecker checker) {
    this.checker = checker;
  }

  Term draw(Expr e, Symbol target, int source, Scope scope) {
    if (!(e instanceof Expr.Call c)) {
      return checker.fail(Diagnostic.of(Code.E0612, e.span(), "a distribution is needed after `from`").because("this is a value")
          .help("write `= " + e.span().text().strip() + "` for a value, or `from uniform(0, 1)`"));
    }
    Scope inner = scope;
    for (IndexRange r : target.shape()) inner = inner.binding(r.axisName(), r);
    Optional<List<Typed>> known = arguments(c, inner);
    if (known.isEmpty()) return new Term.Failed();
    List<Typed> args = known.get();
    boolean whole = args.stream().anyMatch(a -> a.term().typing().isArray());
    Typing cells = whole ? Typing.number(target.shape()) : new Typing(Typing.Kind.NUMBER, List.of(), Shapes.axisNames(target.shape()));
    boolean normal = c.name().contains("normal");
    Noise.Distribution base = normal ? Noise.Distribution.NORMAL : Noise.Distribution.UNIFORM;
    Typed unit = new Typed(new Term.Draw(base, source, target.shape(), cells), c.span());
    Term value = scaled(c, at(c, standard(c, unit)), args);
    return new Conform(checker).fit(target, new Typed(value, c.span()));
  }

  /** What a distribution depends on; empty where it is unknown, or takes another number of arguments, which is reported. */
  Optional<List<Typed>> arguments(Expr.Call c, Scope scope) {
    if (!KNOWN.contains(c.name())) {
      unknown(c);
      return Optional.empty();
    }
    int count = c.name().equals("exponential") ? 1 : 2;
    if (c.args().size() != count) {
      checker.fail(Diagnostic.of(Code.E0303, c.span(), "`" + c.name() + "` takes " + count + (count == 1 ? " argument" : " arguments"))
          .because(c.args().size() + " given"));
      return Optional.empty();
    }
    List<Typed> args = new ArrayList<>();
    for (Expr.Arg a : c.args()) args.add(new Typed(checker.number(a.value(), scope), a.span()));
    return Optional.of(args);
  }

  /** A draw from the standard distribution, made of one from the unit interval where it is not normal. */
  private Term standard(Expr.Call c, Typed unit) {
    String word = "`" + c.name() + "`";
    return switch (c.name()) {
      case "exponential" -> checker.apply(Primitive.NEG, word, at(c, checker.apply(Primitive.LOG, word, unit)));
      case "cauchy" -> {
        Typed centred = at(c, checker.apply(Primitive.SUB, word, unit, at(c, new Term.Constant(0.5))));
        Typed angle = at(c, checker.apply(Primitive.MUL, word, at(c, new Term.Constant(Math.PI)), centred));
        yield checker.apply(Primitive.TAN, word, angle);
      }
      default -> unit.term();
    };
  }

  /** A value of the standard distribution (of `lognormal`, the normal one), shifted and scaled. */
  Term scaled(Expr.Call c, Typed standard, List<Typed> args) {
    String word = "`" + c.name() + "`";
    return switch (c.name()) {
      case "uniform" -> affine(word, args.get(0), at(c, checker.apply(Primitive.SUB, word, args.get(1), args.get(0))), standard);
      case "lognormal" -> checker.apply(Primitive.EXP, word, at(c, affine(word, args.get(0), args.get(1), standard)));
      case "exponential" -> checker.apply(Primitive.DIV, word, standard, args.get(0));
      default -> affine(word, args.get(0), args.get(1), standard);
    };
  }

  static Typed at(Expr.Call c, Term term) {
    return new Typed(term, c.span());
  }

  private Term affine(String word, Typed shift, Typed scale, Typed unit) {
    Typed product = new Typed(checker.apply(Primitive.MUL, word, scale, unit), unit.at());
    return checker.apply(Primitive.ADD, word, shift, product);
  }

  private void unknown(Expr.Call c) {
    if (LATER.contains(c.name())) {
      checker.fail(Diagnostic.of(Code.E0110, c.nameSpan(), "the distribution `" + c.name() + "` is not supported yet")
          .because("used here")
          .help("there are " + String.join(", ", KNOWN)));
      return;
    }
    Diagnostic d = Diagnostic.of(Code.E0612, c.nameSpan(), "unknown distribution `" + c.name() + "`").because("not a distribution");
    checker.fail(Nearest.to(c.name(), KNOWN).map(k -> d.help("there is `" + k + "`")).orElse(d
        .help("there are " + String.join(", ", KNOWN))));
  }
}
