package dyn.passes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.Output;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Regions;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Takes out of the loop over steps the components in which every cell is by itself: they get loops of their own, which go on to the step
 * at which the first one ended. A cell then need not be there for each step of all the others: some cells can take all steps while their
 * values are in fast memory, then the next. Components that wait stay together, so that their waits can be one.
 */
public final class SplitIndependentComponents implements Pass {
  private static final About ABOUT = new About("split-independent-components",
      "give cells that nobody waits for a loop of their own over all steps", Level.LOCAL, Level.LOCAL, Exactness.BITWISE);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    return Rewriting.bodies(program, Level.LOCAL, body -> body.name().equals(Program.MAIN) ? SplitIndependentComponents::rewrite
        : Rewrite.none());
  }

  /**
   * A loop of their own for cells along {@code axis}.
   *
   * @param states that it carries
   */
  public record Apart(Axis axis, List<String> states) {
    public String text() {
      return "cells of " + String.join(", ", states) + " along " + axis.name() + " take all steps by themselves, some at a time";
    }
  }

  /** The loops of a program that this pass made. */
  public static List<Apart> apart(Program local) {
    List<Apart> all = new ArrayList<>();
    for (Stmt s : local.main().stmts()) {
      if (!(s.op() instanceof Regions.While w)) continue;
      List<String> states = w.body().params().stream().filter(v -> !Components.isClock(v.type()) && !v.name().startsWith("fault."))
          .map(Waits::name).toList();
      Components.axis(w).ifPresent(a -> all.add(new Apart(a, states)));
    }
    return all;
  }

  private static Optional<List<Value>> rewrite(Builder b, Stmt s, Map<Value, Value> known) {
    if (!(s.op() instanceof Regions.While w) || !Waits.polls(w.body())) return Optional.empty();
    Map<Axis, Own> own = new LinkedHashMap<>();
    Components components = new Components(w);
    for (Components.Part p : components.parts()) p.axis().ifPresent(a -> own.computeIfAbsent(a, _ -> new Own()).add(p));
    if (own.isEmpty()) return Optional.empty();
    return Optional.of(new Split(w, components, known).loops(b, own.values()));
  }

  /** Carries that leave together, and what is recorded of them. */
  private static final class Own {
    private final Set<Integer> carries = new TreeSet<>();
    private final Set<Value> recorded = new HashSet<>();

    void add(Components.Part p) {
      carries.addAll(p.carries());
      recorded.addAll(p.recorded());
    }
  }

  private record Split(Regions.While loop, Components components, Map<Value, Value> known) {
    List<Value> loops(Builder b, Iterable<Own> own) {
      Set<Integer> rest = new TreeSet<>(IntStream.range(0, loop.init().size()).boxed().toList());
      Set<Value> recorded = new HashSet<>();
      components.records().forEach(r -> recorded.addAll(r.values()));
      for (Own o : own) {
        rest.removeAll(o.carries);
        recorded.removeAll(o.recorded);
      }
      Value[] all = new Value[loop.init().size()];
      loop(b, rest, recorded, null, all);
      Value end = all[components.step()];
      for (Own o : own) {
        Set<Integer> carries = new TreeSet<>(o.carries);
        carries.add(components.step());
        carries.addAll(cursors(o.recorded));
        loop(b, carries, o.recorded, end, all);
      }
      return List.of(all);
    }

    /** Carries that come out of the loops that record some of {@code values}. */
    private Set<Integer> cursors(Set<Value> values) {
      Set<Integer> all = new TreeSet<>();
      for (Stmt s : loop.body().stmts()) {
        boolean records = s.op().bodies().stream().flatMap(in -> in.stmts().stream())
            .anyMatch(t -> t.op() instanceof Output.Record r && r.values().stream().anyMatch(values::contains));
        if (records) for (Value r : s.results()) all.add(loop.body().results().indexOf(r));
      }
      return all;
    }

    /**
     * The loop with some of its carries, which are put where they belong in {@code all}; what is there stays.
     *
     * @param end the step to go to, null where the loop asks
     */
    private void loop(Builder b, Set<Integer> carries, Set<Value> recorded, Value end, Value[] all) {
      List<Integer> chosen = List.copyOf(carries);
      List<Value> params = chosen.stream().map(loop.body().params()::get).toList();
      List<Value> results = chosen.stream().map(loop.body().results()::get).toList();
      List<Value> asked = chosen.stream().map(loop.cond().params()::get).toList();
      List<Value> roots = new ArrayList<>(results);
      roots.addAll(recorded);
      components.records().stream().filter(r -> r.values().stream().anyMatch(recorded::contains)).forEach(r -> roots.add(r.index()));
      Set<Value> needed = components.needs(roots);
      Rewrite kept = new Kept(needed, recorded);
      List<Value> made = b.whileLoop(params.stream().map(Value::name).toList(),
          chosen.stream().map(loop.init()::get).map(v -> known.getOrDefault(v, v)).toList(), params.stream().map(Value::type).toList(),
          (in, p) -> end == null ? in.copy(loop.cond(), scope(asked, p), Rewrite.none())
              : List.of(in.apply("more", Primitive.LT, p.get(chosen.indexOf(components.step())), end)),
          (in, p) -> in.copy(Body.nested(params, loop.body().stmts(), results), scope(params, p), kept));
      for (int k = 0; k < made.size(); k++) if (all[chosen.get(k)] == null) all[chosen.get(k)] = made.get(k);
    }

    private Map<Value, Value> scope(List<Value> params, List<Value> values) {
      Map<Value, Value> scope = new HashMap<>(known);
      for (int i = 0; i < params.size(); i++) scope.put(params.get(i), values.get(i));
      return scope;
    }
  }

  /** Keeps the statements that are needed, and of branches and records the parts that are. */
  private record Kept(Set<Value> needed, Set<Value> recorded) implements Rewrite {
    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
      if (s.op() instanceof Output.Record r) {
        record(b, r, known);
        return Optional.of(List.of());
      }
      List<Integer> read = IntStream.range(0, s.results().size()).filter(k -> needed.contains(s.results().get(k))).boxed().toList();
      if (read.isEmpty()) return Optional.of(List.of());
      if (!(s.op() instanceof Regions.If i) || read.size() == s.results().size()) return Optional.empty();
      List<String> hints = read.stream().map(k -> s.results().get(k).name()).toList();
      List<Value> made = b.ifElse(known.getOrDefault(i.condition(), i.condition()), hints,
          in -> arm(in, i.then(), read, known), in -> arm(in, i.otherwise(), read, known));
      for (int k = 0; k < made.size(); k++) known.put(s.results().get(read.get(k)), made.get(k));
      return Optional.of(List.of());
    }

    private List<Value> arm(Builder b, Body arm, List<Integer> read, Map<Value, Value> known) {
      List<Value> results = read.stream().map(arm.results()::get).toList();
      return b.copy(Body.nested(List.of(), arm.stmts(), results), new HashMap<>(known), this);
    }

    private void record(Builder b, Output.Record r, Map<Value, Value> known) {
      Value index = known.getOrDefault(r.index(), r.index());
      for (int from = 0; from < r.values().size(); from++) {
        int to = from;
        while (to < r.values().size() && recorded.contains(r.values().get(to))) to++;
        if (to == from) continue;
        List<Value> values = r.values().subList(from, to).stream().map(v -> known.getOrDefault(v, v)).toList();
        b.emit(new Output.Record(r.track(), r.first() + from, index, values));
        from = to;
      }
    }
  }
}
