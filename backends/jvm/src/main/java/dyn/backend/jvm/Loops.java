package dyn.backend.jvm;

import dyn.ir.Body;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Loops. A carry, its parameters in the nested bodies and its result share one local. A loop of steps that carries vectors is a method:
 * it takes its carries from the frame, makes some turns with them in locals, where HotSpot keeps them in registers, and puts them back.
 */
final class Loops {
  /** So many turns are worth a call, and as few that HotSpot compiles the method for its calls before it does for its turns. */
  private static final int TURNS = 64;

  private final MethodPrinter method;
  private final Function function;
  private final Code code;
  private final Values values;

  Loops(MethodPrinter method, Function function, Code code, Values values) {
    this.method = method;
    this.function = function;
    this.code = code;
    this.values = values;
  }

  void print(Stmt s, Regions.While w) {
    if (function.again(s) != null) {
      turns(s, w);
      return;
    }
    method.flush(w.init());
    enter(w.init(), s.results());
    method.handBefore(w.cond(), w.body());
    share(s.results(), w.cond().params());
    share(s.results(), w.body().params());
    Label top = new Label();
    Label end = new Label();
    code.place(top);
    int scope = code.scope();
    method.aside(() -> {
      w.cond().params().forEach(method::publish);
      method.lines(w.cond());
      values.branch(w.cond().results().getFirst(), false, end);
      code.leave(scope);
      w.body().params().forEach(method::publish);
      method.lines(w.body());
      move(w.body().results(), s.results());
    });
    code.jump(Opcodes.GOTO, 0, top);
    code.leave(scope);
    code.place(end);
    s.results().forEach(method::publish);
  }

  /** Calls the method that a loop is, until the loop has ended. */
  void call(Unit unit, Runnable call) {
    Regions.While w = (Regions.While) unit.loop.op();
    List<Value> results = unit.loop.results();
    for (int i = 0; i < results.size(); i++) values.store(function.cell(results.get(i)), w.init().get(i));
    Cell outer = function.activeAt(unit.loop);
    if (!w.divergesOver().isEmpty()) values.vectors().publish(function.activeIn(w.body()), part -> {
      if (outer == null) values.vectors().all(true);
      else code.load(outer.slot + part);
    });
    Label again = new Label();
    code.place(again);
    call.run();
    method.context().load(code, function.again(unit.loop));
    code.jump(Opcodes.IFNE, 1, again);
  }

  private void turns(Stmt s, Regions.While w) {
    Cell active = w.divergesOver().isEmpty() ? null : function.activeIn(w.body());
    List<Cell> carries = new ArrayList<>();
    for (int i = 0; i < s.results().size(); i++) {
      if (function.cell(w.body().results().get(i)).carrier == null) carries.add(function.cell(s.results().get(i)));
    }
    if (active != null) carries.add(active);
    carries.forEach(this::fetch);
    share(s.results(), w.cond().params());
    share(s.results(), w.body().params());
    Cell again = function.again(s);
    code.index(1);
    again.slot = keep(Code.INT);
    code.index(TURNS);
    int left = keep(Code.INT);
    Label top = new Label();
    Label ended = new Label();
    Label out = new Label();
    code.place(top);
    for (Cell c : carries) if (isMask(c)) values.vectors().masks(c);
    int scope = code.scope();
    w.cond().params().forEach(method::publish);
    method.lines(w.cond());
    Value holds = w.cond().results().getFirst();
    if (active == null) values.branch(holds, false, ended);
    else {
      values.vectors().leave(active, holds);
      code.jump(Opcodes.IFEQ, 1, ended);
    }
    code.leave(scope);
    if (active != null) method.changed(active);
    w.body().params().forEach(method::publish);
    method.lines(w.body());
    if (active == null) become(w.body().results(), s.results(), null);
    else becomeWhere(active, w.body().results(), s.results());
    code.leave(scope);
    code.add(left, -1);
    code.load(left);
    code.jump(Opcodes.IFGT, 1, top);
    code.jump(Opcodes.GOTO, 0, out);
    code.place(ended);
    code.index(0);
    code.store(again.slot);
    code.place(out);
    for (Cell c : carries) {
      if (isMask(c)) values.vectors().putBits(c);
      else method.put(c);
    }
    method.put(again);
  }

  private static boolean isMask(Cell c) {
    return c.isVector() && c.value.type().scalar() == Scalar.BOOL;
  }

  private void fetch(Cell c) {
    if (isMask(c)) values.vectors().fetchBits(c);
    else method.fetch(c);
  }

  /** As long as no lane has left, nothing of those that have needs to be kept. */
  private void becomeWhere(Cell active, List<Value> results, List<Value> carries) {
    values.vectors().settle(results);
    Label some = new Label();
    Label done = new Label();
    values.vectors().all(active);
    code.jump(Opcodes.IFEQ, 1, some);
    become(results, carries, null);
    code.jump(Opcodes.GOTO, 0, done);
    code.place(some);
    become(results, carries, active);
    code.place(done);
    values.vectors().bits(active);
  }

