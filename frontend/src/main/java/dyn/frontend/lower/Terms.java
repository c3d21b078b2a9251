package dyn.frontend.lower;

import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Primitive;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The terms of one body; each is computed once. Long chains lean to the left, and that side is walked without recursion. */
final class Terms {
  private static final double BELOW_ONE = 0x1.fffffep-1;
  private final Builder b;
  private final Map<Term, Value> known = new IdentityHashMap<>();
  private final Map<Symbol, Value> symbols = new HashMap<>();
  private final Map<String, Value> bases = new HashMap<>();
  private final Map<Value, Value> narrowed = new HashMap<>();
  private final Map<Axis, Value> iotas = new HashMap<>();
  private final Map<Axis, Value> numbers = new HashMap<>();
  private int directions;
  /** Time, seed and member, where the body has them. */
  private final Map<String, Value> keys = new HashMap<>();

  /** In what numbers the model computes; time, draws and data come in f64. */
  private final Scalar real;

  Terms(Builder b, Scalar real) {
    this.b = b;
    this.real = real;
  }

  Builder builder() {
    return b;
  }

  void define(Symbol symbol, Value value) {
    symbols.put(symbol, value);
  }

  boolean isDefined(Symbol symbol) {
    return symbols.containsKey(symbol);
  }

  Value symbol(Symbol symbol) {
    Value v = symbols.get(symbol);
    if (v == null) throw new IllegalStateException("no value for " + symbol.name());
    return v;
  }

  void base(String parameter, Value value) {
    bases.put(parameter, value);
  }

  void key(String name, Value value) {
    keys.put(name, value);
  }

  Value key(String name) {
    Value v = keys.get(name);
    if (v == null) throw new IllegalStateException("no " + name + " in this body");
    return v;
  }

  /** The value of a term under the name `hint`. */
  Value lower(Term term, String hint) {
    Deque<Term> spine = new ArrayDeque<>();
    Term t = term;
    while (t instanceof Term.Apply a && !known.containsKey(t)) {
      spine.push(t);
      t = a.args().getFirst();
    }
    if (spine.isEmpty()) return one(t, hint);
    one(t, "v");
    Value result = null;
    while (!spine.isEmpty()) {
      Term next = spine.pop();
      result = one(next, spine.isEmpty() ? hint : null);
    }
    return result;
  }

  private Value of(Term term) {
    return lower(term, null);
  }

  private Value one(Term term, String hint) {
    Value done = known.get(term);
    if (done != null) return done;
    Value v = compute(term, hint);
    known.put(term, v);
    return v;
  }

  private Value compute(Term term, String hint) {
    return switch (term) {
      case Term.Complex _, Term.Structured _ -> throw new IllegalStateException("a term reached lowering whole: " + term);
      case Term.Failed _ -> throw new IllegalStateException("a failed term reached lowering");
      case Term.Constant c -> b.constant(real, c.value());
      case Term.Read r -> symbol(r.symbol());
      case Term.Time _ -> narrow(key("t"));
      case Term.Row _ -> key(Signature.ROW);
      case Term.Base base -> narrow(bases.get(base.parameter()));
      case Term.Apply a -> apply(a, hint);
      case Term.Rename r -> rename(r, hint);
      case Term.Retyped r -> of(r.operand());
      case Term.Pick p -> gather(of(p.operand()), b.constant(p.position()), p.axis(), hint);
      case Term.Shift s -> shift(of(s.operand()), s, hint);
      case Term.At a -> gather(of(a.operand()), of(a.index()), a.axis().axisName(), hint);
      case Term.Position p -> b.apply(or(hint, "number"), real == Scalar.F64 ? Primitive.TO_F64 : Primitive.TO_F32, of(p.index()));
      case Term.Meet m -> meet(m, hint);
      case Term.Follow f -> gather(of(f.operand()), iota(f.index().axis()), f.axis(), hint);
      case Term.Iota i -> numbers.computeIfAbsent(i.index().axis(), a ->
          b.apply(a.name(), real == Scalar.F64 ? Primitive.TO_F64 : Primitive.TO_F32, iota(a)));
      case Term.Reduce r -> reduce(r, hint);
      case Term.Contract c -> contract(c, hint);
      case Term.Stack s -> b.emit(or(hint, "list"), new Lanes.Stack(s.parts().stream().map(this::of).toList(), s.axis().axis()));
      case Term.Draw d -> draw(d, hint);
      case Term.Divergence d -> divergence(d, hint);
      case Term.Point p -> point(p, hint);
      case Term.Quantiles q -> narrow(new QuantileValues(b, q.cells().stream().map(c -> iota(c.axis())).toList(), q.cells()).of(q.of(),
          or(hint, "quantile")));
    };
  }

