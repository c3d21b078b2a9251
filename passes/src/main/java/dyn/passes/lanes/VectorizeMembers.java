package dyn.passes.lanes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Op;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Value;
import dyn.passes.Exactness;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import dyn.passes.place.MemberLoop;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs members side by side, a tile of {@code lanes} at a time. What differs between the members of a tile gets the axis {@code lane};
 * what does not stays one number: types derived anew from the member's number tell which is which. The last tile reaches back over
 * the one before it, whose members give the same numbers twice; fewer members than lanes run one by one.
 */
public final class VectorizeMembers implements Pass {
  private static final About ABOUT = new About("vectorize-members",
      "run members side by side in the lanes of vectors", Level.PLACED, Level.PLACED, Exactness.BITWISE);

  private final Axis axis;
  private final boolean refill;

  /**
   * @param lanes members of a tile, a power of two
   * @param refill whether a lane whose member is done takes another at once, where members have steps of their own
   */
  public VectorizeMembers(int lanes, boolean refill) {
    if (Integer.bitCount(lanes) != 1) throw new IllegalArgumentException("tiles of " + lanes + " members");
    axis = new Axis(Axis.LANE, lanes);
    this.refill = refill;
  }

  @Override
  public About about() {
    return ABOUT;
  }

  /** A program that has an axis of that name already stays as it is. */
  @Override
  public Program run(Program program, PassContext context) {
    if (LaneCopy.hasLanes(program)) return program;
    Map<String, Body> bodies = LaneCopy.callees(program);
    bodies.put(Program.MAIN, main(program.main(), bodies));
    return program.with(List.copyOf(bodies.values()));
  }

  private Body main(Body main, Map<String, Body> bodies) {
    Builder top = new Builder();
    Map<Value, Value> known = new HashMap<>();
    List<Value> params = main.params().stream().map(p -> top.exactParam(p.name(), p.type())).toList();
    for (int i = 0; i < params.size(); i++) known.put(main.params().get(i), params.get(i));
    Map<Value, Value> twins = new LinkedHashMap<>();
    Set<Value> own = new HashSet<>();
    main.stmts().stream().filter(MemberLoop::is).forEach(s -> MemberLoop.written(s, own::add));
    top.copy(main, known, (b, s, became) -> switch (s.op()) {
      case Placed.Alloc a -> {
        Value original = b.emit(s.result().name(), a);
        // What no member writes is the same for all.
        if (own.contains(s.result())) twins.put(s.result(), b.emit(s.result().name(), LaneCopy.widened(a, axis)));
        yield Optional.of(List.of(original));
      }
      case Placed.For f when MemberLoop.is(s) -> {
        members(b, s, f, became, new LaneCopy(axis, bodies, twins), refill && twins.isEmpty() && LaneRefill.fits(f.body()));
        yield Optional.of(List.of());
      }
      case Op _ -> Optional.empty();
    });
    return top.finish(Program.MAIN, params, List.of());
  }

  private void members(Builder b, Stmt s, Placed.For f, Map<Value, Value> known, LaneCopy lanes, boolean refilled) {
    Value all = known.get(f.extent());
    b.ifElse(b.apply("enough", Primitive.GE, all, b.constant(axis.size())), List.of(),
        then -> {
          if (refilled) LaneRefill.build(then.at(s.origin()), f.body(), all, known, lanes, axis);
          else tiles(then.at(s.origin()), f.body(), all, known, lanes);
          return List.of();
        },
        otherwise -> otherwise.copy(Body.nested(List.of(), List.of(s), List.of()), new HashMap<>(known), Rewrite.none()));
  }

  private void tiles(Builder b, Body member, Value all, Map<Value, Value> known, LaneCopy lanes) {
    Value width = b.constant(axis.size());
    Value last = b.apply("last", Primitive.SUB, all, width);
    Value count = b.apply("tiles", Primitive.SHR, b.add(all, b.constant(axis.size() - 1)),
        b.constant((long) Long.numberOfTrailingZeros(axis.size())));
    b.forLoop(count, List.of(), List.of(), (in, p) -> {
      Value first = in.apply("first", Primitive.MIN, in.mul(p.getFirst(), width), last);
      Value lane = in.emit("lane", new Lanes.Iota(axis));
      Map<Value, Value> scope = new HashMap<>(known);
      scope.put(member.params().getFirst(), in.add(first, lane));
      in.copy(member, scope, lanes.at(lane));
      return List.of();
    });
  }
}
