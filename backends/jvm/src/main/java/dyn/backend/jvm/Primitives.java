package dyn.backend.jvm;

import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Scalar;
import dyn.ir.Value;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Each scalar function as bytecode that gives the bits of {@link Primitive#evaluate}. */
final class Primitives {
  private static final String MATH = "java/lang/Math";

  private final Values values;
  private final ProgramPrinter program;
  private final Code code;

  Primitives(Values values, ProgramPrinter program, Code code) {
    this.values = values;
    this.program = program;
    this.code = code;
  }

  void push(Pure.Apply a) {
    Primitive p = a.primitive();
    switch (p) {
      case ADD, SUB, MUL, NEG, DIV, MIN, MAX, ABS, FMA, SQRT, FLOOR, RINT -> {
        a.args().forEach(values::push);
        switch (a.args().getFirst().type().scalar()) {
          case F64 -> real(p);
          case F32 -> single(p);
          case I64, BOOL -> integer(p);
        }
      }
      case AND, OR, XOR, NOT -> bits(a);
      case SHL, SHR, SAR -> {
        values.push(a.args().get(0));
        values.pushInt(a.args().get(1));
        code.op(p == Primitive.SHL ? Opcodes.LSHL : p == Primitive.SHR ? Opcodes.LUSHR : Opcodes.LSHR, 2, Code.LONG);
      }
      case IDIV, IMOD -> divide(a);
      case LT, LE, GT, GE, EQ, NE -> oneOrZero(a);
      case SELECT -> select(a);
      case TO_F64, TO_F32, TO_I64, BITS, FROM_BITS, F32_FROM_BITS -> convert(a);
      default -> throw new IllegalArgumentException(p.text() + " was not expanded");
    }
  }

  private void real(Primitive p) {
    switch (p) {
      case ADD -> code.op(Opcodes.DADD, 2, Code.REAL);
      case SUB -> code.op(Opcodes.DSUB, 2, Code.REAL);
      case MUL -> code.op(Opcodes.DMUL, 2, Code.REAL);
      case DIV -> code.op(Opcodes.DDIV, 2, Code.REAL);
      case NEG -> code.op(Opcodes.DNEG, 1, Code.REAL);
      case FMA -> math("fma", "(DDD)D", 3, Code.REAL);
      case MIN, MAX -> math(p.text(), "(DD)D", 2, Code.REAL);
      default -> math(p.text(), "(D)D", 1, Code.REAL);
    }
  }

  /** {@code java.lang.Math} has no floor, rint and sqrt of float; those of double are exact or round as the float ones would. */
  private void single(Primitive p) {
    switch (p) {
      case ADD -> code.op(Opcodes.FADD, 2, Code.FLOAT);
      case SUB -> code.op(Opcodes.FSUB, 2, Code.FLOAT);
      case MUL -> code.op(Opcodes.FMUL, 2, Code.FLOAT);
      case DIV -> code.op(Opcodes.FDIV, 2, Code.FLOAT);
      case NEG -> code.op(Opcodes.FNEG, 1, Code.FLOAT);
      case FMA -> math("fma", "(FFF)F", 3, Code.FLOAT);
      case MIN, MAX -> math(p.text(), "(FF)F", 2, Code.FLOAT);
      case ABS -> math("abs", "(F)F", 1, Code.FLOAT);
      default -> {
        code.op(Opcodes.F2D, 1, Code.REAL);
        math(p.text(), "(D)D", 1, Code.REAL);
        code.op(Opcodes.D2F, 1, Code.FLOAT);
      }
    }
  }

  private void integer(Primitive p) {
    switch (p) {
      case ADD -> code.op(Opcodes.LADD, 2, Code.LONG);
      case SUB -> code.op(Opcodes.LSUB, 2, Code.LONG);
      case MUL -> code.op(Opcodes.LMUL, 2, Code.LONG);
      case NEG -> code.op(Opcodes.LNEG, 1, Code.LONG);
      case ABS -> math("abs", "(J)J", 1, Code.LONG);
      default -> math(p.text(), "(JJ)J", 2, Code.LONG);
    }
  }

  private void math(String name, String descriptor, int takes, Object leaves) {
    code.invoke(Opcodes.INVOKESTATIC, MATH, name, descriptor, takes, leaves);
  }

  private void bits(Pure.Apply a) {
    boolean isBool = a.args().getFirst().type().scalar() == Scalar.BOOL;
    Object type = isBool ? Code.INT : Code.LONG;
    a.args().forEach(values::push);
    switch (a.primitive()) {
      case AND -> code.op(isBool ? Opcodes.IAND : Opcodes.LAND, 2, type);
      case OR -> code.op(isBool ? Opcodes.IOR : Opcodes.LOR, 2, type);
      case XOR -> code.op(isBool ? Opcodes.IXOR : Opcodes.LXOR, 2, type);
      default -> {
        if (isBool) code.index(1);
        else code.integer(-1);
        code.op(isBool ? Opcodes.IXOR : Opcodes.LXOR, 2, type);
      }
    }
  }

  private void divide(Pure.Apply a) {
    boolean remainder = a.primitive() == Primitive.IMOD;
    a.args().forEach(values::push);
    Pure.Const by = values.constantOf(a.args().get(1));
    if (by != null && by.bits() != 0) {
      code.op(remainder ? Opcodes.LREM : Opcodes.LDIV, 2, Code.LONG);
      return;
    }
    program.files.needDivision();
    code.invoke(Opcodes.INVOKESTATIC, program.files.current(), remainder ? "imod" : "idiv", Division.DESCRIPTOR, 2, Code.LONG);
  }

  private void convert(Pure.Apply a) {
    values.push(a.args().getFirst());
    Scalar from = a.args().getFirst().type().scalar();
    switch (a.primitive()) {
      case TO_F64 -> code.op(from == Scalar.I64 ? Opcodes.L2D : Opcodes.F2D, 1, Code.REAL);
      case TO_F32 -> code.op(from == Scalar.I64 ? Opcodes.L2F : Opcodes.D2F, 1, Code.FLOAT);
      case TO_I64 -> code.op(from == Scalar.F64 ? Opcodes.D2L : Opcodes.F2L, 1, Code.LONG);
      case FROM_BITS -> code.invoke(Opcodes.INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", 1, Code.REAL);
      case F32_FROM_BITS -> {
        code.op(Opcodes.L2I, 1, Code.INT);
        code.invoke(Opcodes.INVOKESTATIC, "java/lang/Float", "intBitsToFloat", "(I)F", 1, Code.FLOAT);
      }
      default -> bitsOf(from);
    }
  }

  private void bitsOf(Scalar real) {
    if (real == Scalar.F64) {
      code.invoke(Opcodes.INVOKESTATIC, "java/lang/Double", "doubleToRawLongBits", "(D)J", 1, Code.LONG);
      return;
    }
    code.invoke(Opcodes.INVOKESTATIC, "java/lang/Float", "floatToRawIntBits", "(F)I", 1, Code.INT);
    code.op(Opcodes.I2L, 1, Code.LONG);
  }

  private void oneOrZero(Pure.Apply a) {
    Label no = new Label();
    Label end = new Label();
    compare(a, false, no);
    code.index(1);
    code.jump(Opcodes.GOTO, 0, end);
    code.pop(1);
    code.place(no);
    code.index(0);
    code.place(end);
  }

  /** The operand that is not chosen is not computed if only this reads it. */
  private void select(Pure.Apply a) {
    Label no = new Label();
    Label end = new Label();
    values.branch(a.args().get(0), false, no);
    values.push(a.args().get(1));
    code.jump(Opcodes.GOTO, 0, end);
    code.pop(1);
    code.place(no);
    values.push(a.args().get(2));
    code.place(end);
  }

  boolean canBranch(Pure.Apply a) {
    return switch (a.primitive()) {
      case LT, LE, GT, GE, EQ, NE -> true;
      case NOT, AND, OR -> true;
      default -> false;
    };
  }

  /** Jumps if the condition is {@code when}. */
  void branch(Pure.Apply a, boolean when, Label target) {
    switch (a.primitive()) {
      case NOT -> values.branch(a.args().getFirst(), !when, target);
      case AND, OR -> {
        boolean decides = a.primitive() == Primitive.OR;
        if (decides == when) a.args().forEach(v -> values.branch(v, when, target));
        else {
          Label skip = new Label();
          values.branch(a.args().get(0), !when, skip);
          values.branch(a.args().get(1), when, target);
          code.place(skip);
        }
      }
      default -> compare(a, when, target);
    }
  }

  /** A comparison with NaN is false, but {@code ne} is true: the variant that pushes 1 or -1 for NaN is chosen so. */
  private void compare(Pure.Apply a, boolean when, Label target) {
    Primitive p = a.primitive();
    Value left = a.args().getFirst();
    a.args().forEach(values::push);
    boolean less = p == Primitive.LT || p == Primitive.LE;
    code.op(switch (left.type().scalar()) {
      case F64 -> less ? Opcodes.DCMPG : Opcodes.DCMPL;
      case F32 -> less ? Opcodes.FCMPG : Opcodes.FCMPL;
      case I64, BOOL -> Opcodes.LCMP;
    }, 2, Code.INT);
    int jump = switch (p) {
      case LT -> when ? Opcodes.IFLT : Opcodes.IFGE;
      case LE -> when ? Opcodes.IFLE : Opcodes.IFGT;
      case GT -> when ? Opcodes.IFGT : Opcodes.IFLE;
      case GE -> when ? Opcodes.IFGE : Opcodes.IFLT;
      case EQ -> when ? Opcodes.IFEQ : Opcodes.IFNE;
      case NE -> when ? Opcodes.IFNE : Opcodes.IFEQ;
      default -> throw new IllegalStateException(p.text());
    };
    code.jump(jump, 1, target);
  }
}
