package dyn.passes;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Waits once for what is ready at the same time: statements go as early as the waits before them allow, and all values that are waited
 * for then share one wait. Effects keep their order.
 */
public final class MergeWaits implements Pass {
  private static final About ABOUT = new About("merge-waits",
      "wait once for all values that are ready at the same time", Level.LOCAL, Level.LOCAL, Exactness.BITWISE);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    List<Body> bodies = program.bodies().stream()
        .map(b -> Rewriting.isFunction(program, b) || !Rewriting.has(b, Sync.class) ? b : new Merge().typed(b)).toList();
    return Rewriting.relink(program.with(bodies));
  }

  private static final class Merge {
    /** Results of waits before they were merged. */
    private final Map<Stmt, List<Value>> before = new IdentityHashMap<>();

    /** Merged waits grant more than each did: types follow, and with them the values that go by the old ones. */
    Body typed(Body body) {
      Builder b = new Builder();
      List<Value> params = body.params().stream().map(p -> b.exactParam(p.name(), p.type())).toList();
      return b.finish(body.name(), params, b.inline(ordered(body), params, this::follow));
    }

    private Optional<List<Value>> follow(Builder b, Stmt s, Map<Value, Value> known) {
      List<Value> old = before.get(s);
      if (old == null) return Optional.empty();
      List<Value> made = b.emitAll(s.results().stream().map(Value::name).toList(), s.op().mapOperands(v -> known.getOrDefault(v, v)));
      for (int i = 0; i < made.size(); i++) known.put(old.get(i), made.get(i));
      return Optional.of(made);
    }

    private Body ordered(Body body) {
      List<Stmt> inner = body.stmts().stream().map(s -> s.mapBodies(this::ordered)).toList();
      if (inner.stream().noneMatch(s -> s.op() instanceof Sync)) return body.withStmts(inner);
      int[] phase = new int[inner.size()];
      Map<Value, Integer> ready = new HashMap<>();
      int effects = 0;
      for (int k = 0; k < phase.length; k++) {
        Stmt s = inner.get(k);
        int now = s.op().hasEffect() ? effects : 0;
        for (Value v : reads(s)) now = Math.max(now, ready.getOrDefault(v, 0));
        if (s.op().hasEffect()) effects = now;
        phase[k] = now;
        int after = s.op() instanceof Sync ? now + 1 : now;
        s.results().forEach(r -> ready.put(r, after));
      }
      sink(inner, body.results(), phase);
      List<List<Stmt>> phases = new ArrayList<>();
      List<List<Stmt>> waits = new ArrayList<>();
      for (int k = 0; k < phase.length; k++) {
        while (phases.size() <= phase[k]) {
          phases.add(new ArrayList<>());
          waits.add(new ArrayList<>());
        }
        (inner.get(k).op() instanceof Sync ? waits : phases).get(phase[k]).add(inner.get(k));
      }
      List<Stmt> all = new ArrayList<>();
      for (int p = 0; p < phases.size(); p++) {
        all.addAll(phases.get(p));
        merge(waits.get(p), all);
      }
      return body.withStmts(all);
    }

    /** Arrays are computed as late as what they are computed from is there anyway: then they need no memory until they are read. */
    private static void sink(List<Stmt> stmts, List<Value> results, int[] phase) {
      int last = 0;
      for (int p : phase) last = Math.max(last, p);
      Map<Value, Integer> first = new HashMap<>();
      Map<Value, List<Integer>> readers = new HashMap<>();
      for (Value v : results) first.put(v, last);
      for (int k = 0; k < stmts.size(); k++) for (Value v : reads(stmts.get(k))) readers.computeIfAbsent(v, _ -> new ArrayList<>()).add(k);
      for (int k = stmts.size() - 1; k >= 0; k--) {
        Stmt s = stmts.get(k);
        if (s.op() instanceof Pure.Apply && !s.result().type().isScalar()) {
          int latest = readers.getOrDefault(s.result(), List.of()).stream().mapToInt(r -> phase[r]).min()
              .orElse(first.getOrDefault(s.result(), phase[k]));
          if (latest > phase[k] && there(s, k, latest, stmts, readers, phase)) phase[k] = latest;
        }
      }
    }

    /** Whether all that {@code s} reads is read as late by others as well, or is computed for it alone from what is. */
    private static boolean there(Stmt s, int k, int latest, List<Stmt> stmts, Map<Value, List<Integer>> readers, int[] phase) {
      for (Value v : new LinkedHashSet<>(s.op().operands())) {
        if (v.type().isScalar() || readers.get(v).stream().anyMatch(r -> r != k && phase[r] >= latest)) continue;
        int at = -1;
        for (int d = k - 1; d >= 0 && at < 0; d--) if (stmts.get(d).results().contains(v)) at = d;
        boolean alone = at >= 0 && stmts.get(at).op() instanceof Pure.Apply && readers.get(v).stream().allMatch(r -> r == k);
        if (!alone || !there(stmts.get(at), at, latest, stmts, readers, phase)) return false;
      }
      return true;
    }

    /** What a statement and the bodies in it read. */
    private static Set<Value> reads(Stmt s) {
      Set<Value> all = new LinkedHashSet<>(s.op().operands());
      for (Body b : s.op().bodies()) {
        all.addAll(b.results());
        b.stmts().forEach(inner -> all.addAll(reads(inner)));
      }
      return all;
    }

    /** One wait for all of the same kind; who waits for all need not wait for neighbours. */
    private void merge(List<Stmt> waits, List<Stmt> out) {
      List<Stmt> left = new ArrayList<>(waits);
      while (!left.isEmpty()) {
        Stmt first = left.stream().filter(s -> s.op() instanceof Sync.Barrier).findFirst().orElse(left.getFirst());
        List<Stmt> together = left.stream().filter(s -> s == first || fits((Sync) s.op(), (Sync) first.op())).toList();
        left.removeAll(together);
        out.add(together.size() == 1 ? first : merged(together, (Sync) first.op()));
      }
    }

    private static boolean fits(Sync s, Sync first) {
      return switch (first) {
        case Sync.Barrier b -> b.axes().containsAll(s.axes()) && (s instanceof Sync.Exchange || s.axes().equals(b.axes()));
        case Sync.Exchange e -> s instanceof Sync.Exchange o && s.axes().equals(e.axes()) && o.graphs().isEmpty() == e.graphs().isEmpty();
      };
    }

    private Stmt merged(List<Stmt> together, Sync first) {
      List<Value> operands = new ArrayList<>();
      List<String> names = new ArrayList<>();
      List<Reach> reach = new ArrayList<>(first instanceof Sync.Exchange e ? e.reach() : List.of());
      for (Stmt s : together) {
        operands.addAll(((Sync) s.op()).operands());
        s.results().forEach(r -> names.add(r.name()));
        for (int i = 0; i < reach.size(); i++) reach.set(i, reach.get(i).join(((Sync.Exchange) s.op()).reach().get(i)));
      }
      Sync op = first instanceof Sync.Exchange e ? new Sync.Exchange(operands, e.axes(), reach) : new Sync.Barrier(operands, first.axes());
      Stmt one = Stmt.of(names, op, together.getFirst().origin());
      before.put(one, together.stream().flatMap(s -> s.results().stream()).toList());
      return one;
    }
  }
}
