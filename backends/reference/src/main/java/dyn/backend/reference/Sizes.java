package dyn.backend.reference;

import dyn.ir.Axis;
import dyn.ir.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sizes of the dynamic axes in one run, and the cell numbering that follows from them. */
final class Sizes {
  private record Pair(List<Axis> from, List<Axis> to, String except) {}

  private final Map<String, Long> dynamic;
  private final Map<Pair, int[]> maps = new HashMap<>();

  Sizes(Map<String, Long> dynamic) {
    this.dynamic = new HashMap<>(dynamic);
  }

  int of(Axis axis) {
    if (!axis.isDynamic()) return Math.toIntExact(axis.size());
    Long bound = dynamic.get(axis.name());
    if (bound == null) throw new IllegalStateException("axis " + axis.name() + " has no size in this run");
    return Math.toIntExact(bound);
  }

  int cells(Type type) {
    int n = 1;
    for (Axis a : type.axes()) n = Math.multiplyExact(n, of(a));
    return n;
  }

  /** Binds the dynamic axes of {@code type} from the number of its cells; false while two or more are unknown. */
  boolean bind(Type type, long cells) {
    Axis unknown = null;
    long known = 1;
    for (Axis a : type.axes()) {
      if (!a.isDynamic() || dynamic.containsKey(a.name())) known *= of(a);
      else if (unknown == null) unknown = a;
      else return false;
    }
    if (unknown != null) {
      if (known == 0 || cells % known != 0) throw new IllegalArgumentException(cells + " cells do not fill " + type);
      dynamic.put(unknown.name(), cells / known);
    } else if (known != cells) {
      throw new IllegalArgumentException(cells + " cells given for " + type + ", which has " + known);
    }
    return true;
  }

  /** For each cell of {@code to} the cell of {@code from} that it reads; null where they are the same. */
  int[] map(Type from, Type to) {
    return from.axes().equals(to.axes()) ? null : map(from, to, "");
  }

  /** As {@link #map(Type, Type)}, but at index 0 along axis {@code except} of {@code from}. */
  int[] map(Type from, Type to, String except) {
    return maps.computeIfAbsent(new Pair(from.axes(), to.axes(), except), _ -> newMap(from, to, except));
  }

  private int[] newMap(Type from, Type to, String except) {
    int[] map = new int[cells(to)];
    int repeat = 1;
    for (int i = to.axes().size() - 1; i >= 0; i--) {
      Axis axis = to.axes().get(i);
      int size = of(axis);
      int stride = axis.name().equals(except) ? 0 : stride(from, axis.name());
      for (int k = 0; k < map.length; k++) map[k] += k / repeat % size * stride;
      repeat *= size;
    }
    return map;
  }

  /** Distance in cells between neighbours along {@code axis}; 0 where the type lacks it. */
  int stride(Type type, String axis) {
    int at = type.indexOf(axis);
    if (at < 0) return 0;
    int stride = 1;
    for (int i = at + 1; i < type.axes().size(); i++) stride *= of(type.axes().get(i));
    return stride;
  }
}
