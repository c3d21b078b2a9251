package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From one jump to the next. Each cell of a source is a Poisson process of rate 1 in a time of its own, which passes as fast as the cell
 * jumps: the cell whose next jump comes first jumps, and the times of all go on by so much. What each draws follows from how often it has
 * jumped, so that a path does not depend on when it is recorded, nor its own draws on what other sources do.
 */
record JumpScheme(Scope scope, Increments increments, NoiseSlopes slopes) implements Scheme {
  /** Of a source, in its own time: how long it is to the next jump of each cell; and how many there have been. */
  private record Clock(Value left, Value jumps) {}

  private List<Value> sources() {
    return scope.model.increments();
  }

  @Override
  public List<Value> startMemory(Builder b, Value t, List<Value> states) {
    List<Value> all = new ArrayList<>();
    for (int s = 0; s < sources().size(); s++) {
      Value none = b.constant(0L);
      all.add(wait(b, s, none));
      all.add(spread(b, none, sources().get(s)));
    }
    return all;
  }

  @Override
  public List<String> memoryHints() {
    return sources().stream().flatMap(w -> List.of(w.name() + ".left", w.name() + ".jumps").stream()).toList();
  }

  @Override
  public List<Type> memoryTypes() {
    return sources().stream().flatMap(w -> List.of(each(w, Scalar.F64), each(w, Scalar.I64)).stream()).toList();
  }

  private static Type each(Value w, Scalar scalar) {
    Type one = Scope.perMember(scalar);
    for (Axis a : w.type().axes()) one = one.with(a, Reach.OWN);
    return one;
  }

  @Override
  public Pace pace(Value start, Value end, Value longest) {
    return new Pace.Whole(end);
  }

  /** The time from one jump to the next is exponential. */
  private Value wait(Builder b, int source, Value jumps) {
    return b.apply("wait", Primitive.NEG, b.apply(Primitive.LOG, increments.uniform(b, source, jumps)));
  }

  @Override
  public Step step(Builder b, Value t, Value h, List<Value> states, List<Value> memory) {
    List<Value> seen = states.stream().map(s -> Scope.barrier(b, s, true)).toList();
    List<Value> rates = new ArrayList<>();
    List<Value> waits = new ArrayList<>();
    Value shortest = b.constant(Double.POSITIVE_INFINITY);
    for (int s = 0; s < sources().size(); s++) {
      Value rate = spread(b, increments.jumpRate(b, sources().get(s), t, seen), sources().get(s));
      Value jumps = b.apply("jumps", Primitive.GT, rate, b.constant(0.0));
      Value wait = b.apply("wait", Primitive.SELECT, jumps, b.div(memory.get(2 * s), rate), b.constant(Double.POSITIVE_INFINITY));
      rates.add(rate);
      waits.add(wait);
      shortest = b.apply("shortest", Primitive.MIN, shortest, least(b, wait));
    }
    Value jumps = b.apply("jumps", Primitive.LE, shortest, h);
    Value length = b.apply("length", Primitive.SELECT, jumps, shortest, h);
    Value then = b.add(t, length);
    List<Value> added = new ArrayList<>();
    List<Value> kept = new ArrayList<>();
    for (int s = 0; s < sources().size(); s++) {
      Value w = sources().get(s);
      Clock clock = new Clock(memory.get(2 * s), memory.get(2 * s + 1));
      Value now = b.apply("now", Primitive.AND, jumps, b.apply("first", Primitive.EQ, waits.get(s), shortest));
      Value jump = added(b, w, now, rates.get(s), increments.mark(b, w, then, length, seen, clock.jumps()));
      added.add(Increments.seen(b, w, jump));
      Clock after = after(b, s, clock, now, b.mul(rates.get(s), length));
      kept.add(after.left());
      kept.add(after.jumps());
    }
    List<Value> noise = slopes.noise(b, then, seen, added);
    List<Value> next = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) next.add(b.apply(scope.model.states.get(i), Primitive.ADD, states.get(i), noise.get(i)));
    Interior before = (_, _) -> states;
    return new Step(next, kept, Optional.empty(), before, next, Optional.of(length));
  }

  /** A rate that is negative, or no number, adds no number. */
  private Value added(Builder b, Value w, Value now, Value rate, Value mark) {
    Scalar real = scope.model.real();
    Value sound = b.apply("sound", Primitive.GE, rate, b.constant(0.0));
    Value jump = b.select(now, mark, b.constant(real, 0));
    return b.apply(w.name(), Primitive.SELECT, sound, jump, b.constant(real, Double.NaN));
  }

  private Clock after(Builder b, int source, Clock clock, Value now, Value passed) {
    Value more = b.add(clock.jumps(), b.constant(1L));
    Value rest = b.apply(Primitive.MAX, b.constant(0.0), b.sub(clock.left(), passed));
    Value left = b.apply("left", Primitive.SELECT, now, wait(b, source, more), rest);
    return new Clock(left, b.apply("jumps", Primitive.SELECT, now, more, clock.jumps()));
  }

  /** Over the cells of a member. */
  private static Value least(Builder b, Value wait) {
    List<Axis> cells = wait.type().axes().stream().filter(a -> !a.name().equals(Axis.MEMBER)).toList();
    if (cells.isEmpty()) return wait;
    Value least = Scope.barrier(b, wait, true);
    for (Axis a : cells.reversed()) least = b.emit("least", new Lanes.Reduce(Lanes.Combine.MIN, least, a.name()));
    return least;
  }

  private static Value spread(Builder b, Value v, Value like) {
    Value all = v;
    for (Axis a : like.type().axes()) if (!all.type().has(a.name())) all = b.emit(v.name(), new Lanes.Spread(all, a));
    return all;
  }
}
