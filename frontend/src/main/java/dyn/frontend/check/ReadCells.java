package dyn.frontend.check;

import dyn.frontend.term.CellGraph;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.ir.Lanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/** Which cells of its own state an update reads, cell by cell: for reads that follow lists, as along edges, and not a distance. */
final class ReadCells {
  /** More are not listed. */
  private static final int MOST = 1 << 27;

  /** For each cell of a term, row-major over its axes, the cells of the state that it reads. */
  private record Rows(List<IndexRange> axes, int[] starts, int[] cells) {
    private int axis(String name) {
      for (int k = 0; k < axes.size(); k++) if (axes.get(k).axisName().equals(name)) return k;
      return -1;
    }
  }

  /** The rows of an operand that make one row. */
  @FunctionalInterface
  private interface From {
    /** @param at the position along each axis of the result */
    void rows(long[] at, RowSink sink);
  }

  @FunctionalInterface
  private interface RowSink {
    void add(Rows rows, long row);
  }

  /** Too many to list. */
  private static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMany() {
      super(null, null, false, false);
    }
  }

  private final Names names;
  private final Symbol state;
  private final Map<Term, Optional<Rows>> known = new IdentityHashMap<>();
  private final Map<Symbol, long[]> lists = new HashMap<>();

  private ReadCells(Names names, Symbol state) {
    this.names = names;
    this.state = state;
  }

  /** Of several values of one state, its parts; empty where the cells are too many to list. */
  static Optional<CellGraph> of(Names names, Symbol state, List<Term> values) {
    try {
      ReadCells r = new ReadCells(names, state);
      Rows all = r.union(values, state.shape()).orElseGet(() -> r.rows(state.shape(), (_, _) -> { }));
      return Optional.of(new CellGraph(all.starts(), all.cells()));
    } catch (TooMany e) {
      return Optional.empty();
    }
  }

  private Optional<Rows> read(Term t) {
    Optional<Rows> done = known.get(t);
    if (done != null) return done;
    Optional<Rows> found = find(t);
    known.put(t, found);
    return found;
  }

  private Optional<Rows> find(Term t) {
    return switch (t) {
      case Term.Read r when state.parts().contains(r.symbol()) -> Optional.of(itself());
      case Term.Read r -> Optional.ofNullable(names.definitions.get(r.symbol().name())).flatMap(this::read);
      case Term.Apply a -> union(OwnReads.leaves(a), List.of());
      case Term.Retyped r -> read(r.operand());
      case Term.Shift s -> read(s.operand()).map(o -> moved(o, s.axis().axisName(), i -> beside(i, s)));
      case Term.Rename r -> read(r.operand()).map(o -> new Rows(o.axes().stream().map(x -> r.to().getOrDefault(x.axisName(), x)).toList(),
          o.starts(), o.cells()));
      case Term.Pick p -> read(p.operand()).map(o -> along(o, p.axis(), List.of(), _ -> p.position()));
      case Term.Follow f -> read(f.operand()).map(o -> along(o, f.axis(), List.of(f.index()), at -> at[0]));
      case Term.At a -> read(a.operand()).map(o -> {
        List<IndexRange> axes = axes(a.index());
        long[] list = list(a.index());
        return along(o, a.axis().axisName(), axes, at -> list[(int) row(axes, at)]);
      });
      case Term.Meet m -> read(m.operand()).map(o -> meet(o, m));
      case Term.Reduce r -> read(r.operand()).map(o -> over(o, r.over()));
      case Term.Contract c -> union(List.of(c.left(), c.right()), List.of()).map(o -> over(o, List.of(c.along())));
      case Term.Stack s -> stack(s);
      case Term.Divergence d -> throw new IllegalStateException("a rate in a map: " + d);
      case Term.Complex _, Term.Structured _ -> throw new IllegalStateException("a term is whole: " + t);
      case Term.Position _, Term.Iota _, Term.Draw _, Term.Quantiles _, Term.Base _, Term.Point _, Term.Constant _, Term.Time _, Term.Row _,
          Term.Failed _ -> Optional.empty();
    };
  }

  private Rows itself() {
    int n = Math.toIntExact(count(state.shape()));
    int[] starts = new int[n + 1];
    int[] cells = new int[n];
    for (int c = 0; c < n; c++) {
      starts[c + 1] = c + 1;
      cells[c] = c;
    }
    return new Rows(state.shape(), starts, cells);
  }

  // ---- one row made of others

  private Rows rows(List<IndexRange> axes, From from) {
    long count = count(axes);
    if (count > MOST) throw new TooMany();
    int[] starts = new int[(int) count + 1];
    int[] cells = new int[16];
    int[] seenIn = new int[Math.toIntExact(count(state.shape()))];
    int[] filled = {0};
    int[][] out = {cells};
    long[] at = new long[axes.size()];
    for (int row = 0; row < count; row++) {
      int now = row + 1;
      from.rows(at, (o, r) -> {
        for (int k = o.starts()[(int) r]; k < o.starts()[(int) r + 1]; k++) {
          int cell = o.cells()[k];
          if (seenIn[cell] == now) continue;
          seenIn[cell] = now;
          if (filled[0] == MOST) throw new TooMany();
          if (filled[0] == out[0].length) out[0] = Arrays.copyOf(out[0], Math.min(MOST, 2 * out[0].length));
          out[0][filled[0]++] = cell;
        }
      });
      starts[row + 1] = filled[0];
      for (int k = at.length - 1; k >= 0 && ++at[k] == axes.get(k).size(); k--) at[k] = 0;
    }
    return new Rows(axes, starts, Arrays.copyOf(out[0], filled[0]));
  }

  private static long count(List<IndexRange> axes) {
    long n = 1;
    for (IndexRange a : axes) n = Math.multiplyExact(n, a.size());
    return n;
  }

  private static long row(List<IndexRange> axes, long[] at) {
    long row = 0;
    for (int k = 0; k < axes.size(); k++) row = row * axes.get(k).size() + at[k];
    return row;
  }

  /** Cell by cell; a term that lacks an axis is the same along it. */
  private Optional<Rows> union(List<Term> terms, List<IndexRange> least) {
    List<Rows> all = terms.stream().map(this::read).flatMap(Optional::stream).distinct().toList();
    if (all.isEmpty()) return Optional.empty();
    List<IndexRange> axes = new ArrayList<>(least);
    for (Rows r : all) for (IndexRange a : r.axes()) if (axes.stream().noneMatch(x -> x.axisName().equals(a.axisName()))) axes.add(a);
    if (all.size() == 1 && all.getFirst().axes().equals(axes)) return Optional.of(all.getFirst());
    List<int[]> places = all.stream().map(r -> places(r, axes)).toList();
    return Optional.of(rows(axes, (at, sink) -> {
      for (int k = 0; k < all.size(); k++) sink.add(all.get(k), row(all.get(k), places.get(k), at));
    }));
  }

  /** Where the axes of {@code r} stand among others. */
  private static int[] places(Rows r, List<IndexRange> axes) {
    return r.axes().stream().mapToInt(a -> new Rows(axes, null, null).axis(a.axisName())).toArray();
  }

  private static long row(Rows r, int[] places, long[] at) {
    long row = 0;
    for (int k = 0; k < places.length; k++) row = row * r.axes().get(k).size() + at[places[k]];
    return row;
  }

  // ---- operations

  @FunctionalInterface
  private interface Position {
    long along(long[] at);
  }

  /** Other rows along one axis of the same rows. */
  private Rows moved(Rows o, String axis, LongUnaryOperator move) {
    int k = o.axis(axis);
    if (k < 0) return o;
    return rows(o.axes(), (at, sink) -> {
      long[] there = at.clone();
      there[k] = move.applyAsLong(at[k]);
      sink.add(o, row(o.axes(), there));
    });
  }

  private static long beside(long i, Term.Shift s) {
    long n = s.axis().size();
    return s.edge() == Lanes.Edge.WRAP ? Math.floorMod(i + s.by(), n) : Math.clamp(i + s.by(), 0, n - 1);
  }

  /** In the place of one axis a position along it, which depends on {@code index}. */
  private Rows along(Rows o, String axis, List<IndexRange> index, Position position) {
    int k = o.axis(axis);
    if (k < 0) return o;
    List<IndexRange> axes = new ArrayList<>(o.axes());
    axes.remove(k);
    index.stream().filter(i -> axes.stream().noneMatch(a -> a.axisName().equals(i.axisName()))).forEach(axes::add);
    Rows shape = new Rows(axes, null, null);
    int[] by = index.stream().mapToInt(i -> shape.axis(i.axisName())).toArray();
    int[] from = o.axes().stream().mapToInt(a -> shape.axis(a.axisName())).toArray();
    long[] chosen = new long[by.length];
    long[] there = new long[from.length];
    return rows(axes, (at, sink) -> {
      for (int i = 0; i < by.length; i++) chosen[i] = at[by[i]];
      for (int i = 0; i < from.length; i++) there[i] = i == k ? position.along(chosen) : at[from[i]];
      sink.add(o, row(o.axes(), there));
    });
  }

  private Rows over(Rows o, List<IndexRange> combined) {
    Set<String> gone = Shapes.axisNames(combined);
    List<IndexRange> kept = o.axes().stream().filter(a -> !gone.contains(a.axisName())).toList();
    List<IndexRange> inner = o.axes().stream().filter(a -> gone.contains(a.axisName())).toList();
    if (inner.isEmpty()) return o;
    List<IndexRange> both = new ArrayList<>(kept);
    both.addAll(inner);
    int[] places = places(o, both);
    long turns = count(inner);
    return rows(kept, (at, sink) -> {
      long[] there = Arrays.copyOf(at, both.size());
      for (long turn = 0; turn < turns; turn++) {
        sink.add(o, row(o, places, there));
        for (int k = both.size() - 1; k >= kept.size() && ++there[k] == both.get(k).size(); k--) there[k] = 0;
      }
    });
  }

  private Rows meet(Rows o, Term.Meet m) {
    int k = o.axis(m.edge().axisName());
    if (k < 0) return o;
    List<IndexRange> nodes = axes(m.first());
    long[] first = list(m.first());
    long[] last = list(m.last());
    List<IndexRange> axes = new ArrayList<>(o.axes());
    axes.remove(k);
    nodes.stream().filter(n -> axes.stream().noneMatch(a -> a.axisName().equals(n.axisName()))).forEach(axes::add);
    Rows shape = new Rows(axes, null, null);
    int[] by = nodes.stream().mapToInt(n -> shape.axis(n.axisName())).toArray();
    int[] from = o.axes().stream().mapToInt(a -> shape.axis(a.axisName())).toArray();
    long[] node = new long[by.length];
    long[] there = new long[from.length];
    return rows(axes, (at, sink) -> {
      for (int i = 0; i < by.length; i++) node[i] = at[by[i]];
      for (int i = 0; i < from.length; i++) if (i != k) there[i] = at[from[i]];
      int n = (int) row(nodes, node);
      for (long e = first[n]; e < last[n]; e++) {
        there[k] = e;
        sink.add(o, row(o.axes(), there));
      }
    });
  }

  private Optional<Rows> stack(Term.Stack s) {
    List<Optional<Rows>> parts = s.parts().stream().map(this::read).toList();
    if (parts.stream().allMatch(Optional::isEmpty)) return Optional.empty();
    List<IndexRange> axes = new ArrayList<>();
    for (Optional<Rows> p : parts) {
      p.ifPresent(r -> r.axes().stream().filter(a -> !axes.contains(a)).forEach(axes::add));
    }
    axes.add(s.axis());
    List<int[]> places = parts.stream().map(p -> p.map(r -> places(r, axes)).orElse(null)).toList();
    return Optional.of(rows(axes, (at, sink) -> {
      int k = (int) at[at.length - 1];
      parts.get(k).ifPresent(r -> sink.add(r, row(r, places.get(k), at)));
    }));
  }

  // ---- lists of edges

  private static List<IndexRange> axes(Term list) {
    if (!(list instanceof Term.Rename r)) return ((Term.Read) list).symbol().shape();
    return axes(r.operand()).stream().map(a -> r.to().getOrDefault(a.axisName(), a)).toList();
  }

  private long[] list(Term list) {
    if (list instanceof Term.Rename r) return list(r.operand());
    return lists.computeIfAbsent(((Term.Read) list).symbol(), s -> (long[]) names.edgeData.get(s).cells().get());
  }
}
