package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The model inside @main: its parameters as values there, and how to evaluate its rates and outputs. */
final class Scope {
  final ModelView model;
  final List<Value> params;
  final List<Value> tables;
  /** Seed and member, the keys of draws. */
  final List<Value> keys;

  /** Of the first draw of a step, where a model draws in each. */
  private final Optional<Value> node;
  private final Map<Integer, Value> held;

  Scope(ModelView model, List<Value> params, List<Value> tables, List<Value> keys) {
    this(model, params, tables, keys, Optional.empty(), Map.of());
  }

  private Scope(ModelView model, List<Value> params, List<Value> tables, List<Value> keys, Optional<Value> node, Map<Integer, Value> held) {
    this.node = node;
    this.held = held;
    this.model = model;
    this.params = params;
    this.tables = tables;
    this.keys = keys;
  }

  /** In a step, whose draws begin at {@code node}. */
  Scope drawing(Value node) {
    return new Scope(model, params, tables, keys, Optional.of(node), held);
  }

  /** In a step in which states are held, by number, where the value is true. */
  Scope holding(Map<Integer, Value> states) {
    return new Scope(model, params, tables, keys, node, states);
  }

  /** What moves each state; nothing moves those that are held. */
  List<Value> moving(Builder b, List<Value> all) {
    if (held.isEmpty()) return all;
    List<Value> moving = new ArrayList<>(all);
    held.forEach((i, still) -> {
      Value v = all.get(i);
      moving.set(i, b.apply(v.name(), Primitive.SELECT, still, b.constant(v.type().scalar(), 0), v));
    });
    return moving;
  }

  /** {@code v}, a number of time, as a number of the model: rounded where the model computes in f32. */
  Value narrow(Builder b, Value v) {
    return model.real() == Scalar.F64 ? v : b.apply(v.name(), Primitive.TO_F32, v);
  }

  /** {@code v}, a number of the model, as f64: for step control and for what leaves the program. */
  static Value wide(Builder b, Value v) {
    return v.type().scalar() == Scalar.F32 ? b.apply(v.name(), Primitive.TO_F64, v) : v;
  }

  static List<Value> wide(Builder b, List<Value> values) {
    return values.stream().map(v -> wide(b, v)).toList();
  }

  static final Axis MEMBER = Axis.dynamic(Axis.MEMBER);

  /** One number per member. */
  static Type perMember(Scalar scalar) {
    return Type.of(scalar, List.of(MEMBER), Reach.OWN);
  }

  /** State i of every member. */
  Type stateType(int i) {
    Type one = model.state(i).type();
    List<Axis> axes = new ArrayList<>(List.of(MEMBER));
    axes.addAll(one.axes());
    return Type.of(one.scalar(), axes, Reach.OWN);
  }

  /** What a step computes anew of state i, for one member: all of its cells, or a row. */
  List<Axis> rateAxes(int i) {
    List<Axis> axes = model.state(i).type().axes();
    return model.isMemory(i) ? axes.subList(0, axes.size() - 1) : axes;
  }

  Type rateType(int i) {
    Type all = stateType(i);
    return model.isMemory(i) ? all.without(all.axes().getLast().name()) : all;
  }

  List<Type> stateTypes() {
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < model.states.size(); i++) types.add(stateType(i));
    return types;
  }

  /**
   * Whether a member has no arrays. Then a step may be so short that what it decides about the next one takes as long: a branch, which a
   * processor guesses, instead of a choice, which it waits for.
   */
  boolean isOfNumbers() {
    return IntStream.range(0, model.states.size()).allMatch(s -> model.state(s).type().isScalar());
  }

  /** Rates (or next states) at {@code t}. Naively, everyone waits until all of {@code states} is written. */
  List<Value> rates(Builder b, Value t, List<Value> states) {
    return rates(b, model.rates, t, states);
  }

  /** @param body the drift, or a part of it */
  List<Value> rates(Builder b, Body body, Value t, List<Value> states) {
    return moving(b, evaluate(b, body, t, Optional.empty(), waited(b, states, true), true));
  }

  /** @param row how many steps lie behind, where the model asks; {@code states} are waited for */
  List<Value> rates(Builder b, Value t, Optional<Value> row, List<Value> states) {
    return moving(b, evaluate(b, model.rates, t, row, states, true));
  }

  /** As {@code rates} inside a region that members enter at different times: each waits for its own cells only. */
  List<Value> ratesOfMember(Builder b, Body body, Value t, List<Value> states) {
    return moving(b, evaluate(b, body, t, Optional.empty(), waited(b, states, false), false));
  }

  List<Value> observe(Builder b, int track, Value t, Optional<Value> row, List<Value> states) {
    return evaluate(b, model.observes.get(track), t, row, waited(b, states, false), false);
  }

  private static List<Value> waited(Builder b, List<Value> states, boolean acrossMembers) {
    return states.stream().map(v -> barrier(b, v, acrossMembers)).toList();
  }

  /** @param states are waited for */
  List<Value> evaluate(Builder b, Body body, Value t, Optional<Value> row, List<Value> states, boolean acrossMembers) {
    List<Value> args = arguments(t, row);
    boolean draws = body.params().stream().anyMatch(p -> p.name().equals(Signature.NODE));
    if (draws) args.addAll(keys);
    if (draws) args.add(node.orElseThrow());
    args.addAll(states);
    if (body == model.rates && model.callsRates()) return call(b, args);
    List<Value> changing = new ArrayList<>(body.params().subList(args.size() - states.size(), args.size()));
    changing.add(body.params().getFirst());
    if (draws) changing.add(body.param(Signature.NODE));
    return b.inline(body, args, new SharedValues(body, changing, acrossMembers));
  }

  /** What comes before the states. */
  List<Value> arguments(Value t, Optional<Value> row) {
    List<Value> args = new ArrayList<>(List.of(t));
    if (model.remembers) args.add(row.orElseThrow());
    args.addAll(params);
    args.addAll(tables);
    return args;
  }

  private List<Value> call(Builder b, List<Value> args) {
    return b.emitAll(model.states.stream().map(s -> "d" + s).toList(), new Pure.Call(model.rates, args));
  }

  static Value barrier(Builder b, Value v, boolean acrossMembers) {
    List<String> axes = v.type().axes().stream().map(Axis::name).filter(a -> acrossMembers || !a.equals(Axis.MEMBER)).toList();
    return axes.isEmpty() ? v : b.emit(v.name(), new Sync.Barrier(v, axes));
  }
}
