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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** `from D`: one draw per member and cell, scaled. */
final class Distributions {
  private static final List<String> KNOWN = List.of("uniform", "normal", "lognormal", "exponential", "cauchy");
  private static final String CATEGORICAL = "categorical";

  private final ExprChecker checker;

  Distributions(ExprChecker checker) {
    this.checker = checker;
  }

  Term draw(Expr e, Symbol target, int source, Scope scope) {
    Scope inner = scope;
    for (IndexRange r : target.shape()) inner = inner.binding(r.axisName(), r);
    Typed value = value(e, target.shape(), false, source, inner);
    return value.term().failed() ? value.term() : new Conform(checker).fit(target, value);
  }

  /** @param whole whether it stands among whole arrays, else among their cells; so it does beside arguments that are */
  Typed value(Expr e, List<IndexRange> shape, boolean whole, int source, Scope scope) {
    if (!(e instanceof Expr.Call c)) {
      return new Typed(checker.fail(Diagnostic.of(Code.E0612, e.span(), "a distribution is needed here").because("this is a value")
          .help("name one, for example `uniform(0, 1)`; a value at the start is given by `=`")), e.span());
    }
    Optional<DistributionLibrary.Drawn> drawn = DistributionLibrary.find(c.name());
    Optional<List<Typed>> known = drawn.isPresent() ? arguments(c, drawn.get(), scope)
        : c.name().equals(CATEGORICAL) ? counted(c, 2, Integer.MAX_VALUE, scope) : arguments(c, scope, all());
    if (known.isEmpty() || known.get().stream().anyMatch(a -> a.term().failed())) return at(c, new Term.Failed());
    List<Typed> args = known.get();
    boolean arrays = whole || args.stream().anyMatch(a -> a.term().typing().isArray());
    Typing cells = arrays ? Typing.number(shape) : new Typing(Typing.Kind.NUMBER, List.of(), Shapes.axisNames(shape));
    boolean normal = c.name().contains("normal");
    Noise.Distribution base = normal ? Noise.Distribution.NORMAL : Noise.Distribution.UNIFORM;
    Typed unit = at(c, new Term.Draw(base, source, 0, shape, cells));
    return at(c, drawn.isPresent() ? of(drawn.get(), args, unit, at(c, new Term.Draw(base, source, 1, shape, cells)), scope)
        : c.name().equals(CATEGORICAL) ? categorical(c, args, unit) : scaled(c, at(c, standard(c, unit)), args));
  }

  /** With those at the end that are not given. */
  Optional<List<Typed>> arguments(Expr.Call c, DistributionLibrary.Drawn drawn, Scope scope) {
    return counted(c, drawn.least(), drawn.params().size(), scope).map(given -> {
      List<Typed> args = new ArrayList<>(given);
      int left = drawn.params().size() - given.size();
      for (Expr e : drawn.defaults().subList(drawn.defaults().size() - left, drawn.defaults().size())) {
        args.add(at(c, checker.number(e, scope)));
      }
      return args;
    });
  }

  private Term of(DistributionLibrary.Drawn drawn, List<Typed> args, Typed u, Typed v, Scope scope) {
    Map<String, Term> given = new LinkedHashMap<>();
    given.put("u", u.term());
    given.put("v", v.term());
    for (int k = 0; k < args.size(); k++) given.put(drawn.params().get(k), args.get(k).term());
    return checker.number(drawn.function().body(), scope.calling(given));
  }

  /** The number of weights that lie, together with those before them, below the share u of all of them. */
  private Term categorical(Expr.Call c, List<Typed> weights, Typed u) {
    String word = "`" + CATEGORICAL + "`";
    List<Typed> sums = new ArrayList<>(List.of(weights.getFirst()));
    for (Typed w : weights.subList(1, weights.size())) sums.add(at(c, checker.apply(Primitive.ADD, word, sums.getLast(), w)));
    Typed share = at(c, checker.apply(Primitive.MUL, word, u, sums.getLast()));
    Typed number = at(c, new Term.Constant(0));
    for (int k = 0; k < sums.size() - 1; k++) {
      Typed below = at(c, checker.apply(Primitive.LE, word, sums.get(k), share));
      number = at(c, checker.apply(Primitive.SELECT, word, below, at(c, new Term.Constant(k + 1)), number));
    }
    return number.term();
  }

  /** What a distribution depends on; empty where it is unknown, or takes another number of arguments, which is reported. */
  Optional<List<Typed>> arguments(Expr.Call c, Scope scope) {
    return arguments(c, scope, KNOWN);
  }

  private Optional<List<Typed>> arguments(Expr.Call c, Scope scope, List<String> known) {
    if (!KNOWN.contains(c.name())) {
      unknown(c, known);
      return Optional.empty();
    }
    int count = c.name().equals("exponential") ? 1 : 2;
    return counted(c, count, count, scope);
  }

  private Optional<List<Typed>> counted(Expr.Call c, int least, int most, Scope scope) {
    int n = c.args().size();
    if (n < least || n > most) {
      String takes = most == Integer.MAX_VALUE ? "at least " + least : least == most ? "" + most : "from " + least + " to " + most;
      checker.fail(Diagnostic.of(Code.E0303, c.span(), "`" + c.name() + "` takes " + takes + (most == 1 ? " argument" : " arguments"))
          .because(n + " given"));
      return Optional.empty();
    }
    List<Typed> args = new ArrayList<>();
    for (Expr.Arg a : c.args()) {
      if (!a.name().isEmpty()) {
        checker.fail(Diagnostic.of(Code.E0304, a.span(), "`" + c.name() + "` takes no named arguments")
            .because("named `" + a.name() + "`").help("give the value alone"));
        return Optional.empty();
      }
      args.add(new Typed(checker.number(a.value(), scope), a.span()));
    }
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

  /** @param known those that may stand here */
  private void unknown(Expr.Call c, List<String> known) {
    if (DistributionLibrary.NAMES.contains(c.name()) || c.name().equals(CATEGORICAL)) {
      String what = c.name().equals(Quantiles.GAMMA) ? "expectations of `" : "quantiles and expectations of `";
      checker.fail(Diagnostic.of(Code.E0110, c.nameSpan(), what + c.name() + "` are not supported yet")
          .because("used here").help("there are " + String.join(", ", known) + "; the others can be drawn from: `from " + c.label() + "`"));
      return;
    }
    Diagnostic d = Diagnostic.of(Code.E0612, c.nameSpan(), "unknown distribution `" + c.name() + "`").because("not a distribution");
    checker.fail(Nearest.to(c.name(), known).map(k -> d.help("there is `" + k + "`"))
        .orElse(d.help("there are " + String.join(", ", known))));
  }

  private static List<String> all() {
    return Stream.of(KNOWN, DistributionLibrary.NAMES, List.of(CATEGORICAL)).flatMap(List::stream).toList();
  }
}
