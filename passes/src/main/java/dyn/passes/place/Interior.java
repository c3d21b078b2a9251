package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Value;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Cells of a loop in two: those whose neighbours are all there, and those near an end of the axis. */
final class Interior {
  private final Builder b;
  private final Axis axis;
  private final Value first;
  private final Value count;
  private final int[] widths;
  private final boolean part;

  /**
   * @param first first cell of the loop, and their {@code count}
   * @param widths cells that are read before and behind
   * @param part whether the loop is over a part of the axis that is known in the run only
   */
  Interior(Builder b, Axis axis, Value first, Value count, int[] widths, boolean part) {
    this.b = b;
    this.axis = axis;
    this.first = first;
    this.count = count;
    this.widths = widths;
    this.part = part;
  }

  /** @param inside runs what is built for cells whose neighbours are all there */
  void loops(BiConsumer<Builder, Value> work, Consumer<Runnable> inside) {
    Value low = b.constant((long) widths[0]);
    Value high = b.constant(axis.size() - widths[1]);
    Value from = part ? b.apply("from", Primitive.MAX, first, low) : low;
    Value to = part ? b.apply("to", Primitive.MIN, b.add(first, count), high) : high;
    Value within = part ? b.apply("within", Primitive.MAX, b.constant(0L), b.sub(to, from))
        : b.constant(axis.size() - widths[0] - widths[1]);
    inside.accept(() -> b.forLoop(within, List.of(), List.of(), (in, p) -> {
      work.accept(in, in.add(from, p.getFirst()));
      return List.of();
    }));
    Value before = part ? b.apply("before", Primitive.MIN, count, b.apply(Primitive.MAX, b.constant(0L), b.sub(low, first))) : low;
    Value edges = part ? b.apply("edges", Primitive.SUB, count, within) : b.constant((long) widths[0] + widths[1]);
    Value skipped = part ? b.add(first, within) : within;
    b.forLoop(edges, List.of(), List.of(), (in, p) -> {
      Value e = p.getFirst();
      Value near = part ? in.add(first, e) : e;
      work.accept(in, in.select(in.apply("near", Primitive.LT, e, before), near, in.add(skipped, e)));
      return List.of();
    });
  }
}
