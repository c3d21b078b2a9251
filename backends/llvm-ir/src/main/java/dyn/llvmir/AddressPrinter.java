package dyn.llvmir;

import dyn.ir.Axis;
import dyn.ir.Placed;
import dyn.ir.Scalar;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Loads and stores; row-major addresses by Horner's rule. Lanes side by side in memory are one vector, others are gathered. */
final class AddressPrinter {
  /** Bytes: some hundred cycles of one stream among a few. */
  private static final int AHEAD = 1024;

  private final Shape shape;
  private final Lines out;
  private final Operands operands;
  private final Intrinsics intrinsics;
  private final String lanes;
  private final Set<Value> streams = new HashSet<>();

  /** @param lanes register that holds the number of members, or null where no address needs it */
  AddressPrinter(Shape shape, Lines out, Operands operands, Intrinsics intrinsics, String lanes) {
    this.shape = shape;
    this.out = out;
    this.operands = operands;
    this.intrinsics = intrinsics;
    this.lanes = lanes;
  }

  /** Values that are loaded one after the other where a processor needs to be told. */
  void follow(Set<Value> loaded) {
    streams.addAll(loaded);
  }

  private void prefetch(String at) {
    String ahead = out.let("ahead", "getelementptr i8, ptr " + at + ", i64 " + AHEAD);
    out.add(intrinsics.call("void", "llvm.prefetch.p0", List.of("ptr", "i32", "i32", "i32"), List.of(ahead, "0", "0", "1")));
  }

  /** @param active lanes that take part, or null for all */
  void load(Value result, Placed.Load l, List<String> active) {
    Scalar stored = Shape.stored(l.buffer().type().scalar());
    boolean wide = Shape.hasLanes(result);
    boolean gathered = isGathered(l.indices());
    List<String> parts = new ArrayList<>();
    String first = gathered ? null : first(l.buffer(), l.indices());
    if (!gathered && streams.contains(result)) prefetch(first);
    for (int k = 0; k < shape.parts(result.type()); k++) {
      String type = shape.text(stored, wide);
      String cell = gathered ? gather(l.buffer(), l.indices(), k, active)
          : out.let(result.name(), "load " + type + ", ptr " + part(first, stored, k) + ", align " + stored.bytes());
      parts.add(l.buffer().type().scalar() == Scalar.BOOL ? truth(result.name(), cell, wide) : cell);
    }
    operands.define(result, parts);
  }

  private String truth(String name, String cell, boolean wide) {
    return out.let(name, "icmp ne " + shape.text(Scalar.I64, wide) + " " + cell + ", " + operands.zero(Scalar.I64, wide));
  }

  void store(Placed.Store t, List<String> active) {
    Scalar scalar = t.value().type().scalar();
    Scalar stored = Shape.stored(scalar);
    boolean wide = t.indices().stream().anyMatch(Shape::hasLanes);
    boolean gathered = isGathered(t.indices());
    String first = gathered ? null : first(t.buffer(), t.indices());
    String type = shape.text(stored, wide);
    for (int k = 0; k < (wide ? shape.parts() : 1); k++) {
      String x = operands.part(t.value(), k, wide);
      if (scalar == Scalar.BOOL) x = out.let("stored", "zext " + shape.text(scalar, wide) + " " + x + " to " + type);
      if (gathered) scatter(x, t.buffer(), t.indices(), k, active);
      else if (wide && active != null) masked(x, type, stored, part(first, stored, k), active.get(k));
      else out.add("store " + type + " " + x + ", ptr " + part(first, stored, k) + ", align " + stored.bytes());
    }
  }

  private void masked(String x, String type, Scalar stored, String at, String mask) {
    String name = "llvm.masked.store." + shape.suffix(stored, true) + ".p0";
    out.add(intrinsics.call("void", name, List.of(type, "ptr", "i32", shape.text(Scalar.BOOL, true)),
        List.of(x, at, Integer.toString(stored.bytes()), mask)));
  }

  private boolean isGathered(List<Value> indices) {
    if (indices.stream().noneMatch(Shape::hasLanes)) return false;
    return !operands.isSideBySide(indices.getLast())
        || indices.subList(0, indices.size() - 1).stream().anyMatch(Shape::hasLanes);
  }

