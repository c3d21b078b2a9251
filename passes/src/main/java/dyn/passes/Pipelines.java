package dyn.passes;

import dyn.ir.Level;
import dyn.passes.colour.ColourUpdates;
import dyn.passes.lanes.GuardLoops;
import dyn.passes.lanes.InlineCalls;
import dyn.passes.lanes.UnrollAndJam;
import dyn.passes.lanes.VectorizeCells;
import dyn.passes.lanes.VectorizeMembers;
import dyn.passes.place.PlaceLoops;
import dyn.passes.place.ReuseMemory;
import dyn.passes.place.ShareAmongMembers;
import dyn.passes.step.ApplyMethod;
import java.util.ArrayList;
import java.util.List;

/** Which passes run, in which order. What changes rounding or limit comes first; after {@link #STEP} not one bit changes. */
public final class Pipelines {
  /** MODEL to MODEL. */
  public static final List<Pass> MODEL = List.of(
      new Simplify(Level.MODEL),
      new DeferNormalization(),
      new ColourUpdates(),
      new FormFma(),
      new PackStates(),
      new Simplify(Level.MODEL));

  /** MODEL to STEP: the naive program, the definition of the experiment. */
  public static final List<Pass> STEP = List.of(
      new ApplyMethod(),
      new Simplify(Level.STEP));

  /** STEP to LOCAL: only the waits that are needed. */
  public static final List<Pass> LOCAL = List.of(
      new SplitReductions(),
      new RemoveGlobalBarriers(),
      new MergeWaits(),
      new DivergeLoops(),
      new SplitIndependentComponents(),
      new ExpandFunctions(),
      new HoistInvariants(),
      new CallCellLoops(),
      new Simplify(Level.LOCAL),
      new GatherLoops());

  /** LOCAL to PLACED: loops, loads and stores. */
  public static final List<Pass> PLACED = List.of(
      new PlaceLoops(),
      new ShareAmongMembers(),
      new Simplify(Level.PLACED));

  /** As {@link #LOCAL}, where tiles take several steps between two waits. */
  public static List<Pass> local(int steps) {
    List<Pass> passes = new ArrayList<>(List.of(new TileTime(steps), new WidenHalo()));
    passes.addAll(LOCAL);
    return passes;
  }

  /** STEP to LOCAL with every wait that is written, but for those of members for each other. */
  public static final List<Pass> NAIVE = List.of(
      new RemoveGlobalBarriers(false),
      new DivergeLoops(),
      new ExpandFunctions(),
      new HoistInvariants(),
      new CallCellLoops(),
      new Simplify(Level.LOCAL));

  /** LOCAL to PLACED. @param tiles whether several workers share the cells of a member */
  public static List<Pass> placed(boolean tiles) {
    return tiles ? List.of(new PlaceLoops(true), new ReuseMemory(), new Simplify(Level.PLACED)) : PLACED;
  }

  /**
   * PLACED to PLACED: members in the lanes of vectors, so many at a time.
   *
   * @param instant whether code runs at its full speed from the start: then lanes take members in turn, and longer code pays
   */
  public static List<Pass> vector(int lanes, boolean instant) {
    List<Pass> passes = new ArrayList<>(List.of(new VectorizeMembers(lanes, instant), new InlineCalls(), new GuardLoops(),
        new Simplify(Level.PLACED)));
    if (instant) passes.add(new UnrollAndJam());
    return passes;
  }

  /**
   * PLACED to PLACED: cells of a member in the lanes of vectors.
   *
   * @param instant whether code runs at its full speed from the start: then what runs once does so too, and longer code pays
   */
  public static List<Pass> cells(int lanes, boolean instant) {
    List<Pass> passes = new ArrayList<>(List.of(new VectorizeCells(lanes, instant), new InlineCalls(), new Simplify(Level.PLACED)));
    if (instant) passes.add(new UnrollAndJam());
    return passes;
  }

  private Pipelines() {}

  /** Whether a pass keeps no more than the limit or the law of a program, which can do without it. */
  public static boolean isRewrite(Pass pass) {
    return pass.from() == pass.to() && pass.exactness().compareTo(Exactness.LAW) >= 0;
  }

  /** {@code passes} without {@linkplain #isRewrite rewrites}. */
  public static List<Pass> asWritten(List<Pass> passes) {
    return passes.stream().filter(p -> !isRewrite(p)).toList();
  }

  /** All passes on the way to {@code level}. */
  public static List<Pass> to(Level level) {
    List<Pass> passes = new ArrayList<>(MODEL);
    if (level.compareTo(Level.STEP) >= 0) passes.addAll(STEP);
    if (level.compareTo(Level.LOCAL) >= 0) passes.addAll(LOCAL);
    if (level.compareTo(Level.PLACED) >= 0) passes.addAll(PLACED);
    return passes;
  }
}
