package dyn.frontend.stability;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a body on what is known of its parameters. */
final class Evaluator {
  private static final long MOST_ENTRIES = 30_000_000;

  private final Map<Value, Cells> known = new HashMap<>();
  private Rules rules = new Rules("");
  private String origin = "";
  private long entries;

  private Evaluator() {}

  /** @throws Cells.TooMany where the arrays are too large to be looked at */
  static List<Cells> run(Body body, List<Cells> args) {
    Evaluator e = new Evaluator();
    for (int i = 0; i < args.size(); i++) e.known.put(body.params().get(i), args.get(i));
    for (Stmt s : body.stmts()) e.statement(s);
    return body.results().stream().map(e.known::get).toList();
  }

  private void statement(Stmt s) {
    origin = s.origin();
    rules = new Rules(origin);
    if (s.results().size() != 1) {
      s.results().forEach(r -> known.put(r, unknown(s.op(), r.type())));
      return;
    }
    Cells made = value(s.op(), s.result().type());
    for (Cell c : made.cells()) entries += c.row().size();
    if (entries > MOST_ENTRIES) throw new Cells.TooMany();
    known.put(s.result(), made);
  }

  private Cells value(Op op, Type type) {
    return switch (op) {
      case Pure.Const c -> Cells.number(Cell.of(c.scalar().isReal() ? c.scalar().real(c.bits()) : c.bits()));
      case Pure.Apply a -> apply(a, type);
      case Pure.Call _, Regions _, Sync _, Output _, Placed _ -> unknown(op, type);
      case Noise.Draw d -> Cells.filled(type.axes(), d.distribution() == Noise.Distribution.UNIFORM ? Cell.of(Interval.UNIT)
          : Cell.UNKNOWN);
      case Lanes.Iota i -> iota(i.axis());
      case Lanes.Rename r -> new Cells(type.axes(), known.get(r.operand()).cells());
      case Lanes.Gather g -> gather(g, type);
      case Lanes.Shift h -> shift(known.get(h.operand()), h);
      case Lanes.Spread p -> spread(known.get(p.operand()), type.axes());
      case Lanes.Stack k -> stack(k, type);
      case Lanes.Reduce r -> reduce(r.combine(), known.get(r.operand()), r.axis(), type);
      case Lanes.Contract c -> contract(c, type);
      case Lanes.Segment g -> segment(g, type);
      case Lanes.Partial _, Lanes.Total _ -> unknown(op, type);
    };
  }

  private Cells unknown(Op op, Type type) {
    Row row = Row.NONE;
    for (Value v : op.operands()) {
      for (Cell c : known.get(v).cells()) {
        if (c.row().why() != null) row = c.row();
        else if (row.isNone() && !c.row().isNone()) row = Row.broken("`" + op.name() + "` of states is not bounded", origin);
      }
    }
    return Cells.filled(type.axes(), new Cell(Interval.ALL, row));
  }

  private Cells apply(Pure.Apply a, Type type) {
    List<Cells> args = a.args().stream().map(known::get).toList();
    List<int[]> places = args.stream().map(c -> c.over(type.axes())).toList();
    Cell[] out = new Cell[Cells.count(type.axes())];
    for (int k = 0; k < out.length; k++) {
      List<Cell> here = new ArrayList<>();
      for (int i = 0; i < args.size(); i++) here.add(args.get(i).cells()[places.get(i)[k]]);
      out[k] = rules.apply(a.primitive(), here);
    }
    return new Cells(type.axes(), out);
  }

  private static Cells iota(Axis axis) {
    if (axis.isDynamic()) return Cells.filled(List.of(axis), Cell.UNKNOWN);
    Cell[] out = new Cell[Cells.count(List.of(axis))];
    for (int k = 0; k < out.length; k++) out[k] = Cell.of(k);
    return new Cells(List.of(axis), out);
  }

  private static Cells spread(Cells from, List<Axis> axes) {
    int[] at = from.over(axes);
    Cell[] out = new Cell[at.length];
    for (int k = 0; k < out.length; k++) out[k] = from.cells()[at[k]];
    return new Cells(axes, out);
  }

  private static Cells shift(Cells from, Lanes.Shift h) {
    int size = Cells.size(from.axis(h.axis()));
    int stride = from.stride(h.axis());
    Cell[] out = new Cell[from.cells().length];
    for (int k = 0; k < out.length; k++) {
      int here = k / stride % size;
      int there = h.edge() == Lanes.Edge.WRAP ? Math.floorMod(here + h.by(), size) : Math.clamp((long) here + h.by(), 0, size - 1);
      out[k] = from.cells()[k + (there - here) * stride];
    }
    return new Cells(from.axes(), out);
  }

