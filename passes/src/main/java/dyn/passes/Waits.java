package dyn.passes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Registers;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The waits of one step of a program's time loop, each with what keeps it.
 *
 * @param all in a step by itself
 * @param several in a turn of the loop that takes several steps at a time; empty where none does
 */
public record Waits(List<Wait> all, Optional<List<Wait>> several) {
  public enum Kind {
    /** For all cells: somebody reads any of them. */
    ALL,
    /** For the blocks of a sum, a minimum or a maximum. */
    REDUCTION,
    /** For cells nearby, or for those that edges join to its own. */
    NEIGHBOURS
  }

  /**
   * @param value what is waited for
   * @param axes whose lanes wait for each other
   * @param along the graphs whose edges tell who waits for whom; none where that is not so
   * @param why the reader that reaches beyond its own lane; empty if none does
   * @param origin source position of that reader, or empty
   * @param slack steps until somebody needs what is waited for
   */
  public record Wait(String value, List<String> axes, Kind kind, List<String> along, String why, String origin, int slack) {
    /** Members wait for each other. */
    public boolean isGlobal() {
      return axes.contains(Axis.MEMBER);
    }
  }

  public long count(Kind kind) {
    return all.stream().filter(w -> w.kind() == kind).count();
  }

  public long global() {
    return all.stream().filter(Wait::isGlobal).count();
  }

  public long withinMember() {
    return all.size() - global();
  }

  /** Of a program at STEP or LOCAL; the time loop is the loop of @main that polls. */
  public static Waits of(Program program) {
    List<Wait> found = new ArrayList<>();
    List<Wait> several = new ArrayList<>();
    boolean chooses = false;
    for (Stmt s : program.main().stmts()) {
      if (!(s.op() instanceof Regions.While w) || !polls(w.body())) continue;
      Map<Value, Long> known = CountedLoop.constants(program.main());
      collect(w.cond(), known, found);
      collect(w.body(), known, found);
      if (!(w.body().stmts().getLast().op() instanceof Regions.If i) || !i.bodies().stream().allMatch(Waits::polls)) continue;
      chooses = true;
      known.putAll(CountedLoop.constants(w.body()));
      collect(i.then(), known, several);
      collect(i.otherwise(), known, found);
    }
    return new Waits(List.copyOf(found), chooses ? Optional.of(List.copyOf(several)) : Optional.empty());
  }

  /** Whether a loop with that body is the one over steps: it asks in each turn whether to stop. */
  public static boolean polls(Body body) {
    return body.stmts().stream().anyMatch(s -> s.op() instanceof Output.Poll
        || s.op() instanceof Regions.If i && i.bodies().stream().anyMatch(Waits::polls));
  }

  /** Inner loops run when something is recorded and are not part of every step, but for those that count turns. */
  private static void collect(Body body, Map<Value, Long> outside, List<Wait> found) {
    Map<Value, Long> known = new HashMap<>(outside);
    known.putAll(CountedLoop.constants(body));
    for (Stmt s : body.stmts()) {
      if (s.op() instanceof Regions.While w) {
        List<Wait> once = new ArrayList<>();
        collect(w.body(), known, once);
        for (long k = CountedLoop.turns(w, known).orElse(0); k > 0; k--) found.addAll(once);
      }
      if (!(s.op() instanceof Sync b)) continue;
      Stmt reader = reader(body, s);
      List<String> along = b instanceof Sync.Exchange e ? e.graphs() : List.of();
      found.add(new Wait(names(s), b.axes(), kind(b, reader), along, reader == null ? "" : describe(reader),
          reader == null ? "" : reader.origin(), slack(body, s)));
    }
  }