  /** All carries at once, numbers and vectors: each is computed before any is replaced. */
  private void become(List<Value> results, List<Value> carries, Cell active) {
    List<Integer> moved = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Cell to = function.cell(carries.get(i));
      Cell from = function.cell(results.get(i));
      if (from.carrier == to) continue;
      if (from.constant == null && from.pending == null && from.slot == to.slot) continue;
      if (to.isVector()) values.vectors().become(results.get(i), to, active);
      else values.push(results.get(i));
      int first = isMask(to) ? to.bits : to.slot;
      for (int k = 0; k < (to.isVector() ? values.vectors().simd.parts() : 1); k++) moved.add(first + k);
    }
    for (int k = moved.size() - 1; k >= 0; k--) code.store(moved.get(k));
  }

  /** Vectors are in the frame, where the loop kept them. */
  private void leave(Value result) {
    Cell c = function.cell(result);
    if (!c.isVector()) method.publish(result);
    else if (c.uses > 0) method.fetch(c);
  }

  void print(Stmt s, Placed.For f) {
    List<Value> operands = new ArrayList<>(f.init());
    operands.add(f.extent());
    method.flush(operands);
    enter(f.init(), s.results());
    method.handBefore(f.body());
    Body body = f.body();
    share(s.results(), body.params().subList(1, body.params().size()));
    Cell index = function.cell(body.params().getFirst());
    int scope = code.scope();
    int extent = index.narrow ? narrowExtent(f.extent()) : wideExtent(f.extent());
    if (index.narrow) code.index(0);
    else code.integer(0);
    index.slot = code.reserve(index.local());
    code.store(index.slot);
    Label top = new Label();
    Label end = new Label();
    code.place(top);
    int inner = code.scope();
    code.load(index.slot);
    leaveAtExtent(f, index, extent, end);
    for (Value p : body.params()) {
      method.publish(p);
      if (Simd.isVector(p) && !function.split.isEnclosed(body)) method.fetch(function.cell(p));
    }
    method.aside(() -> method.lines(body));
    move(body.results(), s.results());
    advance(index);
    code.jump(Opcodes.GOTO, 0, top);
    code.leave(inner);
    code.place(end);
    code.leave(scope);
    s.results().forEach(this::leave);
  }

  private void advance(Cell index) {
    if (index.narrow) {
      code.increment(index.slot);
      return;
    }
    code.load(index.slot);
    code.integer(1);
    code.op(Opcodes.LADD, 2, Code.LONG);
    code.store(index.slot);
  }

  private void leaveAtExtent(Placed.For f, Cell index, int extent, Label end) {
    Pure.Const known = values.constantOf(f.extent());
    if (index.narrow) {
      if (known != null) code.index((int) Math.max(known.bits(), 0));
      else code.load(extent);
      code.jump(Opcodes.IF_ICMPGE, 2, end);
      return;
    }
    if (known != null) code.integer(known.bits());
    else code.load(extent);
    code.op(Opcodes.LCMP, 2, Code.INT);
    code.jump(Opcodes.IFGE, 1, end);
  }

  private int wideExtent(Value extent) {
    if (values.constantOf(extent) != null) return -1;
    values.push(extent);
    return keep(Code.LONG);
  }

  private int narrowExtent(Value extent) {
    if (values.constantOf(extent) != null) return -1;
    values.push(extent);
    code.integer(Integer.MAX_VALUE);
    code.invoke(Opcodes.INVOKESTATIC, "java/lang/Math", "min", "(JJ)J", 2, Code.LONG);
    code.integer(0);
    code.invoke(Opcodes.INVOKESTATIC, "java/lang/Math", "max", "(JJ)J", 2, Code.LONG);
    code.op(Opcodes.L2I, 1, Code.INT);
    return keep(Code.INT);
  }

  private int keep(Object type) {
    int slot = code.reserve(type);
    code.store(slot);
    return slot;
  }

  private void enter(List<Value> init, List<Value> carries) {
    for (int i = 0; i < init.size(); i++) {
      if (Simd.isVector(carries.get(i))) {
        values.store(function.cell(carries.get(i)), init.get(i));
        continue;
      }
      values.push(init.get(i));
      function.cell(carries.get(i)).slot = keep(function.cell(carries.get(i)).local());
    }
  }

  private void share(List<Value> carries, List<Value> params) {
    for (int i = 0; i < carries.size(); i++) function.cell(params.get(i)).slot = function.cell(carries.get(i)).slot;
  }

  /** All carries at once: each is computed before any is replaced. */
  private void move(List<Value> results, List<Value> carries) {
    List<Integer> slots = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (Simd.isVector(carries.get(i))) continue;
      Cell from = function.cell(results.get(i));
      int to = function.cell(carries.get(i)).slot;
      if (from.constant == null && from.pending == null && from.slot == to) continue;
      values.push(results.get(i));
      slots.add(to);
    }
    for (int i = slots.size() - 1; i >= 0; i--) code.store(slots.get(i));
  }
}
