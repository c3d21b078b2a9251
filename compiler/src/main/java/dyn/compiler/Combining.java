package dyn.compiler;

import dyn.frontend.Combination;
import dyn.frontend.Expectation.Subject;
import dyn.frontend.Track;
import dyn.ir.Axis;
import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.runtime.results.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Values of a {@link Combination}, of each member by itself and cell by cell, in an order that depends on nothing else: sums over cells are
 * added as {@link Statistics#sum} does.
 */
final class Combining {
  private static final Set<Primitive> COMPARISONS = EnumSet.range(Primitive.LT, Primitive.NE);
  private static final Set<Primitive> OF_CONDITIONS = EnumSet.of(Primitive.AND, Primitive.OR, Primitive.NOT);

  /** [cells..., member], row-major over the axes. */
  private record Cells(List<Axis> axes, double[] values) {}

  private final Records records;
  private final int members;
  /** Whether all that a member has to do with was recorded. */
  private final boolean[] whole;

  private Combining(Records records) {
    this.records = records;
    this.members = records.members();
    this.whole = new boolean[members];
    Arrays.fill(whole, true);
  }

  /** [cells..., member] in the order of the axes; NaN for a member that had ended before. Empty while records are missing. */
  static Optional<double[]> values(Subject.Combined subject, Records records) {
    if (!isThere(subject.value(), records)) return Optional.empty();
    Combining c = new Combining(records);
    double[] values = c.shaped(c.of(subject.value()), subject.axes());
    for (int i = 0; i < values.length; i++) if (!c.whole[i % c.members]) values[i] = Double.NaN;
    return Optional.of(values);
  }

  private static boolean isThere(Combination c, Records records) {
    return switch (c) {
      case Combination.Number _, Combination.Index _ -> true;
      case Combination.Value v -> records.times(track(v.item(), records)).length > 0;
      case Combination.Apply a -> a.args().stream().allMatch(x -> isThere(x, records));
      case Combination.Renamed r -> isThere(r.of(), records);
      case Combination.Cell p -> isThere(p.of(), records);
      case Combination.Reduced r -> isThere(r.of(), records);
    };
  }

  private static Track track(Track.Ref ref, Records records) {
    return records.experiment().tracks().get(ref.track());
  }

  private Cells of(Combination c) {
    return switch (c) {
      case Combination.Number n -> everywhere(n.value());
      case Combination.Index i -> index(i.axis());
      case Combination.Value v -> value(v);
      case Combination.Apply a -> apply(a.primitive(), a.args().stream().map(this::of).toList());
      case Combination.Renamed r -> renamed(of(r.of()), r);
      case Combination.Cell p -> cell(of(p.of()), p);
      case Combination.Reduced r -> reduced(of(r.of()), r);
    };
  }

  private Cells everywhere(double value) {
    double[] values = new double[members];
    Arrays.fill(values, value);
    return new Cells(List.of(), values);
  }

  private Cells index(Axis axis) {
    double[] values = new double[Math.toIntExact(axis.size()) * members];
    for (int i = 0; i < values.length; i++) values[i] = i / members;
    return new Cells(List.of(axis), values);
  }

  private Cells value(Combination.Value v) {
    Track track = track(v.item(), records);
    double[] values = records.values().get(Records.name(track, track.items().get(v.item().item()).result()));
    for (int i = 0; i < values.length; i++) whole[i % members] &= !Double.isNaN(values[i]);
    return new Cells(v.axes(), values);
  }

  private static Cells renamed(Cells of, Combination.Renamed r) {
    return new Cells(of.axes.stream().map(a -> r.to().getOrDefault(a.name(), a)).toList(), of.values);
  }

  private Cells cell(Cells of, Combination.Cell p) {
    Optional<Axis> axis = of.axes.stream().filter(a -> a.name().equals(p.axis())).findFirst();
    if (axis.isEmpty()) return of;
    List<Axis> last = last(of.axes, axis.get());
    double[] along = shaped(of, last);
    int n = Math.toIntExact(axis.get().size());
    double[] values = new double[along.length / n];
    for (int i = 0; i < values.length; i++) values[i] = along[(i / members * n + (int) p.place()) * members + i % members];
    return new Cells(last.subList(0, last.size() - 1), values);
  }

  /** The axes with this one last; a value that lacks it is the same along it. */
  private static List<Axis> last(List<Axis> axes, Axis axis) {
    List<Axis> all = new ArrayList<>(axes.stream().filter(a -> !a.equals(axis)).toList());
    all.add(axis);
    return all;
  }

  private Cells reduced(Cells of, Combination.Reduced r) {
    Cells result = of;
    double count = 1;
    for (Axis axis : r.over().reversed()) {
      result = along(result, axis, r);
      count *= axis.size();
    }
    if (r.mean()) for (int i = 0; i < result.values.length; i++) result.values[i] /= count;
    return result;
  }

  private Cells along(Cells of, Axis axis, Combination.Reduced r) {
    List<Axis> last = last(of.axes, axis);
    double[] all = shaped(of, last);
    int n = Math.toIntExact(axis.size());
    double[] values = new double[all.length / n];
    double[] line = new double[n];
    for (int i = 0; i < values.length; i++) {
      for (int k = 0; k < n; k++) line[k] = all[(i / members * n + k) * members + i % members];
      values[i] = switch (r.combine()) {
        case SUM -> Statistics.sum(line);
        case MIN -> Arrays.stream(line).reduce(Math::min).orElseThrow();
        case MAX, ANY -> Arrays.stream(line).reduce(Math::max).orElseThrow();
      };
    }
    return new Cells(last.subList(0, last.size() - 1), values);
  }

  private Cells apply(Primitive p, List<Cells> args) {
    List<Axis> axes = new ArrayList<>();
    for (Cells c : args) for (Axis a : c.axes) if (!axes.contains(a)) axes.add(a);
    List<double[]> operands = args.stream().map(c -> shaped(c, axes)).toList();
    double[] values = new double[operands.getFirst().length];
    for (int i = 0; i < values.length; i++) {
      double b = operands.size() > 1 ? operands.get(1)[i] : 0;
      double c = operands.size() > 2 ? operands.get(2)[i] : 0;
      values[i] = apply(p, operands.getFirst()[i], b, c);
    }
    return new Cells(axes, values);
  }

  private static double apply(Primitive p, double a, double b, double c) {
    if (p == Primitive.SELECT) return a != 0 ? b : c;
    if (OF_CONDITIONS.contains(p)) return p.evaluate(Scalar.BOOL, (long) a, (long) b, 0);
    long bits = p.evaluate(Scalar.F64, Scalar.F64.bits(a), Scalar.F64.bits(b), Scalar.F64.bits(c));
    return COMPARISONS.contains(p) ? bits : Scalar.F64.real(bits);
  }

  /** The values over these axes in this order, repeated along those that they lack. */
  private double[] shaped(Cells of, List<Axis> axes) {
    if (of.axes.equals(axes)) return of.values;
    int[] strides = new int[axes.size()];
    int stride = members;
    for (int k = of.axes.size() - 1; k >= 0; k--) {
      int at = axes.indexOf(of.axes.get(k));
      if (at < 0) throw new IllegalStateException(of.axes + " are not among " + axes);
      strides[at] = stride;
      stride *= Math.toIntExact(of.axes.get(k).size());
    }
    double[] values = new double[Math.multiplyExact(Records.cells(axes), members)];
    for (int cell = 0; cell < values.length / members; cell++) {
      int from = 0;
      int rest = cell;
      for (int k = axes.size() - 1; k >= 0; k--) {
        int size = Math.toIntExact(axes.get(k).size());
        from += rest % size * strides[k];
        rest /= size;
      }
      System.arraycopy(of.values, from, values, cell * members, members);
    }
    return values;
  }
}
