package dyn.llvmir;

import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Scalar;
import dyn.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What stands for each value of a function: a register or a literal for each part of it. */
final class Operands {
  private final Shape shape;
  private final Lines out;
  private final Intrinsics intrinsics;
  private final Map<Value, List<String>> parts = new HashMap<>();
  /** Cells of buffers whose number is known when the program runs. */
  private final Map<Value, String> lengths = new HashMap<>();
  /** Vectors that hold a single number in all lanes, in the blocks that are open. */
  private final Map<Value, String> splats = new HashMap<>();
  private final Deque<List<Value>> open = new ArrayDeque<>(List.of(new ArrayList<>()));
  /** Numbers of lanes that lie side by side, and the number that they are counted from. */
  private final Map<Value, Value> bases = new HashMap<>();
  private final Set<Value> counts = new HashSet<>();

  Operands(Shape shape, Lines out, Intrinsics intrinsics) {
    this.shape = shape;
    this.out = out;
    this.intrinsics = intrinsics;
  }

  void define(Value v, List<String> registers) {
    parts.put(v, registers);
  }

  void define(Value v, String register) {
    parts.put(v, List.of(register));
  }

  void defineLength(Value buffer, String register) {
    lengths.put(buffer, register);
  }

  String length(Value buffer) {
    return lengths.get(buffer);
  }

  /** A single number or a pointer. */
  String of(Value v) {
    List<String> known = parts.get(v);
    if (known == null) throw new IllegalStateException(v + " is used before it is defined");
    return known.getFirst();
  }

  /** One part; a single number in all lanes where {@code wide} asks for them. */
  String part(Value v, int k, boolean wide) {
    if (!wide) return of(v);
    return Shape.hasLanes(v) ? parts.get(v).get(k) : splat(v);
  }

  List<String> parts(Value v, boolean wide) {
    return wide ? IntStream.range(0, shape.parts()).mapToObj(k -> part(v, k, true)).toList() : List.of(of(v));
  }

  private String splat(Value v) {
    String known = splats.get(v);
    if (known != null) return known;
    String made = splat(v.type().scalar(), of(v), v.name());
    splats.put(v, made);
    open.peek().add(v);
    return made;
  }

  String splat(Scalar scalar, String number, String name) {
    String type = shape.text(scalar, true);
    if (Constants.isLiteral(number)) return vector(Shape.text(scalar) + " " + number);
    String first = out.let(name + ".s", "insertelement " + type + " poison, " + Shape.text(scalar) + " " + number + ", i64 0");
    return out.let(name + ".v", "shufflevector " + type + " " + first + ", " + type + " poison, <" + shape.perPart()
        + " x i32> zeroinitializer");
  }

  /** The same literal in all lanes. */
  String vector(String literal) {
    return "<" + String.join(", ", Collections.nCopies(shape.perPart(), literal)) + ">";
  }

  String zero(Scalar scalar, boolean wide) {
    return wide ? "zeroinitializer" : Constants.text(scalar, 0);
  }

  /** What is made from here on is not known after {@link #leave}. */
  void enter() {
    open.push(new ArrayList<>());
  }

  void leave() {
    splats.keySet().removeAll(open.pop());
  }

  /** The numbers of the lanes themselves. */
  void count(Value iota) {
    counts.add(iota);
    define(iota, IntStream.range(0, shape.parts()).mapToObj(this::numbers).toList());
  }

  private String numbers(int part) {
    List<String> numbers = IntStream.range(0, shape.perPart()).mapToObj(i -> "i64 " + (part * shape.perPart() + i)).toList();
    return "<" + String.join(", ", numbers) + ">";
  }

  /** Remembers {@code base + iota}. */
  void findBase(Value sum, Pure.Apply a) {
    if (a.primitive() != Primitive.ADD) return;
    for (int i = 0; i < 2; i++) {
      Value other = a.args().get(1 - i);
      if (counts.contains(a.args().get(i)) && !Shape.hasLanes(other)) bases.put(sum, other);
    }
  }

  boolean isSideBySide(Value index) {
    return counts.contains(index) || bases.containsKey(index);
  }

  /** The index of the first lane. */
  String first(Value index) {
    if (!Shape.hasLanes(index)) return of(index);
    return counts.contains(index) ? "0" : of(bases.get(index));
  }

  /** Whether any lane of a mask is set, in one register. */
  String any(List<String> mask) {
    String type = shape.text(Scalar.BOOL, true);
    String all = mask.getFirst();
    for (String part : mask.subList(1, mask.size())) all = out.let("some", "or " + type + " " + all + ", " + part);
    return out.let("any", intrinsics.call("i1", "llvm.vector.reduce.or." + shape.suffix(Scalar.BOOL, true), List.of(type), List.of(all)));
  }
}
