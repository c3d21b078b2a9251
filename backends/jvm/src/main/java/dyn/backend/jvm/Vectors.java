package dyn.backend.jvm;

import dyn.ir.Lanes;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.objectweb.asm.Opcodes;

/** Values with lanes: each part of one is a local, or is computed where it is used, or lives in the frame. */
final class Vectors {
  final Simd simd;
  private final Code code;
  private final Function function;
  private final Values values;
  private final Context context;
  private final VectorPrimitives primitives;

  Vectors(Simd simd, Code code, Function function, Values values, Context context) {
    this.simd = simd;
    this.code = code;
    this.function = function;
    this.values = values;
    this.context = context;
    primitives = new VectorPrimitives(simd, code, this);
  }

  /** Pushes one part; a single number in all lanes. */
  void push(Value v, int part) {
    Cell c = function.cell(v);
    if (!c.isVector()) code.load(c.wide);
    else if (c.pending == null) code.load(c.slot + part);
    else {
      Stmt s = part == simd.parts() - 1 ? values.take(c) : c.pending;
      compute(s, part);
    }
  }

  private void compute(Stmt s, int part) {
    switch (s.op()) {
      case Pure.Apply a -> primitives.push(a, part);
      case Lanes.Iota _ -> {
        simd.all(code, (long) part * simd.perVector());
        code.index(1);
        simd.call(code, Scalar.I64, "addIndex", "(I)" + Simd.descriptor(Scalar.I64), 2, Simd.className(Scalar.I64));
      }
      default -> throw new IllegalArgumentException(s.op().name() + " is no expression of vectors");
    }
  }

  /** Prints a statement whose one result has lanes into locals. */
  void print(Stmt s) {
    Cell c = function.cell(s.result());
    switch (s.op()) {
      case Pure.Apply a when !canWait(a) -> oneByOne(c, a);
      case Placed.Load l -> new VectorAddresses(this, values, code, function, context).load(c, l, function.activeAt(s));
      default -> keep(c, part -> compute(s, part));
    }
  }

  static boolean canWait(Pure.Apply a) {
    return a.primitive() != Primitive.IDIV && a.primitive() != Primitive.IMOD && a.primitive() != Primitive.TO_I64;
  }

  /** What the processor has no vectors for goes through memory. */
  private void oneByOne(Cell c, Pure.Apply a) {
    Frame.Spill spill = function.spill();
    int n = simd.lanes();
    if (a.primitive() == Primitive.TO_I64) {
      spill(a.args().getFirst().type().scalar(), spill.reals(0), part -> push(a.args().getFirst(), part));
      code.load(context.reals());
      code.index(spill.reals(0));
      code.load(context.integers());
      code.index(spill.integers(0));
      code.index(n);
      loop("toIntegers", "([DI[JII)V", 5);
    } else {
      for (int k = 0; k < 2; k++) {
        Value arg = a.args().get(k);
        spill(Scalar.I64, spill.integers(k), part -> push(arg, part));
      }
      code.load(context.integers());
      code.index(spill.integers(0));
      code.index(spill.integers(1));
      code.index(n);
      loop(a.primitive().text(), "([JIII)V", 4);
    }
    unspill(c, Scalar.I64, spill.integers(0));
  }

  void loop(String name, String descriptor, int takes) {
    code.invoke(Opcodes.INVOKESTATIC, "dyn/kernel/LaneLoops", name, descriptor, takes, null);
  }

  void spill(Scalar scalar, int place, IntConsumer part) {
    for (int k = 0; k < simd.parts(); k++) {
      int at = k;
      simd.stored(code, scalar, () -> part.accept(at));
      if (scalar == Scalar.F32) simd.widen(code);
      code.load(scalar.isReal() ? context.reals() : context.integers());
      code.index(place + k * simd.perVector());
      simd.store(code, framed(scalar));
    }
  }

  /** As what the frame has it: its reals are f64. */
  private static Scalar framed(Scalar scalar) {
    return scalar == Scalar.F32 ? Scalar.F64 : scalar;
  }

