package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes records and results of one member in their layout: records, cells, member. What all tiles have, one of them writes. */
final class PlaceOutputs {
  private final Placer placer;
  private final Cells cells;
  private final Value lane;
  private final Map<String, Value> buffers = new LinkedHashMap<>();
  private boolean ended;

  PlaceOutputs(Placer placer, Cells cells, Value lane, List<Value> outputs) {
    this.placer = placer;
    this.cells = cells;
    this.lane = lane;
    outputs.forEach(v -> buffers.put(v.name(), v));
  }

  void record(Builder b, Output.Record r) {
    Value k = cells.scalar(b, r.index());
    for (int i = 0; i < r.values().size(); i++) write(b, buffers.get(r.column(i)), List.of(k), r.values().get(i));
  }

  /** The first result of a member waits until no tile needs any more what the member began with. */
  void result(Builder b, Output.Result r) {
    placer.flush(b);
    if (placer.tiling() != null && !ended) b.emit(Placed.Wait.ALL);
    ended = true;
    write(b, buffers.get(r.label()), List.of(), r.value());
  }

  private void write(Builder b, Value buffer, List<Value> leading, Value v) {
    placer.flush(b);
    Tiling tiling = placer.tiling();
    if (tiling == null || tiling.splits(v.type())) {
      cells(b, buffer, leading, v);
      return;
    }
    b.ifElse(tiling.alone(), List.of(), in -> {
      cells(in, buffer, leading, v);
      return List.of();
    }, _ -> List.of());
  }

  private void cells(Builder b, Value buffer, List<Value> leading, Value v) {
    List<Axis> axes = Cells.axes(v.type());
    placer.nest(b, axes, Map.of(), (in, index) -> {
      List<Value> at = new ArrayList<>(leading);
      axes.forEach(a -> at.add(index.get(a.name())));
      at.add(lane);
      in.emit(new Placed.Store(buffer, at, cells.cell(in, v, index)));
    });
  }
}
