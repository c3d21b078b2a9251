package dyn.backend.jvm;

import dyn.ir.Body;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Type;
import dyn.ir.Value;
import org.objectweb.asm.Opcodes;

/** What the printer knows of one value: first from the analysis of its body, then while a method is printed. */
final class Cell {
  final Value value;
  /** The method that defines it; null where it comes from the frame. */
  final Unit unit;
  /** The body whose statement or parameter it is. */
  final Body body;
  Pure.Const constant;
  Placed.Alloc alloc;
  boolean isExtent;
  int uses;
  /** Its last known use is in the same method and the same body: it may stay unprinted until then. */
  boolean near;
  /** Methods other than the one that defines it use it, so it has a place in the frame. */
  boolean crosses;
  /** One of those methods is not called by the one that defines it. */
  boolean escapes;
  int frame = -1;
  /** An i64 known to fit 32 bits, kept as a JVM int. */
  boolean narrow;

  /** The loop's result in whose place of the frame this carry lives from turn to turn. */
  Cell carrier;
  /** Lanes in order: {@code base + 0, base + 1, ...}, or from 0 where there is no base. */
  boolean contiguous;
  Value base;

  /** Its first local; a value of several vectors has one for each. */
  int slot = -1;
  /** Local that holds a single number in all lanes of a vector, in the method being printed. */
  int wide = -1;
  /** First local of a carried mask as a vector of 0 and 1: HotSpot makes an object of a mask that goes from turn to turn. */
  int bits = -1;
  Stmt pending;
  boolean pendingReads;
  int pendingDepth;

  Cell(Value value, Unit unit, Body body) {
    this.value = value;
    this.unit = unit;
    this.body = body;
  }

  boolean isArray() {
    return !value.type().isRegister();
  }

  /** One number for each lane. */
  boolean isVector() {
    return Simd.isVector(value.type());
  }

  /** Its place in the worker's frame. */
  int place() {
    return carrier == null ? frame : carrier.frame;
  }

  /** What a local holds. */
  Object local() {
    return narrow ? Code.INT : typeOf(value.type());
  }

  static Object typeOf(Type type) {
    if (Simd.isVector(type)) return Simd.className(type.scalar());
    if (!type.isScalar()) return arrayOf(type.scalar());
    return switch (type.scalar()) {
      case F64 -> Code.REAL;
      case F32 -> Code.FLOAT;
      case I64 -> Code.LONG;
      case BOOL -> Code.INT;
    };
  }

  static String arrayOf(Scalar scalar) {
    return switch (scalar) {
      case F64 -> "[D";
      case F32 -> "[F";
      case I64, BOOL -> "[J";
    };
  }

  static String descriptorOf(Type type) {
    Object t = typeOf(type);
    if (t instanceof String s) return s;
    return t == Opcodes.DOUBLE ? "D" : t == Opcodes.FLOAT ? "F" : t == Opcodes.LONG ? "J" : "I";
  }

  static int slotsOf(Type type) {
    Object t = typeOf(type);
    return t == Opcodes.DOUBLE || t == Opcodes.LONG ? 2 : 1;
  }
}