  private String part(String first, Scalar stored, int k) {
    if (k == 0) return first;
    return out.let("at", "getelementptr inbounds " + Shape.text(stored) + ", ptr " + first + ", i64 " + k * shape.perPart());
  }

  /** The address of a cell, or of that of the first lane. */
  private String first(Value buffer, List<Value> indices) {
    List<Axis> axes = buffer.type().axes();
    String sum = operands.first(indices.getFirst());
    for (int i = 1; i < axes.size(); i++) sum = added(scaled(sum, size(axes.get(i))), operands.first(indices.get(i)));
    return element(buffer, sum);
  }

  private String element(Value buffer, String index) {
    return out.let("at", "getelementptr inbounds " + Shape.text(Shape.stored(buffer.type().scalar())) + ", ptr " + operands.of(buffer)
        + ", i64 " + index);
  }

  private String scaled(String s, String size) {
    if (s.equals("0") || size.equals("1")) return s;
    return out.let("row", "mul nsw i64 " + s + ", " + size);
  }

  private String added(String a, String b) {
    if (a.equals("0")) return b;
    return b.equals("0") ? a : out.let("cell", "add nsw i64 " + a + ", " + b);
  }

  private String size(Axis axis) {
    if (!axis.isDynamic()) return Long.toString(axis.size());
    if (axis.name().equals(Axis.MEMBER)) return lanes;
    throw new IllegalArgumentException(axis.text() + ": only members may be dynamic after the first axis");
  }

  /** Pointers of one part's lanes. */
  private String pointers(Value buffer, List<Value> indices, int k) {
    String type = shape.text(Scalar.I64, true);
    List<Axis> axes = buffer.type().axes();
    String sum = operands.part(indices.getFirst(), k, true);
    for (int i = 1; i < axes.size(); i++) {
      String row = out.let("row", "mul " + type + " " + sum + ", " + operands.splat(Scalar.I64, size(axes.get(i)), "size"));
      sum = out.let("cell", "add " + type + " " + row + ", " + operands.part(indices.get(i), k, true));
    }
    return out.let("at", "getelementptr " + Shape.text(Shape.stored(buffer.type().scalar())) + ", ptr " + operands.of(buffer) + ", "
        + type + " " + sum);
  }

  private String mask(List<String> active, int k) {
    return active == null ? operands.vector("i1 true") : active.get(k);
  }

  private String gather(Value buffer, List<Value> indices, int k, List<String> active) {
    Scalar stored = Shape.stored(buffer.type().scalar());
    String type = shape.text(stored, true);
    String name = "llvm.masked.gather." + shape.suffix(stored, true) + ".v" + shape.perPart() + "p0";
    return out.let("gathered", intrinsics.call(type, name, List.of(pointersType(), "i32", shape.text(Scalar.BOOL, true), type),
        List.of(pointers(buffer, indices, k), Integer.toString(stored.bytes()), mask(active, k), "zeroinitializer")));
  }

  private void scatter(String x, Value buffer, List<Value> indices, int k, List<String> active) {
    Scalar stored = Shape.stored(buffer.type().scalar());
    String name = "llvm.masked.scatter." + shape.suffix(stored, true) + ".v" + shape.perPart() + "p0";
    out.add(intrinsics.call("void", name, List.of(shape.text(stored, true), pointersType(), "i32", shape.text(Scalar.BOOL, true)),
        List.of(x, pointers(buffer, indices, k), Integer.toString(stored.bytes()), mask(active, k))));
  }

  private String pointersType() {
    return "<" + shape.perPart() + " x ptr>";
  }

  /** Cells of a buffer along its first axis. */
  void extent(Value result, Placed.Extent e) {
    String length = operands.length(e.buffer());
    if (length == null) throw new IllegalStateException("the length of " + e.buffer() + " is not known here");
    for (Axis a : e.buffer().type().axes().subList(1, e.buffer().type().axes().size())) {
      length = out.let(result.name(), "udiv i64 " + length + ", " + size(a));
    }
    operands.define(result, length);
  }
}
