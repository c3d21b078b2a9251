package dyn.passes.step;

import dyn.ir.Builder;
import dyn.ir.Noise;
import dyn.ir.Primitive;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What Wiener processes add in a step: numbers of variance h, independent in each member, cell and step.
 *
 * @param first number of the first source; the others follow
 */
record Increments(Scope scope, int first) {
  /** @param step its number, the node of the draws */
  List<Value> of(Builder b, Value step, Value h) {
    Value root = b.apply("root", Primitive.SQRT, h);
    List<Value> all = new ArrayList<>();
    for (Value w : scope.model.increments()) {
      Value drawn = b.emit("z", new Noise.Draw(Noise.Distribution.NORMAL, first + all.size(), scope.keys.get(0), scope.keys.get(1), step,
          w.type().axes()));
      all.add(scope.narrow(b, b.apply(w.name(), Primitive.MUL, root, drawn)));
    }
    return all;
  }
}