  void unspill(Cell c, Scalar scalar, int place) {
    keep(c, part -> {
      simd.load(code, framed(scalar), () -> {
        code.load(scalar.isReal() ? context.reals() : context.integers());
        code.index(place + part * simd.perVector());
      });
      if (scalar == Scalar.F32) simd.narrow(code, Scalar.F64);
    });
  }

  /** Gives {@code c} locals, one for each part, and fills them. */
  void keep(Cell c, IntConsumer part) {
    reserve(c);
    for (int k = 0; k < simd.parts(); k++) {
      part.accept(k);
      code.store(c.slot + k);
    }
  }

  void reserve(Cell c) {
    c.slot = reserve(c.local());
  }

  /** From the frame into locals. */
  void fetch(Cell c) {
    unspill(c, c.value.type().scalar(), c.place());
  }

  void publish(Cell c, IntConsumer part) {
    spill(c.value.type().scalar(), c.place(), part);
  }

  /** Locals of vectors that hold a single number in all lanes. */
  void broadcast(Cell c, Runnable number) {
    Scalar scalar = c.value.type().scalar();
    simd.species(code, scalar);
    number.run();
    simd.broadcast(code, scalar);
    c.wide = code.reserve(Simd.className(scalar));
    code.store(c.wide);
  }

  /** Computes now what waits to be. */
  void settle(List<Value> wanted) {
    for (Value v : wanted) if (function.cell(v).pending != null) print(values.take(function.cell(v)));
  }

  void assign(Cell to, Value from, Cell where) {
    settle(List.of(from));
    if (to.carrier != null) {
      Cell before = new Cell(to.value, null, to.body);
      unspill(before, from.type().scalar(), to.place());
      assign(before, from, where);
      spill(from.type().scalar(), to.place(), part -> code.load(before.slot + part));
      return;
    }
    for (int k = 0; k < simd.parts(); k++) {
      int part = k;
      if (where == null) push(from, part);
      else {
        code.load(to.slot + part);
        choose(from.type().scalar(), () -> push(from, part), () -> code.load(where.slot + part));
      }
      code.store(to.slot + part);
    }
  }

  /** A truth value in a local becomes that of all lanes. */
  void keepAll(Cell c, int local) {
    keep(c, _ -> {
      simd.species(code, Scalar.BOOL);
      code.load(local);
      simd.broadcast(code, Scalar.BOOL);
    });
  }

  /** Everything that a loop's carries become is there before any is replaced. */
  void move(List<Value> results, List<Value> carries) {
    List<Integer> moved = new ArrayList<>();
    for (int i = 0; i < carries.size(); i++) {
      if (!Simd.isVector(carries.get(i))) continue;
      settle(List.of(results.get(i)));
      moved.add(i);
    }
    for (int i : moved) {
      Value from = results.get(i);
      publish(function.cell(carries.get(i)), part -> push(from, part));
    }
  }

  /** Pushes all parts of what a carry becomes; a lane without part keeps its own. */
  void become(Value from, Cell carry, Cell active) {
    Scalar scalar = from.type().scalar();
    for (int k = 0; k < simd.parts(); k++) {
      int part = k;
      simd.stored(code, scalar, () -> {
        if (active == null) push(from, part);
        else {
          code.load(carry.slot + part);
          choose(scalar, () -> push(from, part), () -> code.load(active.slot + part));
        }
      });
    }
  }

  /** From the frame into locals, as vectors of 0 and 1. */
  void fetchBits(Cell mask) {
    mask.bits = reserve(Simd.className(Scalar.I64));
    mask.slot = reserve(Simd.MASK);
    for (int k = 0; k < simd.parts(); k++) {
      int part = k;
      simd.load(code, Scalar.I64, () -> {
        code.load(context.integers());
        code.index(mask.place() + part * simd.perVector());
      });
      code.store(mask.bits + k);
    }
  }

  void putBits(Cell mask) {
    spill(Scalar.I64, mask.place(), part -> code.load(mask.bits + part));
  }

  void masks(Cell mask) {
    for (int k = 0; k < simd.parts(); k++) {
      code.load(mask.bits + k);
      simd.toMask(code);
      code.store(mask.slot + k);
    }
  }

