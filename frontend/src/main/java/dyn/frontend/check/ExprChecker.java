package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Operator;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Nearest;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Expressions to terms. What is wrong is reported here, once, and becomes {@link Term.Failed}, which nothing reports again. */
final class ExprChecker {
  /** A term and where it was written. */
  record Typed(Term term, Span at) {}

  /** What `x at 2` is. */
  interface Moment {
    /** It has no meaning but in `expect`, which combines what was recorded at several times. */
    Moment NONE = (a, _, checker) -> checker.fail(Diagnostic.of(Code.E0622, a.span(),
        "a value at a time of its own stands in `expect` only").because("at another time than what is around it")
        .help("write the time at the end, for all of it: `record x * y at 2`"));
    /** For what does not depend on it, such as the shape. */
    Moment ANY = (a, scope, checker) -> checker.check(a.value(), scope);

    Term of(Expr.At a, Scope scope, ExprChecker checker);
  }

  private static final int MOST_TERMS = 5_000_000;
  /** Brackets alone stay below; chains of functions may not. */
  private static final int DEEPEST = 400;

  final Names names;
  final Diagnostics diagnostics;
  final Constants constants;
  private final Calls calls;
  private final Subscripts subscripts;
  private final ComplexArithmetic complex;
  final Reductions reductions;
  private final Expectations expectations;
  private final InstanceArrays instances;
  final Neighbours neighbours;
  final Stencils stencils;
  final Edges edges;
  final Matrices matrices;
  final Memories memories;
  final StaleReads stale;
  final Draws draws;
  private final Moment moment;
  private int terms;
  private int depth;
  private boolean saidTooDeep;

  ExprChecker(Names names, Constants constants, Diagnostics diagnostics) {
    this(names, constants, diagnostics, Moment.NONE);
  }

  ExprChecker(Names names, Constants constants, Diagnostics diagnostics, Moment moment) {
    this.moment = moment;
    this.names = names;
    this.constants = constants;
    this.diagnostics = diagnostics;
    this.calls = new Calls(this);
    this.subscripts = new Subscripts(this);
    this.complex = new ComplexArithmetic(this);
    this.reductions = new Reductions(this);
    this.expectations = new Expectations(this);
    this.instances = new InstanceArrays(this);
    this.neighbours = new Neighbours(this);
    this.stencils = new Stencils(this, neighbours);
    this.edges = new Edges(this);
    this.matrices = new Matrices(this);
    this.memories = new Memories(this);
    this.stale = new StaleReads(this);
    this.draws = new Draws(this);
  }

  /** One that says nothing of mistakes, and takes values at all times for the same. */
  ExprChecker silent() {
    return new ExprChecker(names, constants, new Diagnostics(), Moment.ANY);
  }

  /** A matrix with all of its cells. */
  Term check(Expr e, Scope scope) {
    return Structures.plain(any(e, scope));
  }

  private Term any(Expr e, Scope scope) {
    if (++terms > MOST_TERMS) return tooLarge(e, terms == MOST_TERMS + 1);
    if (++depth > DEEPEST) {
      depth--;
      return tooDeep(e);
    }
    Term result = dispatch(e, scope);
    depth--;
    return result;
  }

  private Term tooLarge(Expr e, boolean first) {
    if (!first) return new Term.Failed();
    return fail(Diagnostic.of(Code.E0513, e.span(), "the model grows to more than " + MOST_TERMS / 1_000_000 + " million operations")
        .because("while this is expanded").help("functions that call others several times multiply: name the parts with `let`"));
  }

  private Term tooDeep(Expr e) {
    if (saidTooDeep) return new Term.Failed();
    saidTooDeep = true;
    return fail(Diagnostic.of(Code.E0104, e.span(), "the expression is nested more than " + DEEPEST + " deep")
        .because("functions expanded up to here")
        .help("name a part of it with `let`"));
  }

