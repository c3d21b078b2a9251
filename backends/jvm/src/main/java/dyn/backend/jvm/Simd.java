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
      case F32 -> throw new IllegalArgumentException("lanes of f32");
    };
  }

  static String descriptor(Scalar scalar) {
    return "L" + className(scalar) + ";";
  }

  /** Pushes the species of vectors of {@code scalar}; of masks, that of double vectors. */
  void species(Code code, Scalar scalar) {
    code.constant(className(scalar == Scalar.I64 ? Scalar.I64 : Scalar.F64), "SPECIES_" + 64 * perVector, SPECIES,
        "jdk/incubator/vector/VectorSpecies");
  }

  /** A number on the stack becomes a vector that holds it in all lanes; the species is below it. */
  void broadcast(Code code, Scalar scalar) {
    if (scalar == Scalar.BOOL) {
      code.invoke(Opcodes.INVOKEINTERFACE, "jdk/incubator/vector/VectorSpecies", "maskAll", "(Z)L" + MASK + ";", 2, MASK);
      return;
    }
    code.invoke(Opcodes.INVOKESTATIC, className(scalar), "broadcast", "(" + SPECIES + (scalar == Scalar.F64 ? "D)" : "J)")
        + descriptor(scalar), 2, className(scalar));
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
    if (of == Scalar.I64) castMask(code, Scalar.I64);
    call(code, of, "blend", "(" + VECTOR + "L" + MASK + ";)" + descriptor(of), 3, className(of));
  }

  /** {@code array, index -> part}; truth values are stored as 0 and others. */
  void load(Code code, Scalar scalar, Runnable arrayAndIndex) {
    Scalar stored = scalar == Scalar.F64 ? Scalar.F64 : Scalar.I64;
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
    Scalar stored = scalar == Scalar.F64 ? Scalar.F64 : Scalar.I64;
    call(code, stored, "intoArray", "(" + Cell.arrayOf(stored) + "I)V", 3, null);
  }

  /** {@code vector, array, index, mask ->}. */
  void storeWhere(Code code, Scalar scalar) {
    Scalar stored = scalar == Scalar.F64 ? Scalar.F64 : Scalar.I64;
    if (stored == Scalar.I64) castMask(code, Scalar.I64);
    call(code, stored, "intoArray", "(" + Cell.arrayOf(stored) + "IL" + MASK + ";)V", 4, null);
  }
}
