package dyn.backend.jvm;

import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Scalar;
import dyn.ir.Value;
import java.util.List;

/** Each scalar function on vectors, by operations that HotSpot has instructions for, with the bits of {@link Primitive#evaluate}. */
final class VectorPrimitives {
  private static final double TWO_52 = 0x1p52;

  private final Simd simd;
  private final Code code;
  private final Vectors vectors;

  VectorPrimitives(Simd simd, Code code, Vectors vectors) {
    this.simd = simd;
    this.code = code;
    this.vectors = vectors;
  }

  void push(Pure.Apply a, int part) {
    Primitive p = a.primitive();
    Scalar of = a.args().getFirst().type().scalar();
    List<Value> args = a.args();
    switch (p) {
      case ADD, SUB, MUL, DIV, MIN, MAX -> binary(of, p.text(), args, part);
      case NEG, ABS, SQRT -> {
        vectors.push(args.getFirst(), part);
        simd.unary(code, of, p.text());
      }
      case FMA -> {
        args.forEach(v -> vectors.push(v, part));
        simd.call(code, of, "fma", "(" + Simd.VECTOR + Simd.VECTOR + ")" + Simd.descriptor(of), 3, Simd.className(of));
      }
      case FLOOR, RINT -> {
        vectors.push(args.getFirst(), part);
        if (of == Scalar.F32) simd.widen(code);
        whole(p);
        if (of == Scalar.F32) simd.narrow(code, Scalar.F64);
      }
      case AND, OR -> binary(of, p.text(), args, part);
      case XOR -> {
        args.forEach(v -> vectors.push(v, part));
        if (of == Scalar.BOOL) simd.binary(code, of, "xor");
        else lanewise(of, "XOR", "Associative");
      }
      case NOT -> {
        vectors.push(args.getFirst(), part);
        simd.unary(code, of, "not");
      }
      case SHL, SHR, SAR -> {
        args.forEach(v -> vectors.push(v, part));
        lanewise(of, p == Primitive.SHL ? "LSHL" : p == Primitive.SHR ? "LSHR" : "ASHR", "Binary");
      }
      case LT, LE, GT, GE, EQ, NE -> {
        vectors.push(args.getFirst(), part);
        compare(of, p.name(), () -> vectors.push(args.get(1), part));
      }
      case SELECT -> {
        vectors.push(args.get(2), part);
        select(a, part);
      }
      case TO_F64 -> {
        vectors.push(args.getFirst(), part);
        if (of == Scalar.F32) simd.widen(code);
        else toReal();
      }
      case TO_F32 -> {
        vectors.push(args.getFirst(), part);
        simd.narrow(code, of);
      }
      case BITS -> {
        vectors.push(args.getFirst(), part);
        if (of == Scalar.F32) simd.bitsOfSingles(code);
        else simd.call(code, Scalar.F64, "reinterpretAsLongs", "()" + Simd.descriptor(Scalar.I64), 1, Simd.className(Scalar.I64));
      }
      case FROM_BITS -> {
        vectors.push(args.getFirst(), part);
        asReals();
      }
      case F32_FROM_BITS -> {
        vectors.push(args.getFirst(), part);
        simd.singlesOfBits(code);
      }
      case IDIV, IMOD, TO_I64 -> throw new IllegalStateException(p.text() + " goes through memory");
      default -> throw new IllegalArgumentException(p.text() + " was not expanded");
    }
  }

  private void binary(Scalar of, String name, List<Value> args, int part) {
    args.forEach(v -> vectors.push(v, part));
    simd.binary(code, of, name);
  }

  /** {@code vector, vector -> vector}. */
  private void lanewise(Scalar of, String operator, String kind) {
    int second = code.reserve(Simd.className(of));
    code.store(second);
    simd.operator(code, operator, kind);
    code.load(second);
    simd.call(code, of, "lanewise", "(L" + Simd.OPERATORS + "$Binary;" + Simd.VECTOR + ")" + Simd.descriptor(of), 3, Simd.className(of));
  }

