package dyn.backend.jvm;

import dyn.ir.Body;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Loops. A carry, its parameters in the nested bodies and its result share one local. */
final class Loops {
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
