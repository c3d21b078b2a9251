package dyn.backend.jvm;

import dyn.ir.Scalar;
import dyn.ir.Type;
import dyn.ir.Value;
import org.objectweb.asm.Opcodes;

/**
 * How the lanes of a tile become vectors of {@code jdk.incubator.vector}: a value of {@code lanes} numbers is {@code lanes / perVector}
 * vectors, its parts. Truth values are masks of double vectors.
 */
record Simd(int lanes, int perVector) {
  private static final String PACKAGE = "jdk/incubator/vector/";
  static final String MASK = PACKAGE + "VectorMask";
  static final String VECTOR = "L" + PACKAGE + "Vector;";
  static final String SPECIES = "L" + PACKAGE + "VectorSpecies;";
  static final String OPERATORS = PACKAGE + "VectorOperators";

  static boolean isVector(Type t) {
    return t.isRegister() && !t.isScalar();
  }

  static boolean isVector(Value v) {
    return isVector(v.type());
  }

  int parts() {
    return lanes / perVector;
  }

  static String className(Scalar scalar) {
    return switch (scalar) {
      case F64 -> PACKAGE + "DoubleVector";
      case I64 -> PACKAGE + "LongVector";
      case BOOL -> MASK;
      case F32 -> PACKAGE + "FloatVector";
    };
  }

  static final String INTS = PACKAGE + "IntVector";

  static String descriptor(Scalar scalar) {
    return "L" + className(scalar) + ";";
  }

  /** Pushes the species of vectors of {@code scalar}; of masks, that of double vectors. */
  void species(Code code, Scalar scalar) {
    species(code, className(scalar == Scalar.BOOL ? Scalar.F64 : scalar), scalar == Scalar.F32 ? 32 : 64);
  }

  private void species(Code code, String vectors, int bits) {
    code.constant(vectors, "SPECIES_" + bits * perVector, SPECIES, "jdk/incubator/vector/VectorSpecies");
  }

  /** {@code vector -> vector} of as many lanes, in another type. */
  private void convert(Code code, String from, String conversion, String to, int bits) {
    operator(code, conversion, "Conversion");
    species(code, to, bits);
    code.index(0);
    code.invoke(Opcodes.INVOKEVIRTUAL, from, "convertShape", "(L" + OPERATORS + "$Conversion;" + SPECIES + "I)" + VECTOR, 4,
        PACKAGE + "Vector");
    code.cast(to);
  }

  /** f32 to f64. */
  void widen(Code code) {
    convert(code, className(Scalar.F32), "F2D", className(Scalar.F64), 64);
  }

  /** f64 or i64 to f32, rounded once. */
  void narrow(Code code, Scalar from) {
    convert(code, className(from), from == Scalar.I64 ? "L2F" : "D2F", className(Scalar.F32), 32);
  }

  /** Bits of f32 as an i64 with their sign. */
  void bitsOfSingles(Code code) {
    code.invoke(Opcodes.INVOKEVIRTUAL, className(Scalar.F32), "reinterpretAsInts", "()L" + INTS + ";", 1, INTS);
    convert(code, INTS, "I2L", className(Scalar.I64), 64);
  }

  /** f32 of the lower half of an i64. */
  void singlesOfBits(Code code) {
    convert(code, className(Scalar.I64), "L2I", INTS, 32);
    code.invoke(Opcodes.INVOKEVIRTUAL, INTS, "reinterpretAsFloats", "()" + descriptor(Scalar.F32), 1, className(Scalar.F32));
  }

  /** A number on the stack becomes a vector that holds it in all lanes; the species is below it. */
  void broadcast(Code code, Scalar scalar) {
    if (scalar == Scalar.BOOL) {
      code.invoke(Opcodes.INVOKEINTERFACE, "jdk/incubator/vector/VectorSpecies", "maskAll", "(Z)L" + MASK + ";", 2, MASK);
      return;
    }
    code.invoke(Opcodes.INVOKESTATIC, className(scalar), "broadcast", "(" + SPECIES + number(scalar) + ")" + descriptor(scalar), 2,
        className(scalar));
  }

