package dyn.frontend.check;

import dyn.frontend.Statistic;
import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Calls: functions of the language, and functions of the model, which are expanded where they are called. */
final class Calls {
  private final ExprChecker checker;

  Calls(ExprChecker checker) {
    this.checker = checker;
  }

  Term check(Expr.Call c, Scope scope) {
    for (Expr.Arg a : c.args()) {
      if (a.name().isEmpty()) continue;
      return checker.fail(Diagnostic.of(Code.E0304, a.span(), "`" + c.name() + "` takes no named arguments")
          .because("named `" + a.name() + "`")
          .help("give the value alone"));
    }
    if (c.name().equals(Edges.COLUMN)) return checker.edges.column(c, scope);
    ModelItem.Function own = DistributionLibrary.holds(c) ? DistributionLibrary.part(c.name()) : checker.names.functions.get(c.name());
    if (own != null) return apply(own, c, scope);
    Optional<Primitive> search = DistributionLibrary.search(c);
    if (search.isPresent()) {
      Typed[] given = c.args().stream().map(a -> checker.typed(a.value(), scope)).toArray(Typed[]::new);
      return checker.apply(search.get(), "`" + c.name() + "`", given);
    }
    Optional<Functions.Signature> known = Functions.find(c.name());
    if (known.isEmpty()) return unknown(c, scope);
    Functions.Signature f = known.get();
    int n = c.args().size();
    boolean pairs = c.name().equals("where") && n % 2 == 0;
    if (n < f.least() || n > f.most() || pairs) {
      String takes = c.name().equals("where") ? "pairs of a condition and a value, then the value otherwise" : f.counts();
      return checker.fail(Diagnostic.of(Code.E0303, c.span(), "`" + c.name() + "` takes " + takes).because(n + " given"));
    }
    if (c.name().equals("size")) return size(c);
    if (c.name().equals("in_degree") || c.name().equals("out_degree")) return checker.edges.degree(c, scope);
    if (c.name().equals(Draws.NAME)) return checker.draws.of(c, scope);
    if (c.name().equals(Divergences.NAME)) return new Divergences(checker).of(c, scope);
    if (c.name().equals("quantiles")) return new Quantiles(checker).of(c, scope);
    if (Matrices.makes(c.name())) return checker.matrices.make(c, scope);
    if (c.name().equals("conv")) return checker.stencils.convolution(c, scope);
    Optional<Expr.Call> gradient = Stencils.gradient(c);
    if (gradient.isPresent()) return checker.stencils.flux(c, gradient.get(), scope);
    List<Typed> args = new ArrayList<>();
    for (Expr.Arg a : c.args()) args.add(Matrices.keeps(c.name()) ? checker.matrix(a.value(), scope) : checker.typed(a.value(), scope));
    if (args.getFirst().term() instanceof Term.Structured s) return Matrices.kept(c.name(), s);
    if (c.name().equals("where")) return where(args);
    List<Typed> numbers = new ArrayList<>();
    for (Typed a : args) numbers.add(new Typed(checker.requireNumber(a), a.at()));
    if (f.primitive().isPresent()) return checker.apply(f.primitive().get(), "`" + c.name() + "`", numbers.toArray(Typed[]::new));
    if (Stencils.FUNCTIONS.contains(c.name())) return checker.stencils.derivative(c, numbers, scope);
    return composite(c, numbers);
  }

