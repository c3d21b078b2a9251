package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Op;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.ReductionTree;
import dyn.ir.Regions;
import dyn.ir.Signature;
import dyn.ir.Stmt;
import dyn.ir.Value;
import dyn.passes.Exactness;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives arrays of one form the same memory where nobody reads the one any more when the other is written. What tiles read of each other is
 * free only after the next wait for all that surely comes, as another tile may read it until then; and what lives from turn to turn of a
 * loop, all through the loop.
 */
public final class ReuseMemory implements Pass {
  private static final About ABOUT = new About("reuse-memory",
      "let arrays that are never needed at the same time share their memory", Level.PLACED, Level.PLACED, Exactness.BITWISE);

  @Override
  public About about() {
    return ABOUT;
  }

  /** Where a buffer is in use: numbers of statements, in the order of the text. */
  private static final class Life {
    int from = Integer.MAX_VALUE;
    int to = -1;
    /** Where the loop over cells ends that writes it first. */
    int firstLoop;
    /** Loops around all uses so far, outermost first. */
    List<Range> around;
    final List<Integer> uses = new ArrayList<>();
    final List<List<Range>> inside = new ArrayList<>();
    /** Bodies around all uses so far, outermost first. */
    List<Body> within;
    boolean storedFirst;
    /** Some cell is read in a turn of a loop over cells that writes to others. */
    boolean readElsewhere;
  }

  /** Along an axis a cell that is written, in a loop over cells. */
  private record Cell(String axis, Value index) {}

  /** A loop; that over cells is one moment, as its turns come in any order. */
  private record Range(int from, int to, boolean ofCells) {}

  /** A wait for all, and the body that it is a statement of. */
  private record Free(int at, Body body) {}

  private static final class Reading {
    final Map<Value, Life> lives = new LinkedHashMap<>();
    private final List<Free> waits = new ArrayList<>();
    private final List<Body> path = new ArrayList<>();
    private final Set<Cell> written = new HashSet<>();
    private final Map<Value, Stmt> definitions = new HashMap<>();
    private int now;

    Reading(Body main) {
      read(main, List.of());
      lives.values().forEach(this::settle);
    }

    private void read(Body body, List<Range> loops) {
      boolean cells = !loops.isEmpty() && loops.getLast().ofCells();
      path.add(body);
      for (Stmt s : body.stmts()) {
        int at = now++;
        s.results().forEach(r -> definitions.put(r, s));
        switch (s.op()) {
          case Placed.Alloc _ -> lives.put(s.result(), new Life());
          case Placed.Load l -> {
            use(l.buffer(), at, loops, false);
            if (lives.containsKey(l.buffer()) && !(cells && isOwn(l))) lives.get(l.buffer()).readElsewhere = true;
          }
          case Placed.Store t -> use(t.buffer(), at, loops, true);
          case Placed.Wait w when w.all() -> waits.add(new Free(at, body));
          case Pure.Call c -> c.args().forEach(v -> use(v, at, loops, false));
          default -> { }
        }
        boolean loop = s.op() instanceof Placed.For || s.op() instanceof Regions.While;
        if (!loop) s.op().bodies().forEach(b -> read(b, loops));
        else {
          Range r = new Range(at, at + size(s), s.op() instanceof Placed.For f && !steps(f.body()));
          List<Range> inner = new ArrayList<>(loops);
          inner.add(r);
          if (r.ofCells() && !cells) {
            written.clear();
            s.op().bodies().forEach(this::written);
          }
          s.op().bodies().forEach(b -> read(b, inner));
        }
      }
      path.removeLast();
    }

    private void written(Body body) {
      for (Stmt s : body.stmts()) {
        if (s.op() instanceof Placed.Store t) {
          for (int i = 0; i < t.indices().size(); i++) written.add(new Cell(t.buffer().type().axes().get(i).name(), t.indices().get(i)));
        }
        s.op().bodies().forEach(this::written);
      }
    }

    private boolean isOwn(Placed.Load l) {
      for (int i = 0; i < l.indices().size(); i++) {
        Axis axis = l.buffer().type().axes().get(i);
        Value index = l.indices().get(i);
        boolean own = written.contains(new Cell(axis.name(), index)) || isOfOwnBlock(axis, index);
        if (!axis.name().equals("turn") && !own) return false;
      }
      return true;
    }

    /** Of the block whose sum is written: its first cell, and what is added within it. The last block may be short, in code of its own. */
    private boolean isOfOwnBlock(Axis axis, Value index) {
      if (!(operation(index) instanceof Pure.Apply sum) || sum.primitive() != Primitive.ADD) return false;
      Value first = sum.args().getFirst();
      return switch (operation(first)) {
        case Pure.Apply a when a.primitive() == Primitive.MUL ->
            written.contains(new Cell(axis.name() + Lanes.BLOCKS, a.args().getFirst()));
        case Pure.Const c -> !axis.isDynamic() && c.bits() == axis.size() - axis.size() % ReductionTree.BLOCK
            && written.stream().anyMatch(w -> w.axis().equals(axis.name() + Lanes.BLOCKS));
        case null, default -> isOfOwnBlock(axis, first);
      };
    }

    private Op operation(Value v) {
      return definitions.containsKey(v) ? definitions.get(v).op() : null;
    }

