package dyn.frontend;

import dyn.ir.Axis;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import java.util.List;
import java.util.Map;

/**
 * A number of each member, or one for each cell, made of values that were recorded at several times. Arrays meet by the names of their
 * axes. No program holds it: it is computed from the records when all of them are there.
 */
public sealed interface Combination {
  record Number(double value) implements Combination {}

  /** What a track that records once has recorded, over the axes of the item. */
  record Value(Track.Ref item, List<Axis> axes) implements Combination {}

  /** The place along an axis. */
  record Index(Axis axis) implements Combination {}

  /** A primitive that no library defines, cell by cell; a condition is 1 or 0. */
  record Apply(Primitive primitive, List<Combination> args) implements Combination {}

  /** Axes under other names, by old name. */
  record Renamed(Combination of, Map<String, Axis> to) implements Combination {}

  /** The cell at a place along an axis. */
  record Cell(Combination of, String axis, long place) implements Combination {}

  /** Over several axes, the last first; a mean is divided by the count. */
  record Reduced(Lanes.Combine combine, boolean mean, Combination of, List<Axis> over) implements Combination {}
}
