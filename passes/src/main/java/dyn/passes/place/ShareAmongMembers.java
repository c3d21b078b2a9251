package dyn.passes.place;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import dyn.passes.Exactness;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes arrays that are the same for all members once, before the loop over members: weights and tables that no member has of its own.
 * They are then read from one place in memory, by all lanes of a vector at once.
 */
public final class ShareAmongMembers implements Pass {
  private static final About ABOUT = new About("share-among-members",
      "compute arrays that are the same for all members once, before the loop over members", Level.PLACED, Level.PLACED,
      Exactness.BITWISE);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    Body main = program.main();
    Optional<Stmt> loop = main.stmts().stream().filter(MemberLoop::is).findFirst();
    Set<Stmt> same = loop.map(s -> new Same(main, ((Placed.For) s.op()).body()).find()).orElse(Set.of());
    if (same.isEmpty()) return program;
    Body shared = main(main, loop.orElseThrow(), same);
    return program.with(program.bodies().stream().map(b -> b == main ? shared : b).toList());
  }

  private static Body main(Body main, Stmt loop, Set<Stmt> same) {
    Builder top = new Builder();
    List<Value> params = main.params().stream().map(p -> top.exactParam(p.name(), p.type())).toList();
    return top.finish(Program.MAIN, params, top.inline(main, params, (b, s, known) -> {
      if (same.contains(s)) return Optional.of(List.of());
      if (s != loop) return Optional.empty();
      Body member = ((Placed.For) s.op()).body();
      List<Stmt> once = needed(member, same);
      b.copy(Body.nested(List.of(), once, List.of()), new HashMap<>(known), Rewrite.none());
      return Optional.empty();
    }));
  }

  /** With the numbers that they are computed from, which stay in the loop as well. */
  private static List<Stmt> needed(Body member, Set<Stmt> same) {
    Set<Value> wanted = new HashSet<>();
    List<Stmt> once = new ArrayList<>();
    for (Stmt s : member.stmts().reversed()) {
      if (!same.contains(s) && s.results().stream().noneMatch(wanted::contains)) continue;
      once.addFirst(s);
      read(s, wanted);
    }
    return once;
  }

  private static void read(Stmt s, Set<Value> into) {
    into.addAll(s.op().operands());
    for (Body b : s.op().bodies()) {
      into.addAll(b.results());
      b.stmts().forEach(inner -> read(inner, into));
    }
  }

  /** Which loops over cells do the same for every member. */
  private static final class Same {
    private final Body member;
    private final Set<Value> buffers = new HashSet<>();
    private final Map<Value, Set<Stmt>> writers = new HashMap<>();
    private final Set<Value> inputs = new HashSet<>();

    Same(Body main, Body member) {
      this.member = member;
      inputs.addAll(main.params());
      for (Stmt s : main.stmts()) {
        if (s.op() instanceof Placed.Alloc) buffers.add(s.result());
        else if (!MemberLoop.is(s)) inputs.addAll(s.results());
      }
      for (Stmt s : member.stmts()) MemberLoop.written(s, v -> writers.computeIfAbsent(v, _ -> statements()).add(s));
      inputs.removeAll(writers.keySet());
    }

    /** Each is itself: to compare two would be to read all that is in them. */
    private static Set<Stmt> statements() {
      return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** As long as one of them writes where another that is not among them does, it is none. */
    Set<Stmt> find() {
      Set<Stmt> refused = statements();
      while (true) {
        Set<Stmt> same = among(refused);
        Set<Stmt> more = statements();
        writers.forEach((buffer, by) -> {
          if (!same.containsAll(by)) by.stream().filter(same::contains).forEach(more::add);
        });
        if (more.isEmpty()) return same;
        refused.addAll(more);
      }
    }

    private Set<Stmt> among(Set<Stmt> refused) {
      Set<Value> known = new HashSet<>(inputs);
      known.removeAll(member.params());
      Set<Value> filled = new HashSet<>();
      Set<Stmt> same = statements();
      for (Stmt s : member.stmts()) {
        boolean loop = s.op() instanceof Placed.For;
        if (loop && (refused.contains(s) || !s.results().isEmpty())) continue;
        if (!loop && !(s.op() instanceof Pure)) continue;
        if (!isSame(s, s.op().bodies().isEmpty() ? known : new HashSet<>(known), filled)) continue;
        known.addAll(s.results());
        if (!loop) continue;
        same.add(s);
        writers.forEach((buffer, by) -> {
          if (by.contains(s)) filled.add(buffer);
        });
      }
      return same;
    }

    /** @param filled buffers that hold the same for all members by then */
    private boolean isSame(Stmt s, Set<Value> known, Set<Value> filled) {
      boolean fits = switch (s.op()) {
        case Pure.Call c -> c.args().stream().allMatch(v -> v.type().isRegister()) && !c.callee().hasEffect();
        case Pure.Const _, Pure.Apply _ -> true;
        case Placed.Load l -> inputs.contains(l.buffer()) || filled.contains(l.buffer());
        case Placed.Store t -> buffers.contains(t.buffer());
        case Placed.For _, Regions.If _ -> true;
        case Placed _, Regions _, Lanes _, Sync _, Noise _, Output _ -> false;
      };
      if (!fits) return false;
      for (Value v : s.op().operands()) if (!known.contains(v) && !buffers.contains(v)) return false;
      for (Body b : s.op().bodies()) {
        known.addAll(b.params());
        for (Stmt inner : b.stmts()) {
          if (!isSame(inner, known, filled)) return false;
          known.addAll(inner.results());
        }
      }
      return true;
    }
  }
}
