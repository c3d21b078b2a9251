package dyn.passes.step;

import dyn.ir.Body;
import dyn.ir.Program;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Value;
import dyn.passes.NoiseStructure;
import dyn.passes.TurnBody;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bodies of a MODEL program and how their parameters split: time, the number of the row, parameters, tables, states. */
final class ModelView {
  static final String SETUP = "setup";
  static final String INITIAL = "initial";
  static final String DRIFT = "drift";
  static final String NEXT = "next";
  static final String DIFFUSION = "diffusion";
  static final String INCREMENT = "increment.";
  static final String RATE = "rate.";
  static final String MARK = "mark.";
  static final String GUARDS = "guards";
  static final String EVENT = "event.";
  static final String HOLD = "hold.";
  static final String STOPPED = "stopped";
  static final String OBSERVE = "observe";
  static final String REQUIRE = "require";

  private static final int LONG = 500;

  final Body setup;
  final Body initial;
  final Body rates;
  final boolean isMap;
  /** What noise adds to each state, of what the rates read and then the increments of its sources. */
  final Optional<Body> diffusion;
  final List<NoiseStructure.Source> sources;
  /**
   * By the name of an increment that is no Wiener process's: what it is in a step; or how often it jumps, and what each jump then adds,
   * where that is not 1.
   */
  final Map<String, Body> laws;
  final Map<String, Body> jumpRates;
  final Map<String, Body> marks;
  /** A number for each event, which happens where it goes from below or at zero to above it; what each makes of the states. */
  final Optional<Body> guards;
  final List<Body> events = new ArrayList<>();
  /** For how long an event holds a state: its number, and that of the state. */
  record Hold(int event, int state, Body time) {}

  final List<Hold> holds = new ArrayList<>();
  /** Whether a member has stopped, where one may. */
  final Optional<Body> stopped;
  /** Parameters to one condition each, true where a constraint is broken. */
  final Optional<Body> require;
  /** States whose cells change one after the other. */
  final List<TurnBody> turns;
  final List<Body> observes = new ArrayList<>();
  final List<String> states;
  final boolean remembers;
  /** Whether a step of the map draws numbers. */
  final boolean draws;
  private final int tables;

  ModelView(Program model) {
    setup = model.body(SETUP);
    initial = model.body(INITIAL);
    isMap = model.find(NEXT).isPresent();
    rates = model.body(isMap ? NEXT : DRIFT);
    require = model.find(REQUIRE);
    diffusion = model.find(DIFFUSION);
    sources = NoiseStructure.of(model);
    laws = named(model, INCREMENT);
    jumpRates = named(model, RATE);
    marks = named(model, MARK);
    turns = TurnBody.of(model);
    guards = model.find(GUARDS);
    for (int k = 0; model.find(EVENT + k).isPresent(); k++) events.add(model.body(EVENT + k));
    stopped = model.find(STOPPED);
    for (int k = 0; model.find(OBSERVE + k).isPresent(); k++) observes.add(model.body(OBSERVE + k));
    int count = initial.results().size();
    remembers = rates.params().get(1).name().equals(Signature.ROW);
    draws = rates.params().stream().anyMatch(p -> p.name().equals(Signature.NODE));
    tables = rates.params().size() - (remembers ? 2 : 1) - (draws ? 3 : 0) - setup.results().size() - count;
    states = rates.params().subList(rates.params().size() - count, rates.params().size()).stream().map(Value::name).toList();
    for (int k = 0; k < events.size(); k++) {
      for (int s = 0; s < states.size(); s++) {
        int event = k;
        int state = s;
        model.find(HOLD + k + "." + states.get(s)).ifPresent(b -> holds.add(new Hold(event, state, b)));
      }
    }
  }

  private static Map<String, Body> named(Program model, String kind) {
    Map<String, Body> all = new HashMap<>();
    model.bodies().stream().filter(b -> b.name().startsWith(kind)).forEach(b -> all.put(b.name().substring(kind.length()), b));
    return all;
  }

  /** Long rates of arrays are called, not copied into every stage, so that the program stays as long as the model. */
  boolean callsRates() {
    return rates.stmts().size() > LONG && rates.results().stream().noneMatch(v -> v.type().isScalar());
  }

  /** Inputs of the experiment that come from the user: base parameters, then tables. */
  List<Value> inputs() {
    return setup.params().subList(2, setup.params().size());
  }

  List<Value> tables(List<Value> inputs) {
    return inputs.subList(inputs.size() - tables, inputs.size());
  }

  /** The increments of the sources of noise: their types are those of one member. */
  List<Value> increments() {
    return diffusion.map(d -> d.params().subList(rates.params().size(), d.params().size())).orElse(List.of());
  }

  /** Whether a source of noise moves continuously. */
  boolean isWiener(Value increment) {
    return !laws.containsKey(increment.name()) && !jumpRates.containsKey(increment.name());
  }

  /** In what type the model computes; time and step control are f64. */
  Scalar real() {
    return states.isEmpty() ? Scalar.F64 : state(0).type().scalar();
  }

  /** Whether a state is a memory of two times: it has one axis, that of the rows, more than its rate. */
  boolean isMemory(int i) {
    return remembers && state(i).type().axes().size() > rates.results().get(i).type().axes().size();
  }

  /** The state parameter at MODEL level: its axes are those of one member. */
  Value state(int i) {
    return rates.params().get(rates.params().size() - states.size() + i);
  }
}
