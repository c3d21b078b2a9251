package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.term.EdgeSet;
import dyn.frontend.term.IndexRange;
import dyn.ir.Axis;
import dyn.ir.Level;
import dyn.ir.Program;
import dyn.passes.WidenHalo;
import dyn.passes.place.TiledAxis;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * How many workers share the cells of a member, and why.
 *
 * @param count 0 where the program knows no tiles: members are independent work enough, or one worker does best
 * @param axis along which cells are divided
 * @param together steps that tiles take between two waits where nothing is recorded
 * @param joined for each set of edges along which tiles wait, the others that it joins to each tile
 */
public record TileChoice(int count, Optional<Axis> axis, int together, String why, Map<String, List<BitSet>> joined) {
  static final TileChoice NONE = new TileChoice(0, Optional.empty(), 1, "one worker for each member", Map.of());
  private static final int STAGES = 4;
  /** A wait costs about a microsecond, in which so many cells of a simple stencil advance. */
  private static final double FEWEST_CELLS = 4000;
  /** Cells of a member that do not fit a fast cache together with those of the members beside it: they are swept as those of tiles are. */
  private static final double MANY_CELLS = 16_000;

  TileChoice taking(int steps) {
    return new TileChoice(count, axis, steps, why, joined);
  }

  /** Whether tiles wait along these edges. */
  public boolean knows(List<String> graphs) {
    return !graphs.isEmpty() && joined.keySet().containsAll(graphs);
  }

  /** The tiles that edges join to {@code tile}. */
  public BitSet others(List<String> graphs, int tile) {
    BitSet others = new BitSet();
    for (String g : graphs) others.or(joined.get(g).get(tile));
    return others;
  }

  /** Steps to try between two waits. */
  static int together(MethodPlan plan, int wanted) {
    return wanted > 0 ? Math.min(wanted, WidenHalo.WIDEST) : few(plan);
  }

  /** Of so many a fast cache has room for the rows; and without rows, what each computes anew of those before is little. */
  static int few(MethodPlan plan) {
    return Math.max(1, STAGES / Math.max(1, plan.stages()));
  }

  /** Whether several workers for a member come into question. */
  static boolean isOpen(CheckedExperiment e, Level level, CompileOptions options) {
    boolean pays = options.tiles() > 0 || fewest(e, options) <= cells(e);
    return level == Level.PLACED && pays && e.states().stream().anyMatch(s -> !s.axes().isEmpty());
  }

  /** From how many cells on they are divided, or one worker sweeps them as it would a tile. */
  private static double fewest(CheckedExperiment e, CompileOptions options) {
    return e.members() < Math.max(2, options.threads()) ? FEWEST_CELLS : MANY_CELLS;
  }

  private static double cells(CheckedExperiment e) {
    return e.states().stream().mapToDouble(s -> s.axes().stream().mapToDouble(Axis::size).reduce(1, (x, y) -> x * y)).sum();
  }

  static TileChoice of(Program local, CheckedExperiment e, CompileOptions options) {
    Optional<Axis> axis = TiledAxis.of(local);
    if (axis.isEmpty()) return NONE;
    long most = Math.max(1, TiledAxis.units(axis.get()) / TiledAxis.widest(local.main(), axis.get()));
    if (options.tiles() > 0) return of(local, e, (int) Math.min(options.tiles(), most), axis.get(), "as asked");
    if (cells(e) < fewest(e, options)) return NONE;
    int spare = e.members() < options.threads() ? options.threads() : 1;
    int count = (int) Math.min(Math.min(spare, most), cells(e) / FEWEST_CELLS);
    return of(local, e, count, axis.get(), count == 1 ? "one worker for each member" : "for so many threads");
  }

  private static TileChoice of(Program local, CheckedExperiment e, int count, Axis axis, String why) {
    Map<String, List<BitSet>> joined = new TreeMap<>();
    int[] tile = TiledAxis.tileOfCells(axis, count);
    for (String graph : TiledAxis.graphs(local.main(), axis)) {
      EdgeSet set = e.edges().stream().filter(s -> s.name().equals(graph)).findFirst().orElseThrow();
      boolean both = part(set.source(), axis) >= 0 && part(set.target(), axis) >= 0;
      // Where nodes at one end lie elsewhere, those at the other read their own edges' cells of themselves only.
      joined.put(graph, both ? set.lists().joined(count, ofNodes(set.source(), axis, tile), ofNodes(set.target(), axis, tile))
          : Stream.generate(BitSet::new).limit(count).toList());
    }
    return new TileChoice(count, Optional.of(axis), 1, why, joined);
  }

  private static int part(EdgeSet.End end, Axis axis) {
    return end.ranges().stream().map(IndexRange::axisName).toList().indexOf(axis.name());
  }

  /** The tile of a node at an end of an edge. */
  private static IntUnaryOperator ofNodes(EdgeSet.End end, Axis axis, int[] tile) {
    int part = part(end, axis);
    long stride = end.ranges().subList(part + 1, end.ranges().size()).stream().mapToLong(IndexRange::size).reduce(1, (x, y) -> x * y);
    return node -> tile[(int) (node / stride % axis.size())];
  }
}
