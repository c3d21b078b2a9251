package dyn.passes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Rewrite;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves the size of states that are only looked at by their direction to itself. Where {@code s' = F(s) - g s}, with a number g that takes
 * a sum over the cells, and F is of degree 1, every solution is a multiple of one of {@code s' = F(s)}: the factor is
 * {@code exp(-integral of g)}. Where all outputs and all other states are of degree 0 in s, nobody sees it, and nobody waits for g.
 *
 * <p>Of a projective gauge: the flow of s is that of a line through the origin.
 */
public final class DeferNormalization implements Pass {
  private static final About ABOUT = new About("defer-normalization",
      "leave out what only keeps the size of a state that is looked at by its direction", Level.MODEL, Level.MODEL, Exactness.LIMIT);

  /** @param state that keeps its size, {@code why} it has to */
  record Kept(String state, String why, String origin) {}

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    Optional<Body> drift = program.find("drift");
    if (drift.isEmpty() || program.find("diffusion").isPresent()) return program;
    Map<Integer, Shrinking> free = new LinkedHashMap<>();
    groups(program, drift.get()).forEach(g -> {
      if (standsAgainst(program, g).isEmpty()) g.forEach(s -> free.put(s.index(), s));
    });
    if (free.isEmpty()) return program;
    Body without = without(drift.get(), free);
    return program.with(program.bodies().stream().map(b -> b == drift.get() ? without : b).toList());
  }

  /** What is kept, and why. */
  static List<Kept> kept(Program program) {
    List<Kept> all = new ArrayList<>();
    program.find("drift").ifPresent(drift -> groups(program, drift)
        .forEach(g -> standsAgainst(program, g).ifPresent(why -> g.forEach(s -> all.add(new Kept(s.name(), why, s.origin()))))));
    return all;
  }

  /** States that shrink by the same numbers: their directions are one direction. */
  private static List<List<Shrinking>> groups(Program program, Body drift) {
    Map<Set<String>, List<Shrinking>> groups = new LinkedHashMap<>();
    for (Shrinking s : Shrinking.all(drift, count(program))) groups.computeIfAbsent(s.rates(), _ -> new ArrayList<>()).add(s);
    return List.copyOf(groups.values());
  }

  private static int count(Program program) {
    return program.body("initial").results().size();
  }

  private static List<Value> states(Program program, Body body, List<Shrinking> group) {
    int first = body.params().size() - count(program);
    return group.stream().map(s -> body.params().get(first + s.index())).toList();
  }

  private static Optional<String> standsAgainst(Program program, List<Shrinking> group) {
    Body drift = program.body("drift");
    Degrees degrees = new Degrees(drift, states(program, drift, group));
    for (Shrinking s : group) {
      if (!s.rest().stream().allMatch(t -> degrees.is(t.factors(), t.divisors(), 1))) {
        return Optional.of("what is left of the rate of " + s.name() + " does not grow in proportion to it");
      }
    }
    List<Integer> members = group.stream().map(Shrinking::index).toList();
    for (int i = 0; i < drift.results().size(); i++) {
      if (!members.contains(i) && !degrees.is(drift.results().get(i), 0)) {
        return Optional.of("the rate of " + drift.params().get(drift.params().size() - count(program) + i).name() + " depends on its size");
      }
    }
    for (int k = 0; program.find("observe" + k).isPresent(); k++) {
      Body observe = program.body("observe" + k);
      Degrees seen = new Degrees(observe, states(program, observe, group));
      for (Value v : observe.results()) {
        if (!seen.is(v, 0)) return Optional.of("what is looked at depends on its size; `normalize` would divide it out");
      }
    }
    return Optional.empty();
  }

  private static Body without(Body drift, Map<Integer, Shrinking> free) {
    Builder b = new Builder();
    List<Value> params = drift.params().stream().map(p -> b.exactParam(p.name(), p.type())).toList();
    Map<Value, Value> known = new HashMap<>();
    for (int i = 0; i < params.size(); i++) known.put(drift.params().get(i), params.get(i));
    List<Value> results = new ArrayList<>(b.copy(drift, known, Rewrite.none()));
    free.forEach((i, s) -> results.set(i, sum(b, s, known, results.get(i))));
    return b.finish(drift.name(), params, results);
  }

  private static Value sum(Builder b, Shrinking s, Map<Value, Value> known, Value before) {
    Value all = null;
    for (Shrinking.Summand t : s.rest()) {
      Value v = t.factors().stream().map(known::get).reduce(b::mul).orElseThrow();
      for (Value d : t.divisors()) v = b.div(v, known.get(d));
      if (all == null) all = t.negative() ? b.apply(Primitive.NEG, v) : v;
      else all = b.apply(before.name(), t.negative() ? Primitive.SUB : Primitive.ADD, all, v);
    }
    if (all != null) return all;
    Value nothing = b.constant(before.type().scalar(), 0);
    for (Axis axis : before.type().axes()) nothing = b.emit(before.name(), new Lanes.Spread(nothing, axis));
    return nothing;
  }
}