  private Term dispatch(Expr e, Scope scope) {
    return switch (e) {
      case Expr.Num n -> new Term.Constant(n.value());
      case Expr.Name n -> name(n, scope);
      case Expr.Call c -> calls.check(c, scope);
      case Expr.Index i -> subscripts.check(i, scope);
      case Expr.Negate n -> negate(n, scope);
      case Expr.Not n -> not(n, scope);
      case Expr.Chain c -> chain(c, scope);
      case Expr.Reduce r -> r.meeting().isPresent() ? edges.meet(r, scope) : reductions.reduce(r, scope);
      case Expr.Expectation x -> expectations.check(x, scope);
      case Expr.Integral i -> memories.integral(i, scope);
      case Expr.Stale s -> stale.check(s, scope);
      case Expr.At a -> moment.of(a, scope, this);
      case Expr.Literal l -> reductions.literal(l, scope);
      case Expr.Own o -> instances.own(o, scope);
      case Expr.Each x -> instances.each(x, scope);
    };
  }

  /** As {@link #typed}, keeping what is known of the structure of a matrix. */
  Typed matrix(Expr e, Scope scope) {
    return new Typed(any(e, scope), e.span());
  }

  Typed typed(Expr e, Scope scope) {
    return new Typed(check(e, scope), e.span());
  }

  /** As {@link #check}, refusing a condition. */
  Term number(Expr e, Scope scope) {
    return requireNumber(typed(e, scope));
  }

  Term fail(Diagnostic d) {
    diagnostics.add(d);
    return new Term.Failed();
  }

  // ---- names

  private Term name(Expr.Name n, Scope scope) {
    if (n.primes() == 0) {
      Term local = scope.locals().get(n.name());
      if (local != null) return local;
      IndexRange index = scope.indices().get(n.name());
      if (index != null && memories.isTime(index)) return memories.time(index);
      if (index != null) return new Term.Iota(index, new Typing(Typing.Kind.NUMBER, List.of(), Set.of(index.axisName())));
      if (n.name().equals("pi")) return new Term.Constant(Math.PI);
      if (n.name().equals("t")) return time(n, scope);
    }
    Symbol symbol = names.symbols.get(n.full());
    if (symbol != null && !scope.ends().containsKey(n.full())) return read(symbol, n.span(), scope);
    return edges.number(n, scope).orElseGet(() -> unknown(n, scope));
  }

  private Term time(Expr.Name n, Scope scope) {
    if (scope.latest().compareTo(Stage.TIME) >= 0) {
      scope.reads().add(Scope.TIME);
      return new Term.Time(Typing.NUMBER);
    }
    return fail(Diagnostic.of(Code.E0507, n.span(), scope.what() + " cannot depend on time").because("time is not known yet"));
  }

  private Term read(Symbol symbol, Span at, Scope scope) {
    if (symbol.stage().compareTo(scope.latest()) > 0) {
      return fail(Diagnostic.of(Code.E0507, at, scope.what() + " cannot depend on " + symbol.stage().text())
          .because("`" + symbol.name() + "` is not known yet").label(symbol.at(), symbol.kind().text() + " declared here")
          .help("it may depend on " + scope.latest().text() + " only"));
    }
    Names.Form form = names.forms.get(symbol.name());
    for (Symbol part : form == null ? List.of(symbol) : form.parts()) scope.reads().addAll(part.parts());
    if (names.memories.containsKey(symbol.name())) return memories.whole(symbol);
    return form == null ? Complexes.read(symbol) : form.matrix();
  }