  /** {@code vector -> mask}. */
  private void compare(Scalar of, String operator, Runnable right) {
    simd.operator(code, operator, "Comparison");
    right.run();
    simd.call(code, of, "compare", "(L" + Simd.OPERATORS + "$Comparison;" + Simd.VECTOR + ")L" + Simd.MASK + ";", 3, Simd.MASK);
    if (of != Scalar.F64) simd.castMask(code, Scalar.F64);
  }

  /** The condition is needed twice for truth values: it must not wait to be computed. */
  private void select(Pure.Apply a, int part) {
    Scalar of = a.args().get(1).type().scalar();
    if (of != Scalar.BOOL) {
      vectors.choose(of, () -> vectors.push(a.args().get(1), part), () -> vectors.push(a.args().getFirst(), part));
      return;
    }
    vectors.push(a.args().getFirst(), part);
    int mask = keep(Simd.MASK);
    vectors.choose(of, () -> vectors.push(a.args().get(1), part), () -> code.load(mask));
  }

  private int keep(Object type) {
    int slot = code.reserve(type);
    code.store(slot);
    return slot;
  }

  private void asReals() {
    simd.call(code, Scalar.I64, "reinterpretAsDoubles", "()" + Simd.descriptor(Scalar.F64), 1, Simd.className(Scalar.F64));
  }

  private void real(double x) {
    simd.species(code, Scalar.F64);
    code.real(x);
    simd.broadcast(code, Scalar.F64);
  }

  private void real(String operation, double x) {
    real(x);
    simd.binary(code, Scalar.F64, operation);
  }

  private void integer(String operation, long x) {
    simd.all(code, x);
    if (operation.equals("LSHR")) lanewise(Scalar.I64, operation, "Binary");
    else if (operation.equals("XOR")) lanewise(Scalar.I64, operation, "Associative");
    else simd.binary(code, Scalar.I64, operation);
  }

  /**
   * Adding 2^52 rounds to a whole number, as its unit in the last place is 1; the sign is put back. Where the magnitude is 2^52 or
   * more, the number is whole; NaN stays.
   */
  private void whole(Primitive p) {
    int x = keep(Simd.className(Scalar.F64));
    code.load(x);
    simd.unary(code, Scalar.F64, "abs");
    int magnitude = keep(Simd.className(Scalar.F64));
    code.load(x);
    code.load(magnitude);
    real("add", TWO_52);
    real("sub", TWO_52);
    simd.call(code, Scalar.F64, "reinterpretAsLongs", "()" + Simd.descriptor(Scalar.I64), 1, Simd.className(Scalar.I64));
    code.load(x);
    simd.call(code, Scalar.F64, "reinterpretAsLongs", "()" + Simd.descriptor(Scalar.I64), 1, Simd.className(Scalar.I64));
    integer("and", Long.MIN_VALUE);
    simd.binary(code, Scalar.I64, "or");
    asReals();
    if (p == Primitive.FLOOR) down(x);
    code.load(magnitude);
    compare(Scalar.F64, "LT", () -> real(TWO_52));
    simd.blend(code, Scalar.F64);
  }

  /** One less where rounding went up. */
  private void down(int x) {
    int rounded = keep(Simd.className(Scalar.F64));
    code.load(rounded);
    code.load(rounded);
    real("sub", 1);
    code.load(rounded);
    compare(Scalar.F64, "GT", () -> code.load(x));
    simd.blend(code, Scalar.F64);
  }

  /** Both halves exactly, by the bits of 2^84 and 2^52, and one rounding in their sum. */
  private void toReal() {
    int x = keep(Simd.className(Scalar.I64));
    code.load(x);
    integer("LSHR", 32);
    integer("XOR", 0x4530000080000000L);
    asReals();
    real("sub", 0x1p84 + 0x1p63 + 0x1p52);
    code.load(x);
    integer("and", 0xffffffffL);
    integer("or", 0x4330000000000000L);
    asReals();
    simd.binary(code, Scalar.F64, "add");
  }
}