  private static String or(String hint, String otherwise) {
    return hint == null ? otherwise : hint;
  }

  private Value apply(Term.Apply a, String hint) {
    Value[] args = new Value[a.args().size()];
    for (int i = 0; i < args.length; i++) args[i] = of(a.args().get(i));
    return b.apply(or(hint, a.primitive().text()), a.primitive(), args);
  }

  private Value rename(Term.Rename r, String hint) {
    Value operand = of(r.operand());
    List<String> from = new ArrayList<>();
    List<Axis> to = new ArrayList<>();
    r.to().forEach((old, range) -> {
      if (!operand.type().has(old)) return;
      from.add(old);
      to.add(range.axis());
    });
    return from.isEmpty() ? operand : b.emit(or(hint, operand.name()), new Lanes.Rename(operand, from, to));
  }

  /** A value that is the same along the axis needs no gather. */
  private Value gather(Value operand, Value index, String axis, String hint) {
    return operand.type().has(axis) ? b.emit(or(hint, operand.name()), new Lanes.Gather(operand, index, axis)) : operand;
  }

  private Value shift(Value operand, Term.Shift s, String hint) {
    if (!operand.type().has(s.axis().axisName()) || s.by() == 0) return operand;
    return b.emit(or(hint, operand.name()), new Lanes.Shift(operand, s.axis().axisName(), Math.toIntExact(s.by()), s.edge()));
  }

  private Value contract(Term.Contract c, String hint) {
    List<Axis> along = List.of(c.along().axis());
    Value left = spread(of(c.left()), along);
    Value right = spread(of(c.right()), along);
    return b.emit(or(hint, "contract"), new Lanes.Contract(left, right, c.along().axisName()));
  }

  /** A new axis of the size of {@code axis}. */
  Axis beside(Axis axis) {
    return new Axis(axis.name() + ".from" + directions++, axis.size());
  }

  Value iota(Axis axis) {
    return iotas.computeIfAbsent(axis, a -> b.emit(a.name(), new Lanes.Iota(a)));
  }

  /** The number of each cell, row-major. */
  Value number(List<IndexRange> shape) {
    Value number = iota(shape.getFirst().axis());
    for (IndexRange r : shape.subList(1, shape.size())) {
      number = b.apply("number", Primitive.ADD, b.apply("number", Primitive.MUL, number, b.constant(r.size())), iota(r.axis()));
    }
    return number;
  }

  private Value reduce(Term.Reduce r, String hint) {
    Value v = of(r.operand());
    List<Axis> over = r.over().stream().map(IndexRange::axis).toList();
    v = spread(v, over);
    double count = 1;
    for (Axis axis : over.reversed()) {
      v = b.emit(r.mean() ? "sum" : or(hint, r.combine().text()), new Lanes.Reduce(r.combine(), v, axis.name()));
      count *= axis.size();
    }
    return r.mean() ? b.apply(or(hint, "mean"), Primitive.DIV, v, b.constant(real, count)) : v;
  }

  private Value meet(Term.Meet m, String hint) {
    Value operand = spread(of(m.operand()), List.of(m.edge().axis()));
    Value first = of(m.first());
    Value last = of(m.last());
    String name = or(hint, m.mean() ? "mean" : m.combine().text());
    Value all = b.emit(m.mean() ? "sum" : name, new Lanes.Segment(m.combine(), operand, first, last, m.edge().axisName()));
    if (!m.mean()) return all;
    Value count = b.apply("count", real == Scalar.F64 ? Primitive.TO_F64 : Primitive.TO_F32, b.sub(last, first));
    return b.apply(name, Primitive.DIV, all, count);
  }