  private Term unknown(Expr.Call c, Scope scope) {
    if (checker.names.broken.contains(c.name())) return new Term.Failed();
    String later = Functions.LATER.get(c.name());
    if (later != null) {
      return checker.fail(Diagnostic.of(Code.E0110, c.span(), later + " not supported yet").because("`" + c.name() + "` is used here"));
    }
    if (c.name().equals("stale")) {
      return checker.fail(Diagnostic.of(Code.E0530, c.span(), "`stale` needs its age, and then what it reads").because("nothing follows")
          .help("write `stale(3) x`, or `stale(3) mean(i in d) x[i]`"));
    }
    if (c.name().equals("expectation")) return Expectations.malformed(c, checker);
    Symbol symbol = checker.names.symbols.get(c.name());
    if (symbol != null) {
      boolean delay = symbol.kind() == Symbol.Kind.STATE || symbol.kind() == Symbol.Kind.OUTPUT || symbol.kind() == Symbol.Kind.LET;
      if (delay && c.args().size() == 1 && c.args().getFirst().span().text().strip().startsWith("t")) {
        return checker.fail(Diagnostic.of(Code.E0110, c.span(), "delays are not supported yet")
            .because("`" + c.name() + "` at another time"));
      }
      return checker.fail(Diagnostic.of(Code.E0211, c.nameSpan(), "`" + c.name() + "` is not a function")
          .because("it is " + symbol.kind().text()).label(symbol.at(), "declared here").help("write `*` for a product"));
    }
    if (Statistic.NAMES.contains(c.name()) || c.name().equals("fan")) return statistic(c);
    List<String> names = Functions.names();
    if (scope.what().equals("a record")) names.addAll(Statistic.NAMES);
    names.addAll(checker.names.callable());
    Diagnostic d = Diagnostic.of(Code.E0203, c.nameSpan(), "unknown function `" + c.name() + "`")
        .because("neither built in nor declared with `fn`");
    return checker.fail(Nearest.to(c.name(), names).map(k -> d.help("there is `" + k + "`")).orElse(d));
  }

  private Term statistic(Expr.Call c) {
    return checker.fail(Diagnostic.of(Code.E0609, c.span(), "`" + c.name() + "` is a statistic of the ensemble")
        .because("it cannot stand here")
        .help("a statistic stands alone in `record`, `plot` or `expect`: `"
            + (c.name().equals("fan") ? "plot fan(x)" : "record " + StatisticChecker.example(c.name()) + " every 1") + "`"));
  }

  private Term apply(ModelItem.Function f, Expr.Call c, Scope scope) {
    if (f.params().size() != c.args().size()) {
      int n = f.params().size();
      return checker.fail(Diagnostic.of(Code.E0303, c.span(), "`" + c.name() + "` takes " + n + (n == 1 ? " argument" : " arguments"))
          .because(c.args().size() + " given").label(f.name().span(), "declared here"));
    }
    Map<String, Term> arguments = new LinkedHashMap<>();
    for (int i = 0; i < c.args().size(); i++) {
      Typed arg = checker.matrix(c.args().get(i).value(), scope);
      arguments.put(f.params().get(i).name(), checker.requireNumber(arg));
    }
    return checker.matrix(f.body(), scope.calling(arguments)).term();
  }

  private Term size(Expr.Call c) {
    Expr e = c.args().getFirst().value();
    Optional<IndexRange> range = e instanceof Expr.Name n ? checker.names.index(n.name()) : Optional.empty();
    if (range.isPresent()) return new Term.Constant(range.get().size());
    return checker.fail(Diagnostic.of(Code.E0210, e.span(), "`size` needs the name of a dimension").because("not a dimension"));
  }

  private Term where(List<Typed> args) {
    Typed result = args.getLast();
    for (int i = args.size() - 3; i >= 0; i -= 2) {
      Typed condition = new Typed(checker.requireCondition(args.get(i), "`where`"), args.get(i).at());
      Typed value = args.get(i + 1);
      boolean mixed = !value.term().failed() && !result.term().failed() && isCondition(value) != isCondition(result);
      if (mixed) {
        return checker.fail(Diagnostic.of(Code.E0301, value.at(), "the values of `where` are of different kinds")
            .because("a " + value.term().typing().kind().name().toLowerCase(Locale.ROOT)));
      }
      result = new Typed(checker.apply(Primitive.SELECT, "`where`", condition, value, result), value.at().to(result.at()));
    }
    return result.term();
  }

  private static boolean isCondition(Typed e) {
    return e.term().typing().kind() == Typing.Kind.CONDITION;
  }

  private Term composite(Expr.Call c, List<Typed> args) {
    Typed x = args.getFirst();
    if (args.stream().anyMatch(a -> a.term().failed())) return new Term.Failed();
    String word = "`" + c.name() + "`";
    return switch (c.name()) {
      case "ceil" -> apply(Primitive.NEG, word, at(x, apply(Primitive.FLOOR, word, at(x, apply(Primitive.NEG, word, x)))));
      case "sign" -> select(word, Primitive.GT, x, constant(x, 1), at(x, select(word, Primitive.LT, x, constant(x, -1), x)));
      case "step" -> select(word, Primitive.GE, x, constant(x, 1), constant(x, 0));
      case "relu" -> apply(Primitive.MAX, word, x, constant(x, 0));
      case "clamp" -> apply(Primitive.MIN, word, at(x, apply(Primitive.MAX, word, x, args.get(1))), args.get(2));
      case "min", "max" -> args.size() == 1 ? whole(c, x) : fold(c.name().equals("min") ? Primitive.MIN : Primitive.MAX, word, args);
      case "sum" -> whole(c, x);
      case "mean" -> mean(c, x);
      case "transpose" -> transpose(x);
      case "complex" -> complex(x, args.get(1));
      case "re" -> Complexes.re(x.term());
      case "im" -> Complexes.im(x.term());
      case "arg" -> ComplexArithmetic.arg(x.term());
      case "conj" -> Complexes.conj(x.term());
      case "dot" -> dot(x, args.get(1));
      case "trace" -> trace(x);
      default -> throw new IllegalStateException("function " + c.name());
    };
  }

