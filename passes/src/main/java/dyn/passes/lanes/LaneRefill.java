package dyn.passes.lanes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Op;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Reach;
import dyn.ir.Regions;
import dyn.ir.Rewrite;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.Waits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Members in lanes where each has steps of its own: a lane whose member is done takes its next one at once, in place of waiting for the
 * slowest of its vector. The loop over members and the loop over steps become one; lane l takes members l, l + lanes, and so on.
 * R. von Hanxleden, K. Kennedy, Relaxing SIMD control flow constraints using loop transformations, PLDI 1992 (loop flattening).
 */
final class LaneRefill {
  private final Axis axis;
  private final Body member;
  private final List<Stmt> before;
  private final Stmt loop;
  private final Regions.While steps;
  private final List<Stmt> after;

  private LaneRefill(Axis axis, Body member, int at) {
    this.axis = axis;
    this.member = member;
    before = member.stmts().subList(0, at);
    loop = member.stmts().get(at);
    steps = (Regions.While) loop.op();
    after = member.stmts().subList(at + 1, member.stmts().size());
  }

  /** The one loop over steps of a member that has no memory of its own and says itself when it is done; -1 if it is another. */
  private static int stepsOf(Body member) {
    int at = -1;
    for (int i = 0; i < member.stmts().size(); i++) {
      Op op = member.stmts().get(i).op();
      if (op instanceof Placed.Alloc || op instanceof Placed.For) return -1;
      if (!(op instanceof Regions.While w)) continue;
      if (at >= 0 || !Waits.polls(w.body()) || !w.cond().stmts().isEmpty()) return -1;
      at = i;
    }
    return at;
  }

  static boolean fits(Body member) {
    return stepsOf(member) >= 0;
  }

  /**
   * @param all how many members, at least as many as lanes
   * @param known what values from outside of the loop over members have become
   */
  static void build(Builder b, Body member, Value all, Map<Value, Value> known, LaneCopy lanes, Axis axis) {
    new LaneRefill(axis, member, stepsOf(member)).build(b, all, known, lanes);
  }

  private void build(Builder b, Value all, Map<Value, Value> known, LaneCopy lanes) {
    Value lane = b.emit("lane", new Lanes.Iota(axis));
    Rewrite copy = lanes.at(lane);
    Value index = member.params().getFirst();
    Map<Value, Value> first = new HashMap<>(known);
    first.put(index, lane);
    List<Value> init = new ArrayList<>(List.of(lane));
    List<Value> start = start(b, first, copy);
    List<Value> own = read().stream().filter(v -> first.get(v).type().has(Axis.LANE)).toList();
    own.forEach(v -> init.add(first.get(v)));
    init.addAll(start);

    List<String> hints = new ArrayList<>(List.of("member"));
    List<Type> types = new ArrayList<>(List.of(wide(Scalar.I64)));
    List<Value> carried = new ArrayList<>(own);
    carried.addAll(steps.body().params());
    for (Value v : carried) {
      hints.add(v.name());
      types.add(wide(v.type().scalar()));
    }
    b.at(loop.origin()).whileLoop(hints, init, types,
        (c, p) -> List.of(c.apply("some", Primitive.LT, p.getFirst(), all)),
        (in, p) -> {
          Map<Value, Value> scope = new HashMap<>(first);
          scope.put(index, p.getFirst());
          bind(scope, own, p.subList(1, 1 + own.size()));
          List<Value> carries = p.subList(1 + own.size(), p.size());
          bind(scope, steps.cond().params(), carries);
          bind(scope, steps.body().params(), carries);
          bind(scope, loop.results(), carries);
          Value goes = in.copy(steps.cond(), scope, copy).getFirst();
          return in.ifElse(goes, hints, then -> {
            List<Value> next = new ArrayList<>(p.subList(0, 1 + own.size()));
            next.addAll(then.copy(steps.body(), new HashMap<>(scope), copy));
            return next;
          }, done -> next(done, scope, known, copy, own, all));
        });
  }

  /** Writes what the member has come to, and begins with the next; where there is none, with one that nobody looks at. */
  private List<Value> next(Builder b, Map<Value, Value> scope, Map<Value, Value> known, Rewrite copy, List<Value> own, Value all) {
    b.copy(Body.nested(List.of(), after, List.of()), scope, copy);
    Value index = member.params().getFirst();
    Value following = b.apply("member", Primitive.ADD, scope.get(index), b.constant(axis.size()));
    Map<Value, Value> anew = new HashMap<>(known);
    anew.put(index, b.apply("at", Primitive.MIN, following, b.sub(all, b.constant(1L))));
    List<Value> start = start(b, anew, copy);
    List<Value> next = new ArrayList<>(List.of(following));
    own.forEach(v -> next.add(anew.get(v)));
    next.addAll(start);
    return next;
  }

  /** What comes before the steps, for the members in {@code scope}. */
  private List<Value> start(Builder b, Map<Value, Value> scope, Rewrite copy) {
    b.copy(Body.nested(List.of(), before, List.of()), scope, copy);
    return Op.map(steps.init(), v -> scope.getOrDefault(v, v));
  }

  private static void bind(Map<Value, Value> scope, List<Value> params, List<Value> args) {
    for (int i = 0; i < params.size(); i++) scope.put(params.get(i), args.get(i));
  }

  private Type wide(Scalar scalar) {
    return Type.of(scalar, List.of(axis), Reach.OWN);
  }

  /** Values of before the steps that the steps or what comes after them read. */
  private List<Value> read() {
    Set<Value> read = new HashSet<>();
    steps.bodies().forEach(body -> read(body.stmts(), body.results(), read));
    read(after, List.of(), read);
    return before.stream().flatMap(s -> s.results().stream()).filter(read::contains).toList();
  }

  private static void read(List<Stmt> stmts, Collection<Value> results, Set<Value> into) {
    into.addAll(results);
    for (Stmt s : stmts) {
      into.addAll(s.op().operands());
      s.op().bodies().forEach(body -> read(body.stmts(), body.results(), into));
    }
  }
}
