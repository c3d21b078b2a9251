package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.Discretization.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A map whose cells are updated each by itself: in a step with a probability, and where it was not for so long, for certain. What a cell
 * reads of others is as old as a draw says. The states of the steps before are carried along, and for each cell how long it has waited.
 */
final class AsynchronousScheme implements Scheme {
  private final Schedule schedule;
  private final Scope scope;

  AsynchronousScheme(Schedule schedule, Scope scope) {
    this.schedule = schedule;
    this.scope = scope;
  }

  private boolean waits() {
    return schedule.probability() < 1;
  }

  @Override
  public List<Value> startMemory(Builder b, Value t, List<Value> states) {
    List<Value> memory = new ArrayList<>();
    for (int age = 1; age <= schedule.delay(); age++) memory.addAll(states);
    if (waits()) states.forEach(_ -> memory.add(b.constant(0L)));
    return memory;
  }

  /** The states by their ages, then the steps for which each cell has waited. */
  @Override
  public List<String> memoryHints() {
    List<String> hints = new ArrayList<>();
    for (int age = 1; age <= schedule.delay(); age++) for (String s : scope.model.states) hints.add(s + ".ago" + age);
    if (waits()) scope.model.states.forEach(s -> hints.add(s + ".waited"));
    return hints;
  }

  @Override
  public List<Type> memoryTypes() {
    List<Type> types = new ArrayList<>();
    for (int age = 1; age <= schedule.delay(); age++) types.addAll(scope.stateTypes());
    if (waits()) scope.stateTypes().forEach(s -> types.add(s.withScalar(Scalar.I64)));
    return types;
  }

  @Override
  public Step step(Builder b, Value t, Value h, List<Value> states, List<Value> memory) {
    int count = states.size();
    Value step = b.apply("step", Primitive.TO_I64, t);
    List<List<Value>> ages = new ArrayList<>(List.of(states));
    for (int age = 1; age <= schedule.delay(); age++) ages.add(memory.subList((age - 1) * count, age * count));
    List<List<Value>> readable = ages.stream().map(l -> l.stream().map(v -> Scope.barrier(b, v, true)).toList()).toList();
    Lots lots = new Lots(b, scope.keys, step, schedule.source());
    AgedReads reads = new AgedReads(b, scope, t, readable, lots);
    List<Value> next = new ArrayList<>();
    List<Value> waited = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      if (!waits()) {
        next.add(reads.next(s));
        continue;
      }
      Value drawn = lots.happens(schedule.probability(), scope.model.state(s).type().axes());
      Value made = reads.next(s);
      Value since = memory.get(schedule.delay() * count + s);
      Value due = b.apply("due", Primitive.GE, since, b.constant(schedule.gap() - 1L));
      Value updates = b.apply("updates", Primitive.OR, drawn, due);
      next.add(b.apply(scope.model.states.get(s), Primitive.SELECT, updates, made, states.get(s)));
      waited.add(b.apply("waited", Primitive.SELECT, updates, b.constant(0L), b.add(since, b.constant(1L))));
    }
    List<Value> kept = new ArrayList<>();
    for (int age = 0; age < schedule.delay(); age++) kept.addAll(ages.get(age));
    kept.addAll(waited);
    return new Step(next, kept, Optional.empty(), null);
  }
}