  /** The value repeated along those of the axes that it lacks. */
  Value spread(Value v, List<Axis> axes) {
    for (Axis axis : axes) if (!v.type().has(axis.name())) v = b.emit(v.name(), new Lanes.Spread(v, axis));
    return v;
  }

  /** The value with exactly these axes, in this order. */
  Value shaped(Value v, List<IndexRange> shape) {
    List<Axis> axes = shape.stream().map(IndexRange::axis).toList();
    if (v.type().axes().equals(axes)) return v;
    int last = axes.size();
    while (last > 0 && !v.type().has(axes.get(last - 1).name())) last--;
    Value ordered = ordered(v, axes.subList(0, last));
    Value result = spread(ordered, axes);
    if (!result.type().axes().equals(axes)) throw new IllegalStateException(result + " has more axes than " + axes);
    return result;
  }

  /** The value with these axes first: a condition that holds in every cell has the others, and the axes of a choice come in its order. */
  private Value ordered(Value v, List<Axis> axes) {
    if (v.type().axes().equals(axes)) return v;
    Value everywhere = null;
    for (Axis axis : axes) {
      Value here = b.apply("every", Primitive.GE, iota(axis), b.constant(0L));
      everywhere = everywhere == null ? here : b.apply("every", Primitive.AND, everywhere, here);
      if (v.type().axes().stream().map(Axis::name).toList().equals(names(axes, axis))) break;
    }
    return b.apply(v.name(), Primitive.SELECT, everywhere, v, v);
  }

  /** Those behind {@code axis}. */
  private static List<String> names(List<Axis> axes, Axis axis) {
    return axes.subList(axes.indexOf(axis) + 1, axes.size()).stream().map(Axis::name).toList();
  }

  private Value draw(Term.Draw d, String hint) {
    List<Axis> cells = d.cells().stream().map(IndexRange::axis).toList();
    Value own = b.constant((long) d.node());
    Value key = keys.containsKey(Lowering.NODE) ? b.add(key(Lowering.NODE), own) : own;
    Value drawn = narrow(b.emit(or(hint, "draw"), new Noise.Draw(d.distribution(), d.source(), key("seed"), key("member"), key, cells)));
    boolean open = real == Scalar.F32 && d.distribution() == Noise.Distribution.UNIFORM;
    // Rounded, the largest uniforms would be 1.
    return open ? b.apply(drawn.name(), Primitive.MIN, drawn, b.constant(Scalar.F32, BELOW_ONE)) : drawn;
  }

  private Value divergence(Term.Divergence d, String hint) {
    Value sum = b.constant(real, 0);
    for (Term.Divergence.Flow f : d.flows()) sum = b.apply(or(hint, "divergence"), Primitive.ADD, sum, new Divergence(this, f).sum());
    return sum;
  }

  private Value point(Term.Point p, String hint) {
    Value k = key("member");
    if (p.stride() > 1) k = b.apply(Primitive.IDIV, k, b.constant(p.stride()));
    k = b.apply(Primitive.IMOD, k, b.constant(p.count()));
    return narrow(b.apply(or(hint, "point"), Primitive.TO_F64, k));
  }

  /** An f64 as a number of the model. */
  Value narrow(Value v) {
    return real == Scalar.F64 ? v : narrowed.computeIfAbsent(v, x -> b.apply(x.name(), Primitive.TO_F32, x));
  }

  /** A number of the model as f64: for what leaves the program. */
  Value wide(Value v) {
    return v.type().scalar() == Scalar.F32 ? b.apply(v.name(), Primitive.TO_F64, v) : v;
  }

  Type real(List<IndexRange> shape) {
    return typed(real, shape);
  }

  static Type f64(List<IndexRange> shape) {
    return typed(Scalar.F64, shape);
  }

  private static Type typed(Scalar scalar, List<IndexRange> shape) {
    return Type.of(scalar, shape.stream().map(IndexRange::axis).toList(), Reach.ALL);
  }
}