  private static String number(Scalar scalar) {
    return scalar == Scalar.F64 ? "D" : scalar == Scalar.F32 ? "F" : "J";
  }

  /** Calls a method of the vector below its operands. */
  void call(Code code, Scalar of, String name, String descriptor, int takes, Object leaves) {
    code.invoke(Opcodes.INVOKEVIRTUAL, className(of), name, descriptor, takes, leaves);
  }

  /** {@code vector, vector -> vector}. */
  void binary(Code code, Scalar of, String name) {
    call(code, of, name, "(" + (of == Scalar.BOOL ? "L" + MASK + ";" : VECTOR) + ")" + descriptor(of), 2, className(of));
  }

  void unary(Code code, Scalar of, String name) {
    call(code, of, name, "()" + descriptor(of), 1, className(of));
  }

  void operator(Code code, String name, String kind) {
    code.constant(OPERATORS, name, "L" + OPERATORS + "$" + kind + ";", OPERATORS + "$" + kind);
  }

  /** A mask on the stack becomes one of vectors of {@code scalar}. */
  void castMask(Code code, Scalar scalar) {
    species(code, scalar);
    call(code, Scalar.BOOL, "cast", "(" + SPECIES + ")L" + MASK + ";", 2, MASK);
  }

  /** {@code vector, vector, mask -> vector}: the second where the mask is set. */
  void blend(Code code, Scalar of) {
    if (of == Scalar.I64 || of == Scalar.F32) castMask(code, of);
    call(code, of, "blend", "(" + VECTOR + "L" + MASK + ";)" + descriptor(of), 3, className(of));
  }

  /** {@code array, index -> part}; truth values are stored as 0 and others. */
  void load(Code code, Scalar scalar, Runnable arrayAndIndex) {
    Scalar stored = scalar == Scalar.BOOL ? Scalar.I64 : scalar;
    species(code, stored);
    arrayAndIndex.run();
    String array = Cell.arrayOf(stored);
    code.invoke(Opcodes.INVOKESTATIC, className(stored), "fromArray", "(" + SPECIES + array + "I)" + descriptor(stored), 3,
        className(stored));
    if (scalar == Scalar.BOOL) toMask(code);
  }

  /** {@code long vector -> mask} of what is not zero. */
  void toMask(Code code) {
    operator(code, "NE", "Comparison");
    code.integer(0);
    call(code, Scalar.I64, "compare", "(L" + OPERATORS + "$Comparison;J)L" + MASK + ";", 3, MASK);
    castMask(code, Scalar.F64);
  }

  /** Pushes a part as it is stored: truth values as 1 and 0. */
  void stored(Code code, Scalar scalar, Runnable part) {
    if (scalar != Scalar.BOOL) {
      part.run();
      return;
    }
    all(code, 0);
    all(code, 1);
    part.run();
    blend(code, Scalar.I64);
  }

  void all(Code code, long x) {
    species(code, Scalar.I64);
    code.integer(x);
    broadcast(code, Scalar.I64);
  }

  /** {@code vector, array, index ->}. */
  void store(Code code, Scalar scalar) {
    Scalar stored = scalar == Scalar.BOOL ? Scalar.I64 : scalar;
    call(code, stored, "intoArray", "(" + Cell.arrayOf(stored) + "I)V", 3, null);
  }

  /** {@code vector, array, index, mask ->}. */
  void storeWhere(Code code, Scalar scalar) {
    Scalar stored = scalar == Scalar.BOOL ? Scalar.I64 : scalar;
    if (stored != Scalar.F64) castMask(code, stored);
    call(code, stored, "intoArray", "(" + Cell.arrayOf(stored) + "IL" + MASK + ";)V", 4, null);
  }
}
