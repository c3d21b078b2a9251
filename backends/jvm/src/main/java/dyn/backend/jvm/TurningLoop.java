package dyn.backend.jvm;

import dyn.ir.Regions;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * A loop that carries vectors and is a method of its own: at each call it takes its carries from the frame, makes some turns with them in
 * locals, where HotSpot keeps them in registers, and puts them back. Masks go round as vectors of 0 and 1.
 */
final class TurningLoop {
  /** So many turns are worth a call, and as few that HotSpot compiles the method for its calls before it does for its turns. */
  private static final int TURNS = 64;

  private final MethodPrinter method;
  private final Function function;
  private final Code code;
  private final Values values;
  private final List<Value> results;
  private final Regions.While loop;
  private final Cell again;
  /** Lanes that have not left; null where lanes cannot. */
  private final Cell active;

  TurningLoop(MethodPrinter method, Function function, Code code, Values values, Stmt s) {
    this.method = method;
    this.function = function;
    this.code = code;
    this.values = values;
    results = s.results();
    loop = (Regions.While) s.op();
    again = function.again(s);
    active = loop.divergesOver().isEmpty() ? null : function.activeIn(loop.body());
  }

  /** In the caller: calls the method until the loop has ended. */
  void call(Cell outer, Runnable call) {
    for (int i = 0; i < results.size(); i++) values.store(function.cell(results.get(i)), loop.init().get(i));
    if (active != null) values.vectors().publish(active, part -> {
      if (outer == null) values.vectors().all(true);
      else code.load(outer.slot + part);
    });
    Label next = new Label();
    code.place(next);
    call.run();
    method.context().load(code, again);
    code.jump(Opcodes.IFNE, 1, next);
  }

  /** The method. */
  void print() {
    List<Cell> carries = enter();
    again.slot = number(1);
    int left = number(TURNS);
    Label top = new Label();
    Label ended = new Label();
    Label out = new Label();
    code.place(top);
    for (Cell c : carries) if (isMask(c)) values.vectors().masks(c);
    int scope = code.scope();
    leaveUnlessItHolds(ended);
    code.leave(scope);
    loop.body().params().forEach(method::publish);
    method.lines(loop.body());
    advance();
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

  /** Carries into locals, but for those that stay in the frame. */
  private List<Cell> enter() {
    List<Cell> carries = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (function.cell(loop.body().results().get(i)).carrier == null) carries.add(function.cell(results.get(i)));
    }
    if (active != null) carries.add(active);
    for (Cell c : carries) {
      if (isMask(c)) values.vectors().fetchBits(c);
      else method.fetch(c);
    }
    for (int i = 0; i < results.size(); i++) {
      int slot = function.cell(results.get(i)).slot;
      function.cell(loop.cond().params().get(i)).slot = slot;
      function.cell(loop.body().params().get(i)).slot = slot;
    }
    return carries;
  }

  private int number(int value) {
    code.index(value);
    int slot = code.reserve(Code.INT);
    code.store(slot);
    return slot;
  }

  private void leaveUnlessItHolds(Label ended) {
    loop.cond().params().forEach(method::publish);
    method.lines(loop.cond());
    Value holds = loop.cond().results().getFirst();
    if (active == null) {
      values.branch(holds, false, ended);
      return;
    }
    values.vectors().leave(active, holds);
    code.jump(Opcodes.IFEQ, 1, ended);
    method.changed(active);
  }

  /** As long as no lane has left, nothing of those that have needs to be kept. */
  private void advance() {
    if (active == null) {
      move(null);
      return;
    }
    values.vectors().settle(loop.body().results());
    Label some = new Label();
    Label done = new Label();
    values.vectors().all(active);
    code.jump(Opcodes.IFEQ, 1, some);
    move(null);
    code.jump(Opcodes.GOTO, 0, done);
    code.place(some);
    move(active);
    code.place(done);
    values.vectors().bits(active);
  }

  /** All carries at once: each is computed before any is replaced. */
  private void move(Cell where) {
    List<Integer> moved = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Cell to = function.cell(results.get(i));
      Value become = loop.body().results().get(i);
      Cell from = function.cell(become);
      if (from.carrier == to || from.constant == null && from.pending == null && from.slot == to.slot) continue;
      if (to.isVector()) values.vectors().become(become, to, where);
      else values.push(become);
      int first = isMask(to) ? to.bits : to.slot;
      for (int k = 0; k < (to.isVector() ? values.vectors().simd.parts() : 1); k++) moved.add(first + k);
    }
    for (int k = moved.size() - 1; k >= 0; k--) code.store(moved.get(k));
  }

  private static boolean isMask(Cell c) {
    return c.isVector() && c.value.type().scalar() == Scalar.BOOL;
  }
}