  /** Where it is not known which cell is picked, what holds of all that may be. */
  private Cells gather(Lanes.Gather g, Type type) {
    Cells from = known.get(g.operand());
    Cells index = known.get(g.index());
    int[] rest = from.over(type.axes());
    int[] which = index.over(type.axes());
    int size = Cells.size(from.axis(g.axis()));
    int stride = from.stride(g.axis());
    // An axis that the index brings along under the name of the one that is picked from is not the operand's.
    int own = type.has(g.axis()) ? stride : 0;
    int block = own == 0 ? 1 : new Cells(type.axes(), new Cell[0]).stride(g.axis());
    Cell[] out = new Cell[rest.length];
    for (int k = 0; k < out.length; k++) {
      int base = own == 0 ? rest[k] : rest[k] - k / block % size * own;
      Cell i = index.cells()[which[k]];
      if (!i.row().isNone()) {
        Row jumps = Row.broken("a cell picked by what the states are may jump", origin);
        out[k] = new Cell(Interval.ALL, i.row().why() != null ? i.row() : jumps);
        continue;
      }
      int first = (int) Math.clamp(i.value().lo(), 0, size - 1);
      int last = (int) Math.clamp(i.value().hi(), 0, size - 1);
      out[k] = from.cells()[base + first * stride];
      for (int j = first + 1; j <= last; j++) out[k] = either(out[k], from.cells()[base + j * stride]);
    }
    return new Cells(type.axes(), out);
  }

  private static Cell either(Cell a, Cell b) {
    return a.equals(b) ? a : new Cell(a.value().hull(b.value()), a.row().hull(b.row()));
  }

  private Cells stack(Lanes.Stack s, Type type) {
    Cell[] out = new Cell[Cells.count(type.axes())];
    int n = s.parts().size();
    List<Axis> outer = type.axes().subList(0, type.axes().size() - 1);
    for (int p = 0; p < n; p++) {
      Cells part = known.get(s.parts().get(p));
      int[] at = part.over(outer);
      for (int k = 0; k < at.length; k++) out[k * n + p] = part.cells()[at[k]];
    }
    return new Cells(type.axes(), out);
  }

  private Cells reduce(Lanes.Combine combine, Cells from, String axis, Type type) {
    int[] at = from.over(type.axes());
    int size = Cells.size(from.axis(axis));
    int stride = from.stride(axis);
    Cell[] out = new Cell[at.length];
    for (int k = 0; k < out.length; k++) {
      List<Cell> cells = new ArrayList<>(size);
      for (int j = 0; j < size; j++) cells.add(from.cells()[at[k] + j * stride]);
      out[k] = combine(combine, cells);
    }
    return new Cells(type.axes(), out);
  }

  private Cell combine(Lanes.Combine combine, List<Cell> cells) {
    if (combine == Lanes.Combine.SUM) {
      Interval sum = Interval.ZERO;
      for (Cell c : cells) sum = sum.plus(c.value());
      return new Cell(sum, Row.sum(cells.stream().map(Cell::row).toList()));
    }
    Primitive p = switch (combine) {
      case MIN -> Primitive.MIN;
      case MAX -> Primitive.MAX;
      case ANY, SUM -> Primitive.OR;
    };
    double none = switch (combine) {
      case MIN -> Double.POSITIVE_INFINITY;
      case MAX -> Double.NEGATIVE_INFINITY;
      case ANY, SUM -> 0;
    };
    Cell all = cells.isEmpty() ? Cell.of(none) : cells.getFirst();
    for (int j = 1; j < cells.size(); j++) all = rules.apply(p, List.of(all, cells.get(j)));
    return all;
  }

  private Cells contract(Lanes.Contract c, Type type) {
    Cells left = known.get(c.left());
    Cells right = known.get(c.right());
    int[] a = left.over(type.axes());
    int[] b = right.over(type.axes());
    int size = Cells.size(left.axis(c.axis()));
    Cell[] out = new Cell[a.length];
    for (int k = 0; k < out.length; k++) {
      List<Cell> products = new ArrayList<>(size);
      for (int j = 0; j < size; j++) {
        Cell x = left.cells()[a[k] + j * left.stride(c.axis())];
        Cell y = right.cells()[b[k] + j * right.stride(c.axis())];
        products.add(rules.apply(Primitive.MUL, List.of(x, y)));
      }
      out[k] = combine(Lanes.Combine.SUM, products);
    }
    return new Cells(type.axes(), out);
  }

  /** The ends of rows are part of the model: they are known. */
  private Cells segment(Lanes.Segment g, Type type) {
    Cells from = known.get(g.operand());
    int[] base = from.over(type.axes());
    int[] first = known.get(g.first()).over(type.axes());
    int[] last = known.get(g.last()).over(type.axes());
    int size = Cells.size(from.axis(g.axis()));
    int stride = from.stride(g.axis());
    Cell[] out = new Cell[base.length];
    for (int k = 0; k < out.length; k++) {
      Cell a = known.get(g.first()).cells()[first[k]];
      Cell b = known.get(g.last()).cells()[last[k]];
      if (!a.value().isPoint() || !b.value().isPoint()) return unknown(g, type);
      List<Cell> cells = new ArrayList<>();
      int end = (int) Math.min(size, b.value().lo());
      for (int j = (int) Math.max(0, a.value().lo()); j < end; j++) cells.add(from.cells()[base[k] + j * stride]);
      out[k] = combine(g.combine(), cells);
    }
    return new Cells(type.axes(), out);
  }
}
