package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import dyn.passes.Demand;
import dyn.passes.Waits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Along which axis the cells of a member are divided among workers: the first of its largest state. */
public final class TiledAxis {
  private TiledAxis() {}

  /**
   * Of a program at LOCAL; empty where it has no state of cells, calls bodies of arrays, waits where a loop decides to go on, or has a loop
   * in its steps that carries cells and waits.
   */
  public static Optional<Axis> of(Program program) {
    Optional<Regions.While> steps = steps(program.main());
    boolean fits = steps.isPresent() && !callsArrays(program.main()) && !waitsInConditions(program.main())
        && !waitsInLoops(steps.get().body());
    if (!fits) return Optional.empty();
    Demand demand = Demand.of(program.main());
    return loops(program.main()).flatMap(w -> w.body().params().stream()).map(Value::type).filter(t -> !Cells.axes(t).isEmpty())
        .max(Comparator.comparingDouble(t -> Cells.axes(t).stream().mapToDouble(Axis::size).reduce(1, (x, y) -> x * y)))
        .map(t -> Cells.axes(t).getFirst()).filter(a -> isOwn(program.main(), demand, a));
  }

  /**
   * Other tiles read the result of {@code s} without a wait of its own, as they may read what it is computed from: each computes it where
   * it reads it.
   */
  static boolean isComputedAnew(Stmt s, Demand demand, Axis axis) {
    return !(s.op() instanceof Sync) && s.results().size() == 1 && demand.of(s.result()).containsKey(axis.name());
  }

  /** Whether the steps that a program takes at a time go through the rows of its tiles together: else each would be computed many times. */
  public static boolean goesByRows(Program program, Axis axis) {
    return !pipedArms(program.main(), axis, Demand.of(program.main())).isEmpty();
  }

  /**
   * Whether no state has another axis of cells. There are no rows then: of several steps at a time each computes anew what it reads of the
   * one before, which is little work where there are few, and spares waits.
   */
  public static boolean isLine(Program program, Axis axis) {
    return steps(program.main()).stream().flatMap(w -> w.body().params().stream())
        .allMatch(v -> Cells.axes(v.type()).isEmpty() || Cells.axes(v.type()).equals(List.of(axis)));
  }

  /**
   * Of the loop over steps, the arms that hold stencils of each other: arrays of the same two axes or more, the first of them
   * {@code axis}, each computed cell by cell from near cells.
   */
  static List<Body> pipedArms(Body main, Axis axis, Demand demand) {
    List<Body> arms = new ArrayList<>();
    steps(main).ifPresent(w -> {
      if (w.body().stmts().isEmpty() || !(w.body().stmts().getLast().op() instanceof Regions.If i)) return;
      for (Body arm : i.bodies()) if (isPiped(arm, axis, demand)) arms.add(arm);
    });
    return arms;
  }

  private static boolean isPiped(Body arm, Axis axis, Demand demand) {
    List<Axis> all = null;
    boolean stencils = false;
    for (Stmt s : arm.stmts()) {
      if (s.op() instanceof Regions) return false;
      if (s.op() instanceof Sync w) {
        // Tiles that wait halfway do not go on by rows.
        if (all != null && w.axes().contains(axis.name())) return false;
        continue;
      }
      for (Value r : s.results()) {
        List<Axis> axes = Cells.axes(r.type());
        if (axes.isEmpty()) continue;
        boolean fits = s.op() instanceof Pure || s.op() instanceof Lanes.Shift || s.op() instanceof Lanes.Iota;
        if (!fits) return false;
        if (s.op() instanceof Lanes.Iota) continue;
        if (!axes.contains(axis)) continue;
        if (all == null) all = axes;
        if (axes.size() < 2 || !axes.containsAll(all) || !all.containsAll(axes)) return false;
        Reach read = demand.of(r).get(axis.name());
        if (Reach.ALL.equals(read)) return false;
        stencils |= read != null;
      }
    }
    return stencils;
  }

