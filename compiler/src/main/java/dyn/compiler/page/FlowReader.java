package dyn.compiler.page;

import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import dyn.passes.Components;
import dyn.passes.Waits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a step out of the loop over steps of a program at STEP or LOCAL. Loops for what is recorded are no part of it. */
final class FlowReader {
  private final Set<String> states;
  private final List<Flow.Part> parts = new ArrayList<>();
  private final Map<Integer, Gathered> works = new LinkedHashMap<>();
  private final Map<Value, Integer> producer = new HashMap<>();
  private final Map<Value, String> told = new HashMap<>();
  private final Map<Flow.Arrow, Set<Value>> arrows = new LinkedHashMap<>();
  private int current = -1;

  private static final class Gathered {
    private long operations;
    private long functions;
    private final Set<String> lines = new LinkedHashSet<>();
  }

  private FlowReader(Collection<String> states) {
    this.states = new LinkedHashSet<>(states);
  }

  /**
   * Empty where a program has no loop over steps.
   *
   * @param turns of the loop to show, one after the other
   * @param steps that a turn takes
   */
  static Optional<Flow> of(Program program, Collection<String> states, int turns, int steps) {
    Waits waits = Waits.of(program);
    List<Waits.Wait> each = waits.several().orElse(waits.all());
    List<Regions.While> loops = program.main().stmts().stream().map(Stmt::op).filter(Regions.While.class::isInstance)
        .map(Regions.While.class::cast).toList();
    List<Regions.While> apart = loops.stream().filter(w -> Components.axis(w).isPresent()).toList();
    return loops.stream().filter(w -> Waits.polls(w.body())).findFirst()
        .map(w -> new FlowReader(states).read(with(w, apart), waits.several().isPresent(), each, turns, steps));
  }

  /** A loop over steps that does what others do, too, which follow it: they wait for nothing, so they come first. */
  private static Regions.While with(Regions.While w, List<Regions.While> others) {
    List<Value> init = new ArrayList<>(w.init());
    List<Value> asked = new ArrayList<>(w.cond().params());
    List<Value> params = new ArrayList<>(w.body().params());
    List<Stmt> stmts = new ArrayList<>(w.body().stmts());
    List<Value> results = new ArrayList<>(w.body().results());
    for (Regions.While other : others) {
      init.addAll(other.init());
      asked.addAll(other.cond().params());
      params.addAll(other.body().params());
      stmts.addAll(0, other.body().stmts());
      results.addAll(other.body().results());
    }
    return new Regions.While(init, Body.nested(asked, w.cond().stmts(), w.cond().results()), Body.nested(params, stmts, results));
  }

  private Flow read(Regions.While w, boolean several, List<Waits.Wait> waits, int turns, int steps) {
    Body body = several ? arm(w.body()) : w.body();
    Set<String> carried = body.params().stream().map(FlowReader::base).collect(Collectors.toSet());
    List<String> shown = states.stream().filter(carried::contains).toList();
    parts.add(new Flow.States(shown, false));
    for (Value p : body.params()) enter(p, 0);
    for (int turn = 0; turn < turns; turn++) {
      Iterator<Waits.Wait> each = waits.iterator();
      if (!several) {
        for (int i = 0; i < w.cond().params().size(); i++) same(w.cond().params().get(i), body.params().get(i));
        statements(w.cond(), each);
      }
      statements(body, each);
      Map<Value, Integer> next = new LinkedHashMap<>();
      for (int i = 0; i < body.results().size(); i++) {
        Integer from = producer.get(body.results().get(i));
        if (from != null) next.put(body.params().get(i), from);
      }
      body.params().forEach(producer::remove);
      producer.putAll(next);
    }
    current = -1;
    parts.add(new Flow.States(shown, true));
    for (Value p : body.params()) if (states.contains(base(p))) reads(p, parts.size() - 1);
    return new Flow(turns * steps, named(), named(arrows)).readable();
  }

  /** The turn that takes several steps, as if there were no other. */
  private static Body arm(Body body) {
    Stmt last = body.stmts().getLast();
    Body then = ((Regions.If) last.op()).then();
    List<Stmt> all = new ArrayList<>(body.stmts().subList(0, body.stmts().size() - 1));
    all.addAll(then.stmts());
    List<Value> results = body.results().stream()
        .map(r -> last.results().contains(r) ? then.results().get(last.results().indexOf(r)) : r).toList();
    return Body.nested(body.params(), all, results);
  }