  /** How long what comes of a wait stays in registers; 0 where something else reads it. */
  private static int slack(Body body, Stmt wait) {
    Set<Value> reached = new HashSet<>(wait.results());
    for (Stmt s : body.stmts()) {
      boolean reads = s.op().operands().stream().anyMatch(reached::contains);
      boolean moves = s.op() instanceof Pure || s.op() instanceof Lanes;
      if (reads && !moves || s.op().bodies().stream().anyMatch(b -> mentions(b, reached))) return 0;
      if (reads) reached.addAll(s.results());
    }
    List<String> names = body.params().stream().map(Waits::name).toList();
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < body.results().size(); i++) {
      if (!reached.contains(body.results().get(i))) continue;
      int age = i < names.size() ? Registers.find(names.get(i)).map(p -> Registers.age(p.register(), names)).orElse(0) : 0;
      least = Math.min(least, age);
    }
    return least == Integer.MAX_VALUE ? 0 : least;
  }

  private static boolean mentions(Body body, Set<Value> values) {
    return body.stmts().stream().anyMatch(s -> s.op().operands().stream().anyMatch(values::contains)
        || s.op().bodies().stream().anyMatch(b -> mentions(b, values))) || body.results().stream().anyMatch(values::contains);
  }

  /** The first statement that reads what {@code wait} grants beyond its own lane, or null. */
  static Stmt reader(Body body, Stmt wait) {
    for (Value r : wait.results()) {
      Stmt found = reader(body, r, new HashSet<>(((Sync) wait.op()).axes()));
      if (found != null) return found;
    }
    return null;
  }

  /** What is waited for, as the model calls it. */
  static String names(Stmt wait) {
    return wait.results().stream().map(Waits::name).distinct().collect(Collectors.joining(", "));
  }

  private static Kind kind(Sync w, Stmt reader) {
    if (w instanceof Sync.Exchange) return Kind.NEIGHBOURS;
    return reader != null && reader.op() instanceof Lanes.Total ? Kind.REDUCTION : Kind.ALL;
  }

  /** Without the number that makes it the only one of its name. */
  static String name(Value v) {
    String name = v.name();
    int dot = name.lastIndexOf('.');
    boolean numbered = dot >= 0 && dot + 1 < name.length() && name.chars().skip(dot + 1).allMatch(c -> c >= '0' && c <= '9');
    return numbered ? name.substring(0, dot) : name;
  }

  /**
   * The first statement that folds or picks {@code v}, or what is computed from it lane by lane, along one of {@code axes} or a
   * second index over them; else the second index itself. What picks one cell for all comes last.
   */
  private static Stmt reader(Body body, Value v, Set<String> axes) {
    Set<Value> reached = new HashSet<>(Set.of(v));
    Stmt renamed = null;
    for (Stmt s : body.stmts()) {
      if (s.op().operands().stream().noneMatch(reached::contains)) continue;
      boolean one = s.op() instanceof Lanes.Gather g && g.index().type().isScalar();
      if (folds(s.op(), axes) && !one) return s;
      if (folds(s.op(), axes) && renamed == null) renamed = s;
      if (s.op() instanceof Lanes.Rename r && r.from().stream().anyMatch(axes::contains)) {
        for (int i = 0; i < r.from().size(); i++) if (axes.contains(r.from().get(i))) axes.add(r.to().get(i).name());
        if (renamed == null) renamed = s;
      }
      if (s.op() instanceof Pure || s.op() instanceof Lanes) reached.addAll(s.results());
    }
    return renamed;
  }

  private static boolean folds(Op op, Set<String> axes) {
    return switch (op) {
      case Lanes.Reduce r -> axes.contains(r.axis());
      case Lanes.Total r -> axes.contains(r.axis());
      case Lanes.Contract c -> axes.contains(c.axis());
      case Lanes.Gather g -> axes.contains(g.axis());
      case Lanes.Segment g -> axes.contains(g.axis());
      case Lanes.Shift t -> axes.contains(t.axis());
      case Pure.Call c -> c.callee().params().stream().anyMatch(p -> p.type().axes().stream().anyMatch(a -> axes.contains(a.name())));
      case Lanes _, Pure _, Sync _, Regions _, Noise _, Output _, Placed _ -> false;
    };
  }

  private static String picked(Lanes.Gather g) {
    List<String> by = g.index().type().axisNames().stream().filter(a -> !a.equals(Axis.MEMBER)).toList();
    return by.isEmpty() ? "a chosen cell of " + g.axis() : "a cell of " + g.axis() + " for each " + String.join(", ", by);
  }

  static String describe(Stmt s) {
    return switch (s.op()) {
      case Lanes.Reduce r -> r.combine().text() + " over " + r.axis();
      case Lanes.Total r -> r.combine().text() + " over " + r.axis().substring(0, r.axis().length() - Lanes.BLOCKS.length());
      case Lanes.Contract c -> "product over " + c.axis();
      case Lanes.Segment g -> g.combine().text() + " over the edges of " + g.axis();
      case Lanes.Gather g -> picked(g);
      case Lanes.Shift t -> "a neighbour along " + t.axis();
      case Lanes.Rename r -> "a second index over " + String.join(", ", r.from());
      case Pure.Call c -> "the equations in @" + c.callee().name();
      case Lanes _, Pure _, Sync _, Regions _, Noise _, Output _, Placed _ -> "";
    };
  }
}
