package dyn.frontend.check;

import dyn.frontend.check.ExprChecker.Typed;
import dyn.frontend.syntax.Expr;
import dyn.frontend.term.Defined;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Structure;
import dyn.frontend.term.Structure.Band;
import dyn.frontend.term.Structure.LowRank;
import dyn.frontend.term.Structure.Part;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Matrices declared by their structure: `diag(d)`, `banded(...)`, `lowrank(U, V)`, `identity(n)`, `sparse(edges, w)`. */
final class Matrices {
  private static final Set<String> MAKERS = Set.of("diag", "banded", "tridiagonal", "lowrank", "identity", "sparse");
  /** Functions that keep what they know of the structure of their argument. */
  private static final Set<String> KEEPING = Set.of("transpose", "trace", "conj");

  private final ExprChecker checker;

  Matrices(ExprChecker checker) {
    this.checker = checker;
  }

  /** Whether a declaration is by structure, judged by its text. */
  static boolean declares(Expr e, Set<String> functions) {
    return e instanceof Expr.Call c && MAKERS.contains(c.name()) && !functions.contains(c.name());
  }

  static boolean makes(String function) {
    return MAKERS.contains(function);
  }

  static boolean keeps(String function) {
    return KEEPING.contains(function);
  }

  // ---- makers

  Term make(Expr.Call c, Scope scope) {
    return switch (c.name()) {
      case "identity" -> identity(c);
      case "lowrank" -> lowRank(c, scope);
      case "sparse" -> checker.edges.matrix(c, scope);
      case "diag" -> diagonals(c, List.of(0L), diagonalValues(c.args(), scope), scope.rows());
      case "tridiagonal" -> diagonals(c, List.of(-1L, 0L, 1L), diagonalValues(c.args(), scope), scope.rows());
      default -> banded(c, scope);
    };
  }

  /** Each has a cell for every row. */
  private List<Typed> diagonalValues(List<Expr.Arg> args, Scope scope) {
    return values(args, scope.rows().map(r -> scope.over(List.of(r))).orElse(scope));
  }

  private List<Typed> values(List<Expr.Arg> args, Scope scope) {
    List<Typed> values = new ArrayList<>();
    for (Expr.Arg a : args) values.add(new Typed(checker.number(a.value(), scope), a.value().span()));
    return values;
  }

  private Term identity(Expr.Call c) {
    Expr e = c.args().getFirst().value();
    Optional<IndexRange> range = e instanceof Expr.Name n ? checker.names.index(n.name()) : Optional.empty();
    if (range.isPresent()) {
      IndexRange r = range.get();
      return Structures.of(List.of(new Band(0, one(r))), r, second(r));
    }
    return checker.fail(Diagnostic.of(Code.E0210, e.span(), "`identity` needs the name of a dimension").because("not a dimension"));
  }

  private static Term one(IndexRange r) {
    return new Term.Retyped(Complexes.ONE, Typing.number(List.of(r)));
  }

  private static IndexRange second(IndexRange r) {
    return Shapes.fresh(r, Set.of(r.axisName()));
  }

  private Term banded(Expr.Call c, Scope scope) {
    List<Long> offsets = new ArrayList<>();
    List<Expr.Arg> values = new ArrayList<>();
    Set<Long> seen = new LinkedHashSet<>();
    for (int i = 0; i + 1 < c.args().size(); i += 2) {
      Expr at = c.args().get(i).value();
      OptionalDouble offset = checker.constants.number(at);
      if (offset.isEmpty() || offset.getAsDouble() != Math.rint(offset.getAsDouble())) {
        return checker.fail(Diagnostic.of(Code.E0412, at.span(), "the place of a diagonal is a whole number").because("not one")
            .help("0 is the main diagonal, 1 the one above it, -1 the one below: `banded(-1, a, 0, b, 1, c)`"));
      }
      if (!seen.add((long) offset.getAsDouble())) {
        return checker.fail(Diagnostic.of(Code.E0412, at.span(), "the diagonal " + at.span().text().strip() + " is given twice")
            .because("again here").help("add the two"));
      }
      offsets.add((long) offset.getAsDouble());
      values.add(c.args().get(i + 1));
    }
    if (c.args().size() % 2 == 0) return diagonals(c, offsets, diagonalValues(values, scope), scope.rows());
    return checker.fail(Diagnostic.of(Code.E0303, c.span(), "`banded` takes pairs of a place and a diagonal")
        .because(c.args().size() + " given").help("write `banded(-1, below, 0, main, 1, above)`"));
  }