  private void enter(Value v, int part) {
    if (v.type().isScalar()) return;
    producer.put(v, part);
    if (states.contains(base(v))) told.put(v, base(v));
  }

  private void same(Value v, Value as) {
    Integer part = producer.get(as);
    if (part != null) producer.put(v, part);
  }

  private void statements(Body body, Iterator<Waits.Wait> waits) {
    for (Stmt s : body.stmts()) {
      switch (s.op()) {
        case Sync w -> bar(s, w, waits.next());
        case Regions.While _, Output _, Placed _, Pure.Const _ -> { }
        case Regions.If _, Pure _, Lanes _, Noise _ -> work(s);
      }
    }
  }

  private void bar(Stmt s, Sync w, Waits.Wait wait) {
    current = -1;
    parts.add(new Flow.Bar(List.of(wait)));
    for (Value v : w.operands()) reads(v, parts.size() - 1);
    s.results().forEach(r -> {
      producer.put(r, parts.size() - 1);
      told.put(r, base(r));
    });
  }

  private void work(Stmt s) {
    if (s.results().stream().allMatch(r -> r.type().isScalar())) return;
    if (current < 0) {
      current = parts.size();
      parts.add(null);
      works.put(current, new Gathered());
    }
    Gathered here = works.get(current);
    count(s, here);
    read(s);
    for (Value r : s.results()) {
      producer.put(r, current);
      String name = base(r);
      boolean rate = name.endsWith("'") && states.contains(name.substring(0, name.length() - 1));
      if (s.op() instanceof Lanes.Partial p) told.put(r, p.combine().text() + " of each block");
      else if (states.contains(name) || rate || hasLine(s) && Primitive.find(name).isEmpty()) told.put(r, name);
    }
  }

  private void read(Stmt s) {
    for (Value v : s.op().operands()) reads(v, current);
    for (Body b : s.op().bodies()) {
      b.stmts().forEach(this::read);
      b.results().forEach(v -> reads(v, current));
    }
  }

  private static void count(Stmt s, Gathered into) {
    if (hasLine(s)) into.lines.add(s.origin());
    switch (s.op()) {
      case Pure.Apply a -> {
        boolean real = a.args().getFirst().type().scalar().isReal();
        if (real) into.operations += a.primitive().flops();
        if (real && a.primitive().isLibrary()) into.functions++;
      }
      case Pure.Call c -> {
        if (c.callee().isScalar()) into.functions++;
        else c.callee().stmts().forEach(t -> count(t, into));
      }
      case Lanes.Reduce _, Lanes.Partial _, Lanes.Total _ -> into.operations++;
      case Lanes.Contract _ -> into.operations += 2;
      case Regions r -> r.bodies().forEach(b -> b.stmts().forEach(t -> count(t, into)));
      case Pure.Const _, Lanes _, Sync _, Noise _, Output _, Placed _ -> { }
    }
  }

  /** It comes from a line of the model, and not from the method. */
  private static boolean hasLine(Stmt s) {
    return s.origin().indexOf(':') > 0;
  }

  private void reads(Value v, int to) {
    Integer from = producer.get(v);
    if (from == null || from == to) return;
    arrows.computeIfAbsent(new Flow.Arrow(from, to, List.of()), _ -> new LinkedHashSet<>()).add(v);
  }

  /** Its name without the number that makes it the only one. */
  private static String base(Value v) {
    return v.name().replaceFirst("\\.\\d+$", "");
  }

  private List<Flow.Arrow> named(Map<Flow.Arrow, Set<Value>> all) {
    return all.entrySet().stream().map(e -> new Flow.Arrow(e.getKey().from(), e.getKey().to(),
        e.getValue().stream().filter(told::containsKey).map(told::get).distinct().toList()))
        .sorted(Comparator.comparingInt(Flow.Arrow::from).thenComparingInt(Flow.Arrow::to)).toList();
  }

  private List<Flow.Part> named() {
    List<Flow.Part> all = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      int at = i;
      Gathered g = works.get(i);
      if (g == null) {
        all.add(parts.get(i));
        continue;
      }
      Set<Value> out = new LinkedHashSet<>();
      arrows.forEach((a, values) -> {
        if (a.from() == at) out.addAll(values);
      });
      List<String> writes = out.stream().filter(told::containsKey).map(told::get).distinct().toList();
      int others = (int) out.stream().filter(v -> !told.containsKey(v)).count();
      all.add(new Flow.Work(writes, others, g.operations, g.functions, List.copyOf(g.lines)));
    }
    return all;
  }
}