  private Term unknown(Expr.Name n, Scope scope) {
    if (names.broken.contains(n.full()) || names.broken.contains(n.name())) return new Term.Failed();
    if (names.index(n.name()).isPresent() && n.primes() == 0) {
      return fail(Diagnostic.of(Code.E0209, n.span(), "`" + n.name() + "` has no value here")
          .because("it is a dimension, and no index is bound to it")
          .help("write `size(" + n.name() + ")` for its size, or bind it: `sum(" + n.name() + ") ...`, `x[" + n.name() + "] = ...`"));
    }
    if (names.functions.containsKey(n.name()) || Functions.find(n.name()).isPresent()) {
      return fail(Diagnostic.of(Code.E0211, n.span(), "`" + n.name() + "` is a function").because("it needs arguments")
          .help("write `" + n.name() + "(...)`"));
    }
    if (n.primes() > 0 && names.symbols.containsKey(n.name())) {
      Symbol s = names.symbols.get(n.name());
      return fail(Diagnostic.of(Code.E0503, n.span(), "`" + n.name() + "` has no rate `" + n.full() + "`").because("no equation defines it")
          .label(s.at(), s.kind().text() + " declared here"));
    }
    List<String> known = names.values();
    known.addAll(scope.locals().keySet());
    known.addAll(scope.indices().keySet());
    Diagnostic d = Diagnostic.of(Code.E0201, n.span(), "unknown name `" + n.full() + "`").because("declared nowhere in this model");
    return fail(Nearest.to(n.full(), known).map(k -> d.help("there is `" + k + "`"))
        .orElse(n.name().contains(".") ? d : d.help("declare it: `param " + n.name() + " = ...`, `let " + n.name()
            + " = ...` or `state " + n.name() + " = ...`")));
  }

  // ---- operators

  private Term negate(Expr.Negate n, Scope scope) {
    Term operand = requireNumber(matrix(n.operand(), scope));
    if (operand.failed()) return operand;
    if (operand instanceof Term.Constant c) return new Term.Constant(-c.value());
    return apply(Primitive.NEG, "`-`", new Typed(operand, n.span()));
  }

  private Term not(Expr.Not n, Scope scope) {
    Term operand = requireCondition(typed(n.operand(), scope), "`not`");
    return operand.failed() ? operand : new Term.Apply(Primitive.NOT, List.of(operand), operand.typing());
  }

  private Term chain(Expr.Chain c, Scope scope) {
    Typed left = matrix(c.first(), scope);
    for (Expr.Link link : c.rest()) {
      Typed right = matrix(link.operand(), scope);
      left = new Typed(binary(link, left, right), left.at().to(right.at()));
    }
    return left.term();
  }

  private Term binary(Expr.Link link, Typed left, Typed right) {
    Operator op = link.operator();
    String word = "`" + op.text() + "`";
    if (op.isLogical()) {
      Term a = requireCondition(left, word);
      Term b = requireCondition(right, word);
      return apply(op == Operator.AND ? Primitive.AND : Primitive.OR, word, new Typed(a, left.at()), new Typed(b, right.at()));
    }
    Typed a = new Typed(requireNumber(left), left.at());
    Typed b = new Typed(requireNumber(right), right.at());
    return switch (op) {
      case ADD -> apply(Primitive.ADD, word, a, b);
      case SUB -> apply(Primitive.SUB, word, a, b);
      case MUL -> apply(Primitive.MUL, word, a, b);
      case DIV -> apply(Primitive.DIV, word, a, b);
      case LT -> apply(Primitive.LT, word, a, b);
      case LE -> apply(Primitive.LE, word, a, b);
      case GT -> apply(Primitive.GT, word, a, b);
      case GE -> apply(Primitive.GE, word, a, b);
      case EQ -> apply(Primitive.EQ, word, a, b);
      case NE -> apply(Primitive.NE, word, a, b);
      case CONTRACT -> contract(a, b);
      case POW -> Powers.of(a, b, this);
      case AND, OR -> throw new IllegalStateException("logical operator " + op);
    };
  }

  Term requireNumber(Typed e) {
    if (e.term().typing().kind() != Typing.Kind.CONDITION) return e.term();
    return fail(Diagnostic.of(Code.E0301, e.at(), "a number is needed, but this is a condition").because("true or false")
        .help("write `where(condition, 1, 0)` for a number"));
  }

  Term requireCondition(Typed e, String who) {
    if (e.term().failed() || e.term().typing().kind() == Typing.Kind.CONDITION) return e.term();
    return fail(Diagnostic.of(Code.E0301, e.at(), who + " needs a condition, but this is a number").because("a number")
        .help("compare it: `x > 0`, `x != 0`"));
  }

  /** A number with parts, where only a real one will do, is refused as `what`. */
  Term requireReal(Typed e, String what) {
    Term term = requireNumber(e);
    if (!Complexes.is(term)) return term;
    return fail(Diagnostic.of(Code.E0305, e.at(), what + " is real, but this is complex").because("complex")
        .help("`re(z)` is its real part, `abs(z)` its size"));
  }

