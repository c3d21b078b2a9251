package dyn.llvmir;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Program;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.EnumMap;
import java.util.Map;

/**
 * How values with lanes are held: in parts of one vector each, so that the several vectors of a tile stand as independent operations side
 * by side.
 *
 * @param lanes of such a value, 1 where no value has any
 * @param perPart lanes of a part
 */
record Shape(int lanes, int perPart) {
  /** @param perVector f64 in a vector; as many more f32 as are narrower fill one */
  static Shape of(Program program, int perVector) {
    Map<Scalar, Integer> counts = new EnumMap<>(Scalar.class);
    long lanes = 1;
    for (Body b : program.bodies()) lanes = Math.max(lanes, count(b, counts));
    boolean single = counts.getOrDefault(Scalar.F32, 0) > counts.getOrDefault(Scalar.F64, 0);
    return new Shape((int) lanes, (int) Math.min(lanes, Math.max(1, perVector) * (single ? 2L : 1L)));
  }

  private static long count(Body body, Map<Scalar, Integer> counts) {
    long lanes = 1;
    for (Stmt s : body.stmts()) {
      for (Value r : s.results()) {
        if (!hasLanes(r.type())) continue;
        counts.merge(r.type().scalar(), 1, Integer::sum);
        lanes = r.type().axis(Axis.LANE).orElseThrow().size();
      }
      for (Body inner : s.op().bodies()) lanes = Math.max(lanes, count(inner, counts));
    }
    return lanes;
  }

  static boolean hasLanes(Type type) {
    return type.isRegister() && !type.isScalar();
  }

  static boolean hasLanes(Value v) {
    return hasLanes(v.type());
  }

  int parts() {
    return lanes / perPart;
  }

  int parts(Type type) {
    return hasLanes(type) ? parts() : 1;
  }

  /** Of one part, or of a single number; a buffer is a pointer. */
  String text(Type type) {
    return type.isRegister() ? text(type.scalar(), hasLanes(type)) : "ptr";
  }

  String text(Scalar scalar, boolean wide) {
    return wide ? "<" + perPart + " x " + text(scalar) + ">" : text(scalar);
  }

  /** As the name of an intrinsic ends. */
  String suffix(Scalar scalar, boolean wide) {
    String of = switch (scalar) {
      case F64 -> "f64";
      case F32 -> "f32";
      case I64 -> "i64";
      case BOOL -> "i1";
    };
    return wide ? "v" + perPart + of : of;
  }

  static String text(Scalar scalar) {
    return switch (scalar) {
      case F64 -> "double";
      case F32 -> "float";
      case I64 -> "i64";
      case BOOL -> "i1";
    };
  }

  /** As memory has it: conditions are integers there. */
  static Scalar stored(Scalar scalar) {
    return scalar == Scalar.BOOL ? Scalar.I64 : scalar;
  }
}