  /** What other tiles read without a wait can be computed anew. */
  private static boolean isOwn(Body body, Demand demand, Axis axis) {
    for (Stmt s : body.stmts()) {
      boolean elsewhere = !(s.op() instanceof Sync) && s.results().stream().anyMatch(r -> demand.of(r).containsKey(axis.name()));
      boolean cells = s.op() instanceof Pure && s.results().size() == 1 || s.op() instanceof Lanes && !(s.op() instanceof Lanes.Stack);
      if (elsewhere && !cells) return false;
      for (Body inner : s.op().bodies()) if (!isOwn(inner, demand, axis)) return false;
    }
    return true;
  }

  /** Parts of the axis that stay together. */
  public static long units(Axis axis) {
    return (axis.size() + Tiling.unit(axis) - 1) / Tiling.unit(axis);
  }

  /** For each cell along the axis, the number of its tile; as {@link Tiling} divides them. */
  public static int[] tileOfCells(Axis axis, int tiles) {
    int[] tile = new int[Math.toIntExact(axis.size())];
    long unit = Tiling.unit(axis);
    for (int t = 0; t < tiles; t++) {
      long from = units(axis) * t / tiles * unit;
      long to = Math.min(units(axis) * (t + 1) / tiles * unit, axis.size());
      Arrays.fill(tile, (int) from, (int) to, t);
    }
    return tile;
  }

  /** The sets of edges along which tiles wait for each other, by name. */
  public static Set<String> graphs(Body body, Axis axis) {
    Set<String> graphs = new TreeSet<>();
    for (Stmt s : body.stmts()) {
      if (s.op() instanceof Sync.Exchange e && e.axes().contains(axis.name())) graphs.addAll(e.graphs());
      for (Body inner : s.op().bodies()) graphs.addAll(graphs(inner, axis));
    }
    return graphs;
  }

  private static Stream<Regions.While> loops(Body main) {
    return main.stmts().stream().map(Stmt::op).filter(Regions.While.class::isInstance).map(Regions.While.class::cast);
  }

  /** The loop over steps. */
  static Optional<Regions.While> steps(Body main) {
    return loops(main).filter(TiledAxis::isSteps).findFirst();
  }

  /** It asks in each turn whether to stop. */
  static boolean isSteps(Regions.While w) {
    return Waits.polls(w.body());
  }

  /** The widest halo that is waited for along {@code axis}: no tile is narrower. */
  public static int widest(Body body, Axis axis) {
    int widest = 1;
    for (Stmt s : body.stmts()) {
      if (s.op() instanceof Sync.Exchange e && e.axes().contains(axis.name())) widest = Math.max(widest, e.granted(axis.name()).width());
      for (Body inner : s.op().bodies()) widest = Math.max(widest, widest(inner, axis));
    }
    return widest;
  }

  private static boolean callsArrays(Body body) {
    return body.stmts().stream().anyMatch(s -> s.op() instanceof Pure.Call c && !c.callee().isScalar()
        || s.op().bodies().stream().anyMatch(TiledAxis::callsArrays));
  }

  private static boolean waitsInConditions(Body body) {
    return body.stmts().stream().anyMatch(s -> s.op() instanceof Regions.While w && has(w.cond())
        || s.op().bodies().stream().anyMatch(TiledAxis::waitsInConditions));
  }

  /** A loop in a step writes cells where another tile may still read those of the turn before. */
  private static boolean waitsInLoops(Body body) {
    return body.stmts().stream().anyMatch(s -> s.op() instanceof Regions.While w && has(w.body())
        && w.init().stream().anyMatch(v -> !Cells.axes(v.type()).isEmpty()) || s.op().bodies().stream().anyMatch(TiledAxis::waitsInLoops));
  }

  private static boolean has(Body body) {
    return body.stmts().stream().anyMatch(s -> s.op() instanceof Sync || s.op().bodies().stream().anyMatch(TiledAxis::has));
  }
}
