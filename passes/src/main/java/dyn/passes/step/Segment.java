package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Output;
import dyn.ir.Primitive;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** How the time loop of one segment begins and ends: with fresh values, or with what the segment before handed out. */
final class Segment {
  private final Builder b;
  private final List<Value> params;
  private final Value fresh;

  Segment(Builder b, List<Value> params) {
    this.b = b;
    this.params = params;
    fresh = b.param(Inputs.FRESH, Type.BOOL);
    params.add(fresh);
  }

  /** What the output {@code result} was: an input, laid out as outputs are, f32 as f64 and conditions as 0 or 1. */
  Value before(String result, Type type) {
    List<Axis> axes = new ArrayList<>(type.axes().stream().filter(a -> !a.name().equals(Axis.MEMBER)).toList());
    axes.add(Scope.MEMBER);
    Scalar stored = switch (type.scalar()) {
      case F64, F32 -> Scalar.F64;
      case I64, BOOL -> Scalar.I64;
    };
    Value v = b.param(Signature.carry(result), Type.of(stored, axes, Reach.OWN));
    params.add(v);
    return switch (type.scalar()) {
      case F64, I64 -> v;
      case F32 -> b.apply(v.name(), Primitive.TO_F32, v);
      case BOOL -> b.apply(Primitive.NE, v, b.constant(0L));
    };
  }

  /** {@code start} in the first segment, {@code before} in others. */
  Value either(String hint, Value start, Value before) {
    return b.apply(hint, Primitive.SELECT, fresh, start, before);
  }

  Value enter(String result, Type type, Value start) {
    return either(result.substring(result.indexOf('.') + 1), start, before(result, type));
  }

  List<Value> enter(List<String> results, List<Type> types, List<Value> starts) {
    List<Value> entered = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) entered.add(enter(results.get(i), types.get(i), starts.get(i)));
    return entered;
  }

  static void leave(Builder b, String result, Value v) {
    Value number = v.type().scalar() == Scalar.BOOL ? b.select(v, b.constant(1L), b.constant(0L)) : Scope.wide(b, v);
    b.emit(new Output.Result(result, number));
  }

  static void leave(Builder b, List<String> results, List<Value> values) {
    for (int i = 0; i < values.size(); i++) leave(b, results.get(i), values.get(i));
  }

  static List<String> ends(List<String> states) {
    return states.stream().map(Results::end).toList();
  }

  static List<String> memory(Scheme scheme) {
    return scheme.memoryHints().stream().map(Results::memory).toList();
  }
}
