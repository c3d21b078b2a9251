package dyn.backend.jvm;

import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Pushes values: from locals, constants, or by printing the operation that a value was waiting with. */
final class Values {
  private static final int DEEPEST = 40;

  private final ProgramPrinter program;
  private final Function function;
  private final Code code;
  private final Context context;
  private final Addresses addresses;
  private final Primitives primitives;
  /** Values whose operation is printed where they are used. */
  private final Set<Cell> pending = new LinkedHashSet<>();
  private final Unit unit;
  private final Vectors vectors;

  Values(ProgramPrinter program, Function function, Unit unit, Code code, Context context, int lanes) {
    this.unit = unit;
    this.program = program;
    this.function = function;
    this.code = code;
    this.context = context;
    addresses = new Addresses(this, code, lanes);
    primitives = new Primitives(this, program, code);
    vectors = program.simd == null ? null : new Vectors(program.simd, code, function, this, context);
  }

  /** Null where no value has lanes. */
  Vectors vectors() {
    return vectors;
  }

  /** The index itself, or where the lanes that it counts begin: null at 0. */
  Value firstLane(Value index) {
    return Simd.isVector(index) ? function.cell(index).base : index;
  }

  Addresses addresses() {
    return addresses;
  }

  /** Lets the result of {@code s} wait for its only reader; false where it has to be printed now. */
  boolean postpone(Stmt s) {
    Cell c = function.cell(s.result());
    if (c.uses != 1 || !c.near || c.crosses || unit.broadcasts.contains(c)) return false;
    if (c.isVector() && !(s.op() instanceof Pure.Apply a && Vectors.canWait(a))) return false;
    int depth = 0;
    boolean reads = s.op() instanceof Placed.Load;
    for (Value v : operands(s)) {
      Cell o = function.cell(v);
      if (o.pending == null) continue;
      depth = Math.max(depth, o.pendingDepth);
      reads |= o.pendingReads;
    }
    if (depth >= DEEPEST) return false;
    c.pending = s;
    c.pendingDepth = depth + 1;
    c.pendingReads = reads;
    pending.add(c);
    return true;
  }

  static List<Value> operands(Stmt s) {
    return switch (s.op()) {
      case Pure.Apply a -> a.args();
      case Pure.Call c -> c.args();
      case Placed.Load l -> {
        List<Value> all = new ArrayList<>(l.indices());
        all.add(l.buffer());
        yield all;
      }
      case Pure.Const _, Placed _, Lanes _, Sync _, Regions _, Noise _, Output _ -> s.op().operands();
    };
  }

  /** Waiting values that read memory, apart from those that {@code soon} is about to use. */
  List<Cell> waitingReads(List<Value> soon) {
    if (pending.isEmpty()) return List.of();
    Set<Cell> own = new LinkedHashSet<>();
    soon.forEach(v -> collect(v, own));
    return pending.stream().filter(c -> c.pendingReads && !own.contains(c)).toList();
  }

  private void collect(Value v, Set<Cell> into) {
    Cell c = function.cell(v);
    if (c.pending == null || !into.add(c)) return;
    operands(c.pending).forEach(o -> collect(o, into));
  }

  boolean isPending(Cell c) {
    return c.pending != null;
  }

  void push(Value v) {
    Cell c = function.cell(v);
    if (c.constant != null) constant(c.constant);
    else if (c.pending != null) compute(take(c));
    else {
      load(c);
      if (c.narrow) code.op(Opcodes.I2L, 1, Code.LONG);
    }
  }

  /** Pushes the low 32 bits of an i64: enough for an address, and for sums and products on the way to one. */
  void pushInt(Value v) {
    Cell c = function.cell(v);
    if (c.constant != null) code.index((int) c.constant.bits());
    else if (c.pending != null && c.pending.op() instanceof Pure.Apply a && isRing(a.primitive())) {
      take(c);
      a.args().forEach(this::pushInt);
      code.op(a.primitive() == Primitive.ADD ? Opcodes.IADD : a.primitive() == Primitive.SUB ? Opcodes.ISUB : Opcodes.IMUL, 2, Code.INT);
    } else if (c.pending == null && c.narrow) load(c);
    else {
      push(v);
      code.op(Opcodes.L2I, 1, Code.INT);
    }
  }

  private static boolean isRing(Primitive p) {
    return p == Primitive.ADD || p == Primitive.SUB || p == Primitive.MUL;
  }

  private void load(Cell c) {
    if (c.slot < 0) throw new IllegalStateException(c.value + " in @" + function.body.name() + " has no local");
    code.load(c.slot);
  }

  Stmt take(Cell c) {
    Stmt s = c.pending;
    c.pending = null;
    pending.remove(c);
    return s;
  }

  private void constant(Pure.Const c) {
    switch (c.scalar()) {
      case F64 -> code.real(Double.longBitsToDouble(c.bits()));
      case F32 -> code.single(Float.intBitsToFloat((int) c.bits()));
      case I64 -> code.integer(c.bits());
      case BOOL -> code.index((int) c.bits());
    }
  }

  /** The constant that {@code v} is, or null. */
  Pure.Const constantOf(Value v) {
    return function.cell(v).constant;
  }

  /** Pushes the one result of a statement without effect. */
  void compute(Stmt s) {
    switch (s.op()) {
      case Pure.Const c -> constant(c);
      case Pure.Apply a -> primitives.push(a);
      case Pure.Call c -> call(c, null);
      case Placed.Load l -> addresses.load(l);
      case Placed.Extent e -> addresses.extent(e);
      case Placed.For _, Placed.Alloc _, Placed.Store _, Placed.Wait _, Lanes _, Sync _, Regions _, Noise _, Output _ ->
          throw new IllegalArgumentException(s.op().name() + " is no expression");
    }
  }

  /** Calls; leaves the result on the stack where there is exactly one. */
  void call(Pure.Call c, Cell active) {
    Function callee = program.callee(c);
    int operands = 0;
    if (callee.wide) {
      for (int i = 0; i < c.args().size(); i++) {
        Value arg = c.args().get(i);
        store(callee.cell(callee.body.params().get(i)), arg);
      }
      if (callee.entryMask() != null) vectors.publish(callee.entryMask(), part -> {
        if (active == null) vectors.all(true);
        else code.load(active.slot + part);
      });
    }
    if (callee.needsContext()) {
      context.load(code);
      operands = 4;
    }
    if (!callee.wide) {
      c.args().forEach(this::push);
      operands += c.args().size();
    }
    List<Value> results = callee.body.results();
    Object leaves = results.size() == 1 && !callee.resultsInFrame() ? Cell.typeOf(results.getFirst().type()) : null;
    code.invoke(Opcodes.INVOKESTATIC, callee.root.owner, callee.name, callee.descriptor(), operands, leaves);
  }

  /** Keeps {@code v} in the frame's place for {@code as}. */
  void store(Cell as, Value v) {
    if (as.isVector()) vectors.publish(as, part -> vectors.push(v, part));
    else context.store(code, as, () -> push(v));
  }

  /** Jumps to {@code target} if {@code condition} is {@code when}; falls through otherwise. */
  void branch(Value condition, boolean when, Label target) {
    Cell c = function.cell(condition);
    if (c.pending != null && c.pending.op() instanceof Pure.Apply a && primitives.canBranch(a)) {
      take(c);
      primitives.branch(a, when, target);
      return;
    }
    push(condition);
    code.jump(when ? Opcodes.IFNE : Opcodes.IFEQ, 1, target);
  }

}