  private Term apply(Primitive p, String word, Typed... args) {
    return checker.apply(p, word, args);
  }

  private static Typed at(Typed place, Term term) {
    return new Typed(term, place.at());
  }

  private static Typed constant(Typed place, double value) {
    return new Typed(new Term.Constant(value), place.at());
  }

  private Term select(String word, Primitive compare, Typed x, Typed yes, Typed no) {
    return apply(Primitive.SELECT, word, at(x, apply(compare, word, x, constant(x, 0))), yes, no);
  }

  private Term fold(Primitive p, String word, List<Typed> args) {
    Typed result = args.getFirst();
    for (Typed a : args.subList(1, args.size())) result = at(result, apply(p, word, result, a));
    return result.term();
  }

  /** Over all cells of an array. */
  private Term whole(Expr.Call c, Typed x) {
    if (x.term().typing().isArray()) return checker.reductions.reduction(c.name(), x, x.term().typing().shape(), List.of());
    String help = c.name().equals("sum") ? "sum(i in d) x[i]" : c.name() + "(a, b)";
    return checker.fail(Diagnostic.of(Code.E0303, c.span(), "`" + c.name() + "` of a single number").because("not an array")
        .help("write `" + help + "`"));
  }

  private Term mean(Expr.Call c, Typed x) {
    String dim = x.term().typing().isArray() ? x.term().typing().shape().getFirst().dim() : "d";
    return checker.fail(Diagnostic.of(Code.E0609, c.span(), "`mean` without an index is a statistic of the ensemble")
        .because("it cannot stand here")
        .help("write `mean(i in " + dim + ") x[i]` for the mean over a dimension"));
  }

  private Term complex(Typed x, Typed y) {
    Typed re = at(x, checker.requireReal(x, "a part of a complex number"));
    Typed im = at(y, checker.requireReal(y, "a part of a complex number"));
    List<Term> parts = checker.align("`complex`", List.of(re, im));
    return parts.isEmpty() ? new Term.Failed() : Complexes.of(parts.get(0), parts.get(1), Complexes.apply(Primitive.ADD, parts.get(0),
        parts.get(1)).typing());
  }

  private Term dot(Typed a, Typed b) {
    for (Typed v : List.of(a, b)) {
      if (v.term().typing().shape().size() == 1) continue;
      return checker.fail(Diagnostic.of(Code.E0401, v.at(), "`dot` needs two vectors").because("this is " + v.term().typing().shapeText()));
    }
    return checker.contract(a, b);
  }

  private Term trace(Typed x) {
    Typing typing = x.term().typing();
    if (typing.shape().size() == 2 && typing.shape().get(0).matches(typing.shape().get(1))) {
      IndexRange rows = typing.shape().get(0);
      String cols = typing.shape().get(1).axisName();
      return Complexes.each(x.term(), t -> {
        Term diagonal = new Term.Follow(t, cols, rows, Typing.number(List.of(rows)));
        return Reductions.sum(diagonal, List.of(rows), Typing.NUMBER);
      });
    }
    return checker.fail(Diagnostic.of(Code.E0401, x.at(), "`trace` needs a square matrix").because("this is " + typing.shapeText()));
  }

  private Term transpose(Typed x) {
    Typing typing = x.term().typing();
    if (typing.shape().size() == 2) {
      return Complexes.each(x.term(), t -> new Term.Retyped(t, t.typing().shaped(t.typing().shape().reversed())));
    }
    return checker.fail(Diagnostic.of(Code.E0401, x.at(), "`transpose` needs a matrix").because("this is " + typing.shapeText()));
  }
}
