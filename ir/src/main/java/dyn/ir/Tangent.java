package dyn.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * How the results of a body move when some of its parameters do, in forward mode: one evaluation gives the derivative in one direction,
 * at some two to three times the work, and no matrix is made.
 */
public final class Tangent {
  private final Map<Value, Value> tangents = new HashMap<>();

  private Tangent() {}

  /**
   * The body of the tangents of all results, 0 where one does not move. Its parameters are those of {@code body}, then for each number in
   * {@code along} the tangent of that parameter, of its type.
   */
  public static Body of(Body body, List<Integer> along) {
    Builder b = new Builder();
    Tangent t = new Tangent();
    List<Value> params = new ArrayList<>();
    for (Value p : body.params()) params.add(b.param(p.name(), p.type()));
    for (int k : along) {
      Value moving = b.param(body.params().get(k).name() + "_dot", body.params().get(k).type());
      t.tangents.put(params.get(k), moving);
      params.add(moving);
    }
    List<Value> results = b.inline(body, params.subList(0, body.params().size()), t.new Moving());
    return b.finish(body.name() + "_dot", params, results.stream().map(r -> t.full(b, r)).toList());
  }

  /**
   * How {@code result} moves when values before it in {@code b} do, whose tangents are {@code along}: appended, and empty where it does
   * not. The tangents may have axes of their own, one cell for each of several directions.
   */
  public static Optional<Value> of(Builder b, Value result, Map<Value, Value> along) {
    Tangent t = new Tangent();
    t.tangents.putAll(along);
    for (Stmt s : b.leadingTo(result)) {
      if (!along.containsKey(s.results().getFirst()) && t.moves(s.op())) t.behind(b, s.op(), s.results());
    }
    return t.of(result);
  }

  private boolean moves(Op op) {
    return op.operands().stream().anyMatch(tangents::containsKey);
  }

  /** Of the type of {@code v}; 0 where it does not move. */
  private Value full(Builder b, Value v) {
    return of(v).map(d -> spread(b, d, v.type())).orElseGet(() -> spread(b, b.constant(v.type().scalar(), 0.0), v.type()));
  }

  private Optional<Value> of(Value v) {
    return Optional.ofNullable(tangents.get(v));
  }

  private static Value spread(Builder b, Value v, Type like) {
    Value wide = v;
    for (Axis a : like.axes()) if (!wide.type().has(a.name())) wide = b.emit(v.name(), new Lanes.Spread(wide, a));
    return wide;
  }

  /** Copies statements, and puts the tangents of what moves behind each. */
  private final class Moving implements Rewrite {
    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
      if (s.op() instanceof Regions.If i) return Optional.of(both(b, s, i, known));
      Op op = Builder.mapped(s.op(), known);
      boolean moves = moves(op);
      if (moves && op instanceof Pure.Call c) return Optional.of(b.inline(c.callee(), c.args(), this));
      List<Value> results = op instanceof Pure.Const c ? List.of(b.constantAs(s, c)) : b.emitAs(s, op);
      if (moves) behind(b, op, results);
      return Optional.of(results);
    }

    private List<Value> both(Builder b, Stmt s, Regions.If i, Map<Value, Value> known) {
      Value condition = known.getOrDefault(i.condition(), i.condition());
      int count = s.results().size();
      List<String> hints = Stream.concat(s.results().stream().map(Value::name), s.results().stream().map(r -> r.name() + "_dot")).toList();
      List<Value> all = b.ifElse(condition, hints, in -> arm(in, i.then(), known), in -> arm(in, i.otherwise(), known));
      for (int k = 0; k < count; k++) if (all.get(k).type().scalar().isReal()) tangents.put(all.get(k), all.get(count + k));
      return all.subList(0, count);
    }