  /** Each of the length of the matrix, by rows; a number for all rows. */
  private Term diagonals(Expr.Call c, List<Long> offsets, List<Typed> values, Optional<IndexRange> declared) {
    Optional<IndexRange> found = declared;
    for (Typed v : values) {
      Typing t = v.term().typing();
      if (v.term().failed()) return v.term();
      if (t.shape().size() > 1) {
        return checker.fail(Diagnostic.of(Code.E0412, v.at(), "a diagonal is a vector").because("this is " + t.shapeText()));
      }
      if (t.isArray() && (found.isEmpty() || found.get().isAnonymous())) found = Optional.of(t.shape().getFirst());
    }
    if (found.isEmpty()) {
      return checker.fail(Diagnostic.of(Code.E0413, c.span(), "the size of this matrix is not known").because("its diagonals are numbers")
          .help("declare it over its dimension: `let A[n, m] = " + c.span().text().strip() + "`"));
    }
    IndexRange rows = found.get();
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Term diagonal = diagonal(values.get(i), rows, declared.isPresent());
      if (diagonal.failed()) return diagonal;
      parts.add(new Band(offsets.get(i), diagonal));
    }
    return Structures.of(parts, rows, second(rows));
  }

  private Term diagonal(Typed v, IndexRange rows, boolean indexed) {
    Typing t = v.term().typing();
    Set<String> others = new LinkedHashSet<>(t.free());
    if (indexed) others.remove(rows.axisName());
    if (!others.isEmpty()) {
      return checker.fail(Diagnostic.of(Code.E0404, v.at(), "a diagonal is given by rows").because("this depends on another index"));
    }
    if (t.isArray() && !t.shape().getFirst().matches(rows)) {
      return checker.fail(Diagnostic.of(Code.E0401, v.at(), "this diagonal has another dimension than the matrix")
          .because("this is " + t.shapeText() + ", the matrix has the rows [" + rows.text() + "]"));
    }
    if (t.isArray()) return Shapes.as(v.term(), List.of(rows));
    Typing column = Typing.number(List.of(rows));
    return Complexes.each(v.term(), x -> new Term.Retyped(x, column));
  }

  private Term lowRank(Expr.Call c, Scope scope) {
    List<Typed> args = values(c.args(), scope);
    for (Typed a : args) {
      Typing t = a.term().typing();
      if (a.term().failed()) return a.term();
      if (t.shape().size() == 2 && t.free().isEmpty()) continue;
      return checker.fail(Diagnostic.of(Code.E0412, a.at(), "`lowrank(U, V)` needs two matrices").because("this is " + t.shapeText())
          .help("the matrix is U V^T, so that the last dimension of both is the rank"));
    }
    Term u = args.get(0).term();
    Term v = args.get(1).term();
    IndexRange rank = u.typing().shape().get(1);
    if (!rank.matches(v.typing().shape().get(1))) {
      return checker.fail(Diagnostic.of(Code.E0402, args.get(1).at(), "`lowrank(U, V)` joins the last dimensions of both, and these differ")
          .because("this is " + v.typing().shapeText()).label(args.get(0).at(), "this is " + u.typing().shapeText())
          .help("the matrix is U V^T"));
    }
    IndexRange rows = u.typing().shape().get(0);
    IndexRange cols = Shapes.fresh(v.typing().shape().get(0), Set.of(rows.axisName()));
    IndexRange mine = Shapes.fresh(rank, Set.of(rows.axisName(), cols.axisName()));
    return Structures.of(List.of(new LowRank(Shapes.as(u, List.of(rows, mine)), Shapes.as(v, List.of(cols, mine)))), rows, cols);
  }

  /** One value for each part; who reads `target` reads those. */
  static List<Defined> define(Symbol target, Term.Structured matrix, Scope scope, Names names) {
    String name = target.name();
    List<Defined> defined = new ArrayList<>();
    List<Symbol> parts = new ArrayList<>();
    Structure s = matrix.structure();
    List<Structure.Part> read = new ArrayList<>();
    for (Structure.Part p : s.parts()) {
      int at = read.size();
      read.add(p.map((k, t) -> {
        String part = name + "." + p.name(k) + (p instanceof Structure.LowRank && at > 0 ? at : "");
        Symbol symbol = new Symbol(Symbol.Kind.LET, part, target.at(), t.typing().shape(), scope.stage(), Complexes.is(t));
        parts.add(symbol);
        defined.add(new Defined(symbol, t, scope.reads()));
        return Complexes.read(symbol);
      }));
    }
    names.symbols.put(name, new Symbol(Symbol.Kind.LET, name, target.at(), matrix.typing().shape(), scope.stage()));
    names.forms.put(name, new Names.Form(Structures.of(read, s.rows(), s.cols()), parts));
    return defined;
  }

  // ---- operators

  /** Empty where the result has no structure. */
  Optional<Term> apply(Primitive p, Typed... operands) {
    Term a = operands[0].term();
    if (p == Primitive.NEG && a instanceof Term.Structured s) return Optional.of(scaled(s, t -> each(Primitive.NEG, t, operands[0].at())));
    if (operands.length != 2) return Optional.empty();
    Term b = operands[1].term();
    Span at = operands[0].at().to(operands[1].at());
    if (a instanceof Term.Structured x && b instanceof Term.Structured y) {
      boolean sum = p == Primitive.ADD || p == Primitive.SUB;
      if (!sum || !Shapes.match(a.typing().shape(), b.typing().shape())) return Optional.empty();
      Structure second = p == Primitive.ADD ? y.structure() : scaled(y, t -> each(Primitive.NEG, t, at)).structure();
      return Optional.of(Structures.sum(x.structure(), second));
    }
    if (a instanceof Term.Structured s && isScalar(b) && (p == Primitive.MUL || p == Primitive.DIV)) {
      return Optional.of(scaled(s, t -> each(p, t, b, at)));
    }
    boolean factor = b instanceof Term.Structured && isScalar(a) && p == Primitive.MUL;
    return factor ? Optional.of(scaled((Term.Structured) b, t -> each(p, a, t, at))) : Optional.empty();
  }

  private static boolean isScalar(Term t) {
    return !t.typing().isArray() && t.typing().free().isEmpty();
  }

  private static Term.Structured scaled(Term.Structured s, UnaryOperator<Term> f) {
    return Structures.scaled(s.structure(), f);
  }

  private Term each(Primitive p, Term a, Span at) {
    return checker.apply(p, "`" + p.text() + "`", new Typed(a, at));
  }

  private Term each(Primitive p, Term a, Term b, Span at) {
    return checker.apply(p, "`" + p.text() + "`", new Typed(a, at), new Typed(b, at));
  }

  /** `a @ b` of matching dimensions; empty where neither has structure, or the product of both has none. */
  static Optional<Term> contract(Term left, Term right) {
    Term a = paying(left);
    Term b = paying(right);
    if (a instanceof Term.Structured x && b instanceof Term.Structured y) return Structures.product(x.structure(), y.structure());
    if (a instanceof Term.Structured x) return Optional.of(Structures.times(x.structure(), b));
    return b instanceof Term.Structured y ? Optional.of(Structures.timesLeft(a, y.structure())) : Optional.empty();
  }

  private static Term paying(Term t) {
    return t instanceof Term.Structured s && !s.structure().pays() ? Structures.plain(t) : t;
  }

  /** `transpose`, `trace` and `conj` of a matrix with structure. */
  static Term kept(String function, Term.Structured s) {
    return switch (function) {
      case "transpose" -> Structures.transpose(s.structure());
      case "trace" -> Structures.trace(s.structure());
      default -> Structures.map(s.structure(), Complexes::conj);
    };
  }
}
