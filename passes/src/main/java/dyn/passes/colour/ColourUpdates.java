package dyn.passes.colour;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Value;
import dyn.passes.Exactness;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import dyn.passes.TurnBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets cells that do not read each other change at once, where the model leaves the order of its cells open: in the place of a turn for
 * each cell, one for each colour. Which cells read each other follows from the reads. Fixed points stay what they are; the way there is
 * that of another order.
 */
public final class ColourUpdates implements Pass {
  private static final About ABOUT = new About("colour-updates",
      "let cells that do not read each other change at once, where their order is free", Level.MODEL, Level.MODEL, Exactness.LIMIT);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    List<TurnBody> all = TurnBody.of(program);
    return all.isEmpty() ? program : program.with(program.bodies().stream().map(b ->
        all.stream().filter(t -> t.body() == b).findFirst().map(ColourUpdates::coloured).orElse(b)).toList());
  }

  private static Body coloured(TurnBody t) {
    Builder b = new Builder();
    List<Value> params = t.body().params().stream().map(p -> b.exactParam(p.name(), p.type())).toList();
    List<Value> results = b.inline(t.body(), params);
    List<Value> kept = new ArrayList<>(results.subList(0, t.states().size()));
    Optional<LatticeReads> near = LatticeReads.of(t.body(), t.stateParams(), t.values());
    if (near.isPresent()) {
      LatticeColouring c = LatticeColouring.of(near.get());
      kept.add(colour(b, near.get().axes(), c));
      kept.add(b.constant((long) c.colours()));
    } else {
      // The order of the index where nothing better is known.
      kept.addAll(results.subList(results.size() - 2, results.size()));
    }
    return b.finish(t.body().name(), params, kept);
  }

  private static Value colour(Builder b, List<Axis> axes, LatticeColouring c) {
    Value sum = null;
    long most = 0;
    for (int k = 0; k < axes.size(); k++) {
      LatticeColouring.Part p = c.parts().get(k);
      Value index = b.emit(axes.get(k).name(), new Lanes.Iota(axes.get(k)));
      // An axis that tells no colours apart stands in its place nevertheless: arrays are laid out in the order of their axes.
      Value part = p.factor() == 0 ? b.apply(Primitive.SUB, index, index) : times(b, label(b, index, p), p.factor());
      most += p.factor() * (p.block() == 0 ? p.size() - 1 : p.shorter() == p.size() ? p.block() - 1 : p.block());
      sum = sum == null ? part : b.apply("sum", Primitive.ADD, sum, part);
    }
    return most < c.colours() ? sum : b.apply("colour", Primitive.IMOD, sum, b.constant((long) c.colours()));
  }

  private static Value times(Builder b, Value label, int factor) {
    return factor == 1 ? label : b.apply("part", Primitive.MUL, label, b.constant((long) factor));
  }

  private static Value label(Builder b, Value index, LatticeColouring.Part p) {
    if (p.block() == 0) return index;
    Value label = b.apply("label", Primitive.IMOD, index, b.constant((long) p.block()));
    if (p.shorter() == p.size()) return label;
    Value first = b.constant(p.shorter());
    Value longer = b.apply("label", Primitive.IMOD, b.sub(index, first), b.constant(p.block() + 1L));
    return b.apply("label", Primitive.SELECT, b.apply("short", Primitive.LT, index, first), label, longer);
  }
}
