package dyn.frontend.stability;

import dyn.ir.Axis;
import java.util.Arrays;
import java.util.List;

/** An array of cells, row-major over its axes; an axis whose length is not known has one cell, of which nothing is known. */
record Cells(List<Axis> axes, Cell[] cells) {
  static final int MOST = 4_000_000;

  /** More cells or entries than are looked at. */
  static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMany() {
      super("too many cells", null, false, false);
    }
  }

  Cells {
    axes = List.copyOf(axes);
  }

  static Cells number(Cell c) {
    return new Cells(List.of(), new Cell[] {c});
  }

  static Cells filled(List<Axis> axes, Cell c) {
    Cell[] cells = new Cell[count(axes)];
    Arrays.fill(cells, c);
    return new Cells(axes, cells);
  }

  static int size(Axis a) {
    return a.isDynamic() ? 1 : (int) Math.min(a.size(), Integer.MAX_VALUE);
  }

  static int count(List<Axis> axes) {
    long n = 1;
    for (Axis a : axes) {
      n *= size(a);
      if (n > MOST) throw new TooMany();
    }
    return (int) n;
  }

  int indexOf(String axis) {
    for (int i = 0; i < axes.size(); i++) if (axes.get(i).name().equals(axis)) return i;
    return -1;
  }

  Axis axis(String name) {
    return axes.get(indexOf(name));
  }

  /** How far two neighbours along an axis lie apart; 0 where there is no such axis. */
  int stride(String axis) {
    int at = indexOf(axis);
    if (at < 0) return 0;
    int stride = 1;
    for (int i = at + 1; i < axes.size(); i++) stride *= size(axes.get(i));
    return stride;
  }

  /** For each cell over the axes {@code to}, where this array has what stands there; axes that only this one has count as at 0. */
  int[] over(List<Axis> to) {
    int[] at = new int[count(to)];
    int block = at.length;
    for (Axis a : to) {
      int size = size(a);
      int stride = stride(a.name());
      block /= Math.max(1, size);
      if (stride == 0) continue;
      for (int k = 0; k < at.length; k++) at[k] += k / block % size * stride;
    }
    return at;
  }
}