    private static int size(Stmt s) {
      int n = 0;
      for (Body b : s.op().bodies()) for (Stmt t : b.stmts()) n += 1 + size(t);
      return n;
    }

    private static boolean steps(Body b) {
      return b.stmts().stream().anyMatch(s -> s.op() instanceof Regions.While || s.op().bodies().stream().anyMatch(Reading::steps));
    }

    private void use(Value buffer, int at, List<Range> loops, boolean store) {
      if (buffer.type().isRegister()) return;
      Life life = Signature.isShared(buffer.name()) ? lives.computeIfAbsent(buffer, _ -> new Life()) : lives.get(buffer);
      if (life == null) return;
      if (life.uses.isEmpty()) life.storedFirst = store;
      life.uses.add(at);
      life.inside.add(loops);
      if (life.around == null) life.around = loops;
      life.around = common(life.around, loops);
      life.within = life.within == null ? List.copyOf(path) : common(life.within, path);
    }

    private static <T> List<T> common(List<T> a, List<T> b) {
      int n = 0;
      while (n < Math.min(a.size(), b.size()) && a.get(n) == b.get(n)) n++;
      return List.copyOf(a.subList(0, n));
    }

    private void settle(Life life) {
      List<Range> first = life.inside.isEmpty() ? List.of() : life.inside.getFirst();
      life.firstLoop = first.stream().filter(Range::ofCells).mapToInt(Range::to).findFirst().orElse(-1);
      for (int k = 0; k < life.uses.size(); k++) {
        int from = life.uses.get(k);
        int to = from;
        List<Range> loops = life.inside.get(k);
        for (int i = 0; i < loops.size(); i++) {
          Range r = loops.get(i);
          boolean whole = r.ofCells() || i >= life.around.size() || !life.storedFirst;
          if (!whole) continue;
          from = r.from();
          to = r.to();
          break;
        }
        life.from = Math.min(life.from, from);
        life.to = Math.max(life.to, to);
      }
    }

    /**
     * Until others have read it too: to a wait that comes whichever branches and loops ran. Where a loop turns before that wait, a new turn
     * must not write what another tile still reads of the last.
     */
    void share(Life life) {
      int end = life.to;
      life.to = waits.stream().filter(w -> w.at() > end && life.within.stream().anyMatch(b -> b == w.body())).mapToInt(Free::at).findFirst()
          .orElse(Integer.MAX_VALUE);
      for (Range loop : life.around) {
        if (!loop.ofCells() && life.to > loop.to()) life.from = Math.min(life.from, loop.from());
      }
    }
  }

  @Override
  public Program run(Program program, PassContext context) {
    Body main = program.main();
    Reading reading = new Reading(main);
    Map<Value, Value> same = new HashMap<>();
    List<Map.Entry<Value, Life>> order = new ArrayList<>(reading.lives.entrySet());
    order.removeIf(e -> e.getValue().uses.isEmpty());
    order.forEach(e -> {
      if (Signature.isShared(e.getKey().name()) && e.getValue().readElsewhere) reading.share(e.getValue());
    });
    order.sort(Comparator.comparingInt(e -> e.getValue().from));
    Map<Value, Life> free = new LinkedHashMap<>();
    for (Map.Entry<Value, Life> e : order) {
      Value v = e.getKey();
      Optional<Value> old = free.entrySet().stream()
          .filter(f -> isOver(f.getValue(), e.getValue()) && fits(f.getKey(), v))
          .map(Map.Entry::getKey)
          .findFirst();
      Value home = old.orElse(v);
      if (old.isPresent()) same.put(v, home);
      free.put(home, e.getValue());
    }
    return same.isEmpty() ? program : rewritten(program, same);
  }

  /** Also within one loop, where each turn reads its cell of the old array before it writes that of the new one. */
  private static boolean isOver(Life old, Life next) {
    boolean cellByCell = !old.readElsewhere && !next.readElsewhere && old.to <= next.firstLoop
        && old.uses.getLast() < next.uses.getFirst();
    return old.to < next.from || cellByCell;
  }

  private static boolean fits(Value a, Value b) {
    return a.type().scalar() == b.type().scalar() && Signature.isShared(a.name()) == Signature.isShared(b.name())
        && a.type().axes().equals(b.type().axes());
  }

  private static Program rewritten(Program program, Map<Value, Value> same) {
    Body main = program.main();
    Builder b = new Builder();
    Map<Value, Value> known = new HashMap<>();
    List<Value> params = new ArrayList<>();
    for (Value p : main.params()) {
      if (same.containsKey(p)) continue;
      Value kept = b.exactParam(p.name(), p.type());
      params.add(kept);
      known.put(p, kept);
    }
    same.forEach((v, home) -> {
      if (known.containsKey(home)) known.put(v, known.get(home));
    });
    b.copy(main, known, (in, s, scope) -> {
      if (!(s.op() instanceof Placed.Alloc)) return Optional.empty();
      Value home = same.get(s.result());
      return home == null ? Optional.empty() : Optional.of(List.of(scope.get(home)));
    });
    List<Body> bodies = new ArrayList<>(program.bodies());
    bodies.set(bodies.indexOf(main), b.finish(Program.MAIN, params, List.of()));
    return program.with(bodies);
  }
}