  Term unordered(String word, Typed z) {
    return complex.apply(Primitive.MIN, word, List.of(z.term()), List.of(z));
  }

  /** A primitive cell by cell, over equal shapes or with numbers. */
  Term apply(Primitive p, String word, Typed... operands) {
    Optional<Term> structured = matrices.apply(p, operands);
    if (structured.isPresent()) return structured.get();
    List<Term> terms = align(word, Stream.of(operands).map(o -> new Typed(Structures.plain(o.term()), o.at())).toList());
    if (terms.isEmpty()) return new Term.Failed();
    return Complexes.any(terms) ? complex.apply(p, word, terms, List.of(operands)) : Complexes.apply(p, terms.toArray(Term[]::new));
  }

  /** The operands under one shape; empty where one failed or they do not match. */
  List<Term> align(String word, List<Typed> operands) {
    if (operands.stream().anyMatch(o -> o.term().failed())) return List.of();
    Typed first = null;
    for (Typed o : operands) {
      if (!o.term().typing().isArray()) continue;
      if (first == null) first = o;
      if (!Shapes.match(first.term().typing().shape(), o.term().typing().shape())) {
        mismatch(word, first, o);
        return List.of();
      }
    }
    if (first == null) return operands.stream().map(Typed::term).toList();
    List<IndexRange> shape = first.term().typing().shape();
    for (Typed o : operands) if (o.term().typing().isArray()) shape = Shapes.known(shape, o.term().typing().shape());
    for (Typed o : operands) {
      if (!o.term().typing().free().isEmpty()) {
        unindexed(first);
        return List.of();
      }
    }
    List<Term> terms = new ArrayList<>();
    for (Typed o : operands) terms.add(o.term().typing().isArray() ? Shapes.as(o.term(), shape) : o.term());
    return terms;
  }

  private void mismatch(String word, Typed a, Typed b) {
    fail(Diagnostic.of(Code.E0401, b.at(), word + " combines arrays of different shapes")
        .because("this is " + b.term().typing().shapeText()).label(a.at(), "this is " + a.term().typing().shapeText())
        .help("arrays of equal shape combine cell by cell; `@` multiplies matrices; for anything else write the indices"));
  }

  Term unindexed(Typed array) {
    return fail(Diagnostic.of(Code.E0404, array.at(), "an array stands among indexed values without its indices")
        .because("this is " + array.term().typing().shapeText()).help("write its indices: `" + example(array) + "`"));
  }

  private static String example(Typed array) {
    List<String> indices = array.term().typing().shape().stream().map(r -> r.isAnonymous() ? "i" : r.axisName()).toList();
    String text = array.at().text().strip();
    boolean simple = text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '\'');
    return (simple ? text : "(" + text + ")") + "[" + String.join(", ", indices) + "]";
  }

  Term contract(Typed left, Typed right) {
    if (left.term().failed() || right.term().failed()) return new Term.Failed();
    for (Typed side : List.of(left, right)) {
      if (side.term().typing().isArray()) continue;
      return fail(Diagnostic.of(Code.E0402, side.at(), "`@` needs an array on both sides").because("this is a number").help("write `*`"));
    }
    IndexRange a = left.term().typing().shape().getLast();
    IndexRange b = right.term().typing().shape().getFirst();
    if (!left.term().typing().free().isEmpty()) return unindexed(left);
    if (!right.term().typing().free().isEmpty()) return unindexed(right);
    if (a.matches(b)) {
      return Matrices.contract(left.term(), right.term())
          .orElseGet(() -> Shapes.contract(Structures.plain(left.term()), Structures.plain(right.term())));
    }
    return fail(Diagnostic.of(Code.E0402, right.at(),
        "`@` joins the last dimension of the left with the first of the right, and these differ")
        .because("this is " + right.term().typing().shapeText()).label(left.at(), "this is " + left.term().typing().shapeText())
        .help("`transpose(A)` exchanges the dimensions of a matrix"));
  }
}
