package dyn.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Element type, named axes, and one reach per axis. Along an axis that a value lacks it is the same in every lane.
 */
public record Type(Scalar scalar, List<Axis> axes, List<Reach> reach) {
  public static final Type F64 = new Type(Scalar.F64, List.of(), List.of());
  public static final Type F32 = new Type(Scalar.F32, List.of(), List.of());
  public static final Type I64 = new Type(Scalar.I64, List.of(), List.of());
  public static final Type BOOL = new Type(Scalar.BOOL, List.of(), List.of());

  public Type {
    axes = List.copyOf(axes);
    reach = List.copyOf(reach);
    if (axes.size() != reach.size()) throw new IllTyped("a type needs one reach per axis");
    for (int i = 1; i < axes.size(); i++) {
      for (int j = 0; j < i; j++) if (axes.get(i).name().equals(axes.get(j).name())) throw new IllTyped("axis twice in " + axes);
    }
  }

  public static Type of(Scalar scalar) {
    return switch (scalar) {
      case F64 -> F64;
      case F32 -> F32;
      case I64 -> I64;
      case BOOL -> BOOL;
    };
  }

  public static Type of(Scalar scalar, List<Axis> axes, Reach reach) {
    return new Type(scalar, axes, Collections.nCopies(axes.size(), reach));
  }

  public boolean isScalar() {
    return axes.isEmpty();
  }

  /** One number, or one for each lane: what placed code computes with. Everything else is memory. */
  public boolean isRegister() {
    return axes.isEmpty() || axes.size() == 1 && axes.getFirst().name().equals(Axis.LANE);
  }

  /** How many numbers a value of it is; none of its axes is dynamic. */
  public long cells() {
    return axes.stream().mapToLong(Axis::size).reduce(1, Math::multiplyExact);
  }

  public int indexOf(String axis) {
    for (int i = 0; i < axes.size(); i++) if (axes.get(i).name().equals(axis)) return i;
    return -1;
  }

  public boolean has(String axis) {
    return indexOf(axis) >= 0;
  }

  public Optional<Axis> axis(String name) {
    int i = indexOf(name);
    return i < 0 ? Optional.empty() : Optional.of(axes.get(i));
  }

  /** Reach along {@code axis}: a value that lacks the axis may be read from anywhere along it. */
  public Reach reachAlong(String axis) {
    int i = indexOf(axis);
    return i < 0 ? Reach.ALL : reach.get(i);
  }

  public Set<String> axisNames() {
    return axes.stream().map(Axis::name).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  public Type withScalar(Scalar other) {
    return other == scalar ? this : new Type(other, axes, reach);
  }

  public Type withReach(Reach everywhere) {
    return of(scalar, axes, everywhere);
  }

  public Type withReach(String axis, Reach granted) {
    int i = indexOf(axis);
    if (i < 0) return this;
    List<Reach> changed = new ArrayList<>(reach);
    changed.set(i, granted);
    return new Type(scalar, axes, changed);
  }

  public Type without(String axis) {
    int i = indexOf(axis);
    if (i < 0) return this;
    List<Axis> keptAxes = new ArrayList<>(axes);
    List<Reach> keptReach = new ArrayList<>(reach);
    keptAxes.remove(i);
    keptReach.remove(i);
    return new Type(scalar, keptAxes, keptReach);
  }

  public Type with(Axis axis, Reach along) {
    List<Axis> moreAxes = new ArrayList<>(axes);
    List<Reach> moreReach = new ArrayList<>(reach);
    moreAxes.add(axis);
    moreReach.add(along);
    return new Type(scalar, moreAxes, moreReach);
  }

  /** Along some axis only the lanes at the ends of an edge have its cell. */
  public boolean isOfEnds() {
    for (Reach r : reach) if (r instanceof Reach.Ends) return true;
    return false;
  }

  /** Same element type and axes, in the same order; reach aside. */
  public boolean sameShape(Type other) {
    return scalar == other.scalar && axes.equals(other.axes);
  }

  /** Same axes, read as far, whatever the element type; mostly asked of a type and itself. */
  private boolean isAlike(Type other) {
    return other == this || axes.equals(other.axes) && reach.equals(other.reach);
  }

  /** True where a value of this type may stand for one of type {@code wanted}: same shape, at least its reach. */
  public boolean serves(Type wanted) {
    if (!sameShape(wanted)) return false;
    for (int i = 0; i < reach.size(); i++) if (!reach.get(i).covers(wanted.reach.get(i))) return false;
    return true;
  }

  /** As {@link #serves}, and a missing axis of {@code wanted} is supplied by broadcasting. */
  public boolean broadcastsTo(Type wanted) {
    if (scalar != wanted.scalar) return false;
    for (int i = 0; i < axes.size(); i++) {
      int j = wanted.indexOf(axes.get(i).name());
      if (j < 0 || !wanted.axes.get(j).equals(axes.get(i)) || !reach.get(i).covers(wanted.reach.get(j))) return false;
    }
    return true;
  }

  /** The lane-wise meeting of several operands: the union of their axes in order of appearance, the least reach along each. */
  public static Type meet(Scalar scalar, List<Type> operands) {
    Type first = null;
    boolean alike = true;
    for (Type t : operands) {
      if (t.isScalar()) continue;
      if (first == null) first = t;
      else alike &= t.isAlike(first);
    }
    if (first == null) return of(scalar);
    if (alike) return first.withScalar(scalar);
    List<Axis> axes = new ArrayList<>();
    List<Reach> reach = new ArrayList<>();
    for (Type t : operands) {
      for (int i = 0; i < t.axes.size(); i++) {
        Axis axis = t.axes.get(i);
        int at = find(axes, axis);
        if (at < 0) {
          axes.add(axis);
          reach.add(t.reach.get(i));
        } else {
          reach.set(at, met(axis, reach.get(at), t.reach.get(i)));
        }
      }
    }
    return new Type(scalar, axes, reach);
  }

  /** Of what only lanes at the ends of an edge have, no lane has an own cell. */
  private static Reach met(Axis axis, Reach a, Reach b) {
    Reach met = a.meet(b);
    boolean lost = (a instanceof Reach.Ends || b instanceof Reach.Ends) && !(met instanceof Reach.Ends);
    if (lost) throw new IllTyped("along " + axis.name() + ", " + a.text() + " meets " + b.text() + ": no lane has both");
    return met;
  }

  private static int find(List<Axis> axes, Axis wanted) {
    for (int i = 0; i < axes.size(); i++) {
      Axis a = axes.get(i);
      if (!a.name().equals(wanted.name())) continue;
      if (a.size() != wanted.size()) throw new IllTyped("axis " + a.text() + " meets " + wanted.text());
      return i;
    }
    return -1;
  }

  /** {@code f64[member=*, osc=10] own}; mixed reaches as {@code (own, all)}; a scalar has none. */
  public String text() {
    if (axes.isEmpty()) return scalar.text();
    String shape = scalar.text() + axes.stream().map(Axis::text).collect(Collectors.joining(", ", "[", "]"));
    boolean mixed = reach.stream().distinct().count() > 1;
    return shape + " " + (mixed ? reach.stream().map(Reach::text).collect(Collectors.joining(", ", "(", ")")) : reach.getFirst().text());
  }

  /** Mostly of a type with itself. */
  @Override
  public boolean equals(Object o) {
    return o == this || o instanceof Type t && scalar == t.scalar && axes.equals(t.axes) && reach.equals(t.reach);
  }

  @Override
  public String toString() {
    return text();
  }
}