  void bits(Cell mask) {
    for (int k = 0; k < simd.parts(); k++) {
      int part = k;
      simd.stored(code, Scalar.BOOL, () -> code.load(mask.slot + part));
      code.store(mask.bits + k);
    }
  }

  private int reserve(Object type) {
    int first = code.reserve(type);
    for (int k = 1; k < simd.parts(); k++) code.reserve(type);
    return first;
  }

  /** Lanes for which {@code holds} is not set leave; pushes whether any is left. */
  void leave(Cell active, Value holds) {
    settle(List.of(holds));
    for (int k = 0; k < simd.parts(); k++) {
      push(holds, k);
      code.load(active.slot + k);
      simd.binary(code, Scalar.BOOL, "and");
      code.store(active.slot + k);
    }
    any(part -> code.load(active.slot + part));
  }

  /** {@code vector -> vector}: what {@code other} pushes where {@code mask} is set. */
  void choose(Scalar scalar, Runnable other, Runnable mask) {
    if (scalar != Scalar.BOOL) {
      other.run();
      mask.run();
      simd.blend(code, scalar);
      return;
    }
    // (this and not mask) or (other and mask)
    mask.run();
    simd.unary(code, Scalar.BOOL, "not");
    simd.binary(code, Scalar.BOOL, "and");
    other.run();
    mask.run();
    simd.binary(code, Scalar.BOOL, "and");
    simd.binary(code, Scalar.BOOL, "or");
  }

  /** Lanes of {@code outer}, or all, that {@code condition} holds for, or does not. */
  void define(Cell active, Cell outer, Value condition, boolean holds) {
    keep(active, part -> {
      push(condition, part);
      if (!holds) simd.unary(code, Scalar.BOOL, "not");
      if (outer == null) return;
      code.load(outer.slot + part);
      simd.binary(code, Scalar.BOOL, "and");
    });
    if (active.crosses) publish(active, part -> code.load(active.slot + part));
  }

  /** Pushes whether any lane of a mask is set. */
  void any(IntConsumer part) {
    for (int k = 0; k < simd.parts(); k++) {
      part.accept(k);
      if (k > 0) simd.binary(code, Scalar.BOOL, "or");
    }
    simd.call(code, Scalar.BOOL, "anyTrue", "()Z", 1, Code.INT);
  }

  /** Pushes whether all lanes of a mask are set. */
  void all(Cell mask) {
    for (int k = 0; k < simd.parts(); k++) {
      code.load(mask.slot + k);
      if (k > 0) simd.binary(code, Scalar.BOOL, "and");
    }
    simd.call(code, Scalar.BOOL, "allTrue", "()Z", 1, Code.INT);
  }

  /** Pushes the least of the lanes that take part. */
  void least(Value v, Cell active) {
    Scalar scalar = v.type().scalar();
    for (int k = 0; k < simd.parts(); k++) {
      int part = k;
      if (active == null) push(v, part);
      else {
        simd.species(code, scalar);
        if (scalar == Scalar.F64) code.real(Double.POSITIVE_INFINITY);
        else code.integer(Long.MAX_VALUE);
        simd.broadcast(code, scalar);
        choose(scalar, () -> push(v, part), () -> code.load(active.slot + part));
      }
      if (k > 0) simd.binary(code, scalar, "min");
    }
    simd.operator(code, "MIN", "Associative");
    simd.call(code, scalar, "reduceLanes", "(L" + Simd.OPERATORS + "$Associative;)" + (scalar == Scalar.F64 ? "D" : "J"), 2,
        scalar == Scalar.F64 ? Code.REAL : Code.LONG);
  }

  void all(boolean x) {
    simd.species(code, Scalar.BOOL);
    code.index(x ? 1 : 0);
    simd.broadcast(code, Scalar.BOOL);
  }

  void zero(Scalar scalar) {
    if (scalar == Scalar.BOOL) {
      all(false);
      return;
    }
    simd.species(code, scalar);
    if (scalar == Scalar.F64) code.real(0);
    else if (scalar == Scalar.F32) code.single(0);
    else code.integer(0);
    simd.broadcast(code, scalar);
  }
}
