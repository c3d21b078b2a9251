package dyn.backend.jvm;

import dyn.ir.Axis;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Scalar;
import dyn.ir.Value;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** Loads and stores; row-major addresses by Horner's rule, in 32 bits as Java's arrays have them. */
final class Addresses {
  private final Values values;
  private final Code code;
  private final int lanes;

  /** @param lanes local that holds the number of lanes, or -1 */
  Addresses(Values values, Code code, int lanes) {
    this.values = values;
    this.code = code;
    this.lanes = lanes;
  }

  void load(Placed.Load l) {
    values.push(l.buffer());
    address(l.buffer(), l.indices());
    switch (l.buffer().type().scalar()) {
      case F64 -> code.op(Opcodes.DALOAD, 2, Code.REAL);
      case F32 -> code.op(Opcodes.FALOAD, 2, Code.FLOAT);
      case I64 -> code.op(Opcodes.LALOAD, 2, Code.LONG);
      case BOOL -> {
        code.op(Opcodes.LALOAD, 2, Code.LONG);
        code.op(Opcodes.L2I, 1, Code.INT);
      }
    }
  }

  void store(Placed.Store s) {
    values.push(s.buffer());
    address(s.buffer(), s.indices());
    values.push(s.value());
    Scalar scalar = s.value().type().scalar();
    if (scalar == Scalar.BOOL) code.op(Opcodes.I2L, 1, Code.LONG);
    code.op(switch (scalar) {
      case F64 -> Opcodes.DASTORE;
      case F32 -> Opcodes.FASTORE;
      case I64, BOOL -> Opcodes.LASTORE;
    }, 3);
  }

  void extent(Placed.Extent e) {
    values.push(e.buffer());
    code.op(Opcodes.ARRAYLENGTH, 1, Code.INT);
    for (Axis a : e.buffer().type().axes().subList(1, e.buffer().type().axes().size())) {
      if (a.isDynamic()) code.load(lanes);
      else code.index(Math.toIntExact(a.size()));
      code.op(Opcodes.IDIV, 2, Code.INT);
    }
    code.op(Opcodes.I2L, 1, Code.LONG);
  }

  /** Pushes the number of lanes as an i64. */
  void lanes() {
    code.load(lanes);
    code.op(Opcodes.I2L, 1, Code.LONG);
  }

  /** The sum so far is {@code known} until an index is not constant, then it is on the stack. */
  void address(Value buffer, List<Value> indices) {
    List<Axis> axes = buffer.type().axes();
    long known = 0;
    boolean pushed = false;
    for (int i = 0; i < axes.size(); i++) {
      if (i > 0 && axes.get(i).isDynamic()) {
        pushed = scaleByLanes(buffer, axes.get(i), pushed, known);
        if (pushed) known = 0;
      } else if (i > 0) {
        known *= axes.get(i).size();
        if (pushed) scale(axes.get(i).size());
      }
      Value index = values.firstLane(indices.get(i));
      if (index == null) continue;
      Pure.Const constant = values.constantOf(index);
      if (constant != null) {
        known += constant.bits();
        continue;
      }
      values.pushInt(index);
      if (pushed) code.op(Opcodes.IADD, 2, Code.INT);
      pushed = true;
    }
    sum(pushed, known);
  }

  private void scale(long size) {
    if (size == 1) return;
    code.index(Math.toIntExact(size));
    code.op(Opcodes.IMUL, 2, Code.INT);
  }

  /** Multiplies the whole sum so far; true where it is on the stack afterwards. */
  private boolean scaleByLanes(Value buffer, Axis axis, boolean pushed, long known) {
    if (!axis.name().equals(Axis.MEMBER)) throw new IllegalArgumentException(buffer + ": only member may be dynamic after the first axis");
    if (!pushed && known == 0) return false;
    if (!pushed && known == 1) {
      code.load(lanes);
      return true;
    }
    sum(pushed, known);
    code.load(lanes);
    code.op(Opcodes.IMUL, 2, Code.INT);
    return true;
  }

  private void sum(boolean pushed, long known) {
    if (!pushed) code.index(Math.toIntExact(known));
    else if (known != 0) {
      code.index(Math.toIntExact(known));
      code.op(Opcodes.IADD, 2, Code.INT);
    }
  }
}
