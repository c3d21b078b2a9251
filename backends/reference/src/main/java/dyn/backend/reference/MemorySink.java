package dyn.backend.reference;

import dyn.backend.Host;
import dyn.backend.Memory;
import dyn.ir.Axis;
import dyn.ir.Output;
import dyn.ir.Reach;
import dyn.ir.Type;
import java.util.ArrayList;
import java.util.List;

/** Writes into the caller's arrays in the layout of {@link dyn.ir.Signature}. */
final class MemorySink implements Sink {
  private final Memory memory;
  private final Host host;
  private final Sizes sizes;
  private final ArrayOps arrays;

  MemorySink(Memory memory, Host host, Sizes sizes) {
    this.memory = memory;
    this.host = host;
    this.sizes = sizes;
    this.arrays = new ArrayOps(sizes);
  }

  @Override
  public void record(Output.Record r, Array index, List<Array> values, Array active) {
    for (int i = 0; i < values.size(); i++) write(r.column(i), index, values.get(i), active);
  }

  @Override
  public void result(Output.Result r, Array value, Array active) {
    write(r.label(), Array.of(0L), value, active);
  }

  @Override
  public boolean poll(long step, double time) {
    return host.poll(step, time);
  }

  @Override
  public void await(boolean all) {
    host.await(all);
  }

  @Override
  public void awaitAlong(String graphs) {
    host.awaitAlong(graphs);
  }

  private void write(String name, Array record, Array value, Array active) {
    Type cell = cellLayout(value.type());
    List<Type> together = new ArrayList<>(List.of(cell, record.type()));
    if (active != null) together.add(active.type());
    Type lanes = Type.meet(cell.scalar(), together);
    Cells from = arrays.cells(value, lanes);
    Cells at = arrays.cells(record, lanes);
    Cells on = active == null ? null : arrays.cells(active, lanes);
    int[] to = sizes.map(cell, lanes);
    int perRecord = sizes.cells(cell);
    Object out = memory.get(name);
    for (int k = 0; k < sizes.cells(lanes); k++) {
      if (on != null && on.at(k) == 0) continue;
      store(name, out, at.at(k) * perRecord + (to == null ? k : to[k]), from.at(k));
    }
  }

  private static Type cellLayout(Type of) {
    List<Axis> axes = new ArrayList<>();
    of.axes().stream().filter(a -> !a.name().equals(Axis.MEMBER)).forEach(axes::add);
    axes.add(Axis.dynamic(Axis.MEMBER));
    return Type.of(of.scalar(), axes, Reach.OWN);
  }

  private static void store(String name, Object out, long at, long bits) {
    switch (out) {
      case double[] d when at >= 0 && at < d.length -> d[(int) at] = Double.longBitsToDouble(bits);
      case long[] l when at >= 0 && at < l.length -> l[(int) at] = bits;
      default -> throw new IllegalStateException("output " + name + " has no cell " + at);
    }
  }
}