    private List<Value> arm(Builder in, Body body, Map<Value, Value> known) {
      List<Value> all = new ArrayList<>(in.copy(body, new HashMap<>(known), this));
      for (Value v : List.copyOf(all)) all.add(v.type().scalar().isReal() ? full(in, v) : v);
      return all;
    }
  }

  /** Appends the tangent of an operation that moves. */
  private void behind(Builder b, Op op, List<Value> results) {
    Value result = results.getFirst();
    Optional<Value> tangent = switch (op) {
      case Pure.Apply a -> Derivatives.tangent(b, a.primitive(), a.args(), result, a.args().stream().map(this::of).toList());
      case Lanes l -> lanes(b, l, result);
      case Pure _, Regions _, Sync _, Noise _, Output _, Placed _ ->
          throw new IllegalArgumentException(op.name() + " of what moves, in a body of a model");
    };
    tangent.ifPresent(t -> tangents.put(result, t));
  }

  private Optional<Value> lanes(Builder b, Lanes op, Value result) {
    return switch (op) {
      case Lanes.Rename _, Lanes.Shift _, Lanes.Spread _, Lanes.Stack _ -> moved(b, op);
      case Lanes.Gather g -> of(g.operand()).map(_ -> b.emit("moved", new Lanes.Gather(full(b, g.operand()), g.index(), g.axis())));
      case Lanes.Contract c -> product(b, c);
      case Lanes.Reduce r -> switch (r.combine()) {
        case SUM -> moved(b, op);
        case MIN, MAX -> Optional.of(extreme(b, r, result));
        case ANY -> Optional.empty();
      };
      case Lanes.Segment g -> switch (g.combine()) {
        case SUM -> Optional.of(sum(b, g, full(b, g.operand())));
        case MIN, MAX -> Optional.of(extreme(b, g, result));
        case ANY -> Optional.empty();
      };
      case Lanes.Iota _, Lanes.Partial _, Lanes.Total _ ->
          throw new IllegalArgumentException(op.name() + " of what moves, in a body of a model");
    };
  }

  /** An operation that is linear in all of its operands, of their tangents. */
  private Optional<Value> moved(Builder b, Lanes op) {
    return Optional.of(b.emit("moved", op.mapOperands(v -> full(b, v))));
  }

  private Optional<Value> product(Builder b, Lanes.Contract c) {
    Optional<Value> left = of(c.left()).map(_ -> b.emit("moved", new Lanes.Contract(full(b, c.left()), c.right(), c.axis())));
    Optional<Value> right = of(c.right()).map(_ -> b.emit("moved", new Lanes.Contract(c.left(), full(b, c.right()), c.axis())));
    return left.isPresent() && right.isPresent() ? Optional.of(b.add(left.get(), right.get())) : left.or(() -> right);
  }

  /** That of the extreme cell; of several that are equal, their mean. */
  private Value extreme(Builder b, Lanes.Reduce r, Value result) {
    Axis axis = r.operand().type().axis(r.axis()).orElseThrow();
    Value all = b.emit(result.name(), new Lanes.Spread(result, axis));
    return extreme(b, r.operand(), all, v -> b.emit("moved", new Lanes.Reduce(Lanes.Combine.SUM, v, r.axis())));
  }

  /** As {@link #extreme(Builder, Lanes.Reduce, Value)}, row by row; 0 of a row without cells. */
  private Value extreme(Builder b, Lanes.Segment g, Value result) {
    Value moved = extreme(b, g.operand(), ofRow(b, g, result), v -> sum(b, g, v));
    return b.select(b.apply("empty", Primitive.GE, g.first(), g.last()), b.constant(result.type().scalar(), 0.0), moved);
  }

  private Value extreme(Builder b, Value operand, Value result, UnaryOperator<Value> sum) {
    Value is = b.apply("extreme", Primitive.EQ, operand, result);
    Value zero = b.constant(result.type().scalar(), 0.0);
    Value one = b.constant(result.type().scalar(), 1.0);
    return b.div(sum.apply(b.select(is, full(b, operand), zero)), sum.apply(b.select(is, one, zero)));
  }

  private static Value sum(Builder b, Lanes.Segment g, Value v) {
    return b.emit("moved", new Lanes.Segment(Lanes.Combine.SUM, v, g.first(), g.last(), g.axis()));
  }

  /** For each cell that is combined, {@code v} of its row: the last that begins with it or before it, found by halving. */
  private static Value ofRow(Builder b, Lanes.Segment g, Value v) {
    Value cell = b.emit("cell", new Lanes.Iota(g.operand().type().axis(g.axis()).orElseThrow()));
    List<Axis> rows = g.first().type().axes();
    Value first = g.first();
    Value own = v;
    for (int i = 0; i < rows.size(); i++) {
      Value begins = first;
      for (Axis later : rows.subList(i + 1, rows.size())) begins = b.emit("first", new Lanes.Gather(begins, b.constant(0L), later.name()));
      Value row = b.constant(0L);
      for (long by = Long.highestOneBit(rows.get(i).size()); by > 0; by /= 2) {
        Value next = b.add(row, b.constant(by));
        Value exists = b.apply("exists", Primitive.LT, next, b.constant(rows.get(i).size()));
        Value start = b.emit("first", new Lanes.Gather(begins, next, rows.get(i).name()));
        row = b.select(b.apply("begun", Primitive.AND, exists, b.apply("begun", Primitive.LE, start, cell)), next, row);
      }
      first = b.emit("first", new Lanes.Gather(first, row, rows.get(i).name()));
      own = b.emit(v.name(), new Lanes.Gather(own, row, rows.get(i).name()));
    }
    return own;
  }
}
