package dyn.backend.jvm;

import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Prints one method: its operands, then its statements in order. */
final class MethodPrinter {
  private final ProgramPrinter program;
  private final Function function;
  private final Unit unit;
  private final Code code;
  private final Context context;
  private final Values values;
  private final Loops loops;

  MethodPrinter(ProgramPrinter program, Function function, Unit unit, Code code) {
    this.program = program;
    this.function = function;
    this.unit = unit;
    this.code = code;
    context = function.needsContext() ? Context.parameters(code) : null;
    if (unit == function.root && !function.wide) {
      for (Value p : function.body.params()) function.cell(p).slot = code.parameter(Cell.typeOf(p.type()));
    }
    values = new Values(program, function, code, context, unit.readsLanes ? lanes() : -1);
    loops = new Loops(this, function, code, values);
  }

  private int lanes() {
    code.load(context.integers());
    code.index(Frame.LANES);
    code.op(Opcodes.LALOAD, 2, Code.LONG);
    code.op(Opcodes.L2I, 1, Code.INT);
    int slot = code.reserve(Code.INT);
    code.store(slot);
    return slot;
  }

  /** Its length in bytes. */
  int print() {
    for (Cell c : unit.external) if (c.unit == null || !c.unit.isInside(unit) || c.alloc != null) fetch(c);
    if (unit != function.root) {
      unit.items.forEach(this::item);
      return code.finish(Opcodes.RETURN);
    }
    if (!function.wide) function.body.params().forEach(this::publish);
    for (Cell c : function.ownScratch) {
      EntryPrinter.scratch(code, c.alloc);
      keep(c);
    }
    lines(function.body);
    return finish(function.body.results());
  }

  private int finish(List<Value> results) {
    if (results.size() == 1) {
      values.push(results.getFirst());
      return code.finish(Code.returning(Cell.typeOf(results.getFirst().type())));
    }
    for (int i = 0; i < results.size(); i++) {
      Value r = results.get(i);
      context.store(code, function.resultCells.get(i), () -> values.push(r));
    }
    return code.finish(Opcodes.RETURN);
  }

  /** Brings a value from the frame into a local. */
  private void fetch(Cell c) {
    context.load(code, c);
    keep(c);
  }

  private void keep(Cell c) {
    c.slot = code.reserve(c.local());
    code.store(c.slot);
  }

  /** Puts a value into the frame if other methods want it. */
  void publish(Value v) {
    Cell c = function.cell(v);
    if (c.crosses) context.store(code, c, () -> code.load(c.slot));
  }

  /** Binds {@code v} to what is on the stack. */
  private void define(Value v) {
    keep(function.cell(v));
    publish(v);
  }

  void lines(Body body) {
    List<Line> items = function.split.items(body);
    if (items == null) body.stmts().forEach(this::stmt);
    else items.forEach(this::item);
  }

  private void item(Line item) {
    switch (item) {
      case Line.Single s -> stmt(s.stmt());
      case Unit inner -> {
        flush(List.of());
        context.load(code);
        code.invoke(Opcodes.INVOKESTATIC, inner.owner, inner.name, "(" + ProgramPrinter.CONTEXT + ")V", 4, null);
        for (Cell c : unit.external) if (c.alloc == null && c.unit != null && c.unit.isInside(inner)) fetch(c);
      }
    }
  }

  /** Prints the waiting reads of memory that {@code soon} does not contain: memory may change. */
  void flush(List<Value> soon) {
    for (Cell c : values.waitingReads(soon)) {
      if (!values.isPending(c)) continue;
      values.push(c.value);
      define(c.value);
    }
  }

  private void stmt(Stmt s) {
    switch (s.op()) {
      case Pure.Const _, Placed.Alloc _ -> {}
      case Pure.Apply _, Placed.Load _, Placed.Extent _ -> expression(s);
      case Pure.Call c -> call(s, c);
      case Placed.Store t -> {
        flush(t.operands());
        values.addresses().store(t);
      }
      case Output.Poll p -> poll(s, p);
      case Regions.If i -> branches(s, i);
      case Regions.While w -> loops.print(s, w);
      case Placed.For f -> loops.print(s, f);
      case Lanes _, Sync _, Noise _, Output.Record _, Output.Result _ ->
          throw new IllegalArgumentException(s.op().name() + " in placed code");
    }
  }

  private void expression(Stmt s) {
    if (function.cell(s.result()).uses == 0 || values.postpone(s)) return;
    values.compute(s);
    define(s.result());
  }

  private void call(Stmt s, Pure.Call c) {
    Function callee = program.callee(c);
    if (callee.isPure()) {
      if (s.results().stream().allMatch(r -> function.cell(r).uses == 0)) return;
      if (s.results().size() == 1 && values.postpone(s)) return;
    } else {
      flush(c.args());
    }
    values.call(c);
    if (s.results().size() == 1) {
      define(s.result());
      return;
    }
    for (int i = 0; i < s.results().size(); i++) {
      context.load(code, callee.resultCells.get(i));
      define(s.results().get(i));
    }
  }

  private void poll(Stmt s, Output.Poll p) {
    flush(List.of(p.step(), p.time()));
    int scope = code.scope();
    Cell result = function.cell(s.result());
    result.slot = code.reserve(Code.INT);
    int step = code.reserve(Code.LONG);
    values.push(p.step());
    code.store(step);
    code.index(0);
    code.store(result.slot);
    Label end = new Label();
    code.load(step);
    code.op(Opcodes.L2I, 1, Code.INT);
    code.index(Output.Poll.EVERY - 1);
    code.op(Opcodes.IAND, 2, Code.INT);
    code.jump(Opcodes.IFNE, 1, end);
    code.load(context.host());
    code.load(step);
    values.push(p.time());
    code.invoke(Opcodes.INVOKEINTERFACE, "dyn/backend/Host", "poll", "(JD)Z", 3, Code.INT);
    code.store(result.slot);
    code.place(end);
    code.leave(scope + 1);
    publish(s.result());
  }

  private void branches(Stmt s, Regions.If i) {
    flush(List.of(i.condition()));
    for (Value r : s.results()) function.cell(r).slot = code.reserve(function.cell(r).local());
    Label otherwise = new Label();
    Label end = new Label();
    boolean oneSided = i.otherwise().stmts().isEmpty() && s.results().isEmpty();
    values.branch(i.condition(), false, oneSided ? end : otherwise);
    side(i.then(), s.results());
    if (!oneSided) {
      code.jump(Opcodes.GOTO, 0, end);
      for (Value r : s.results()) code.unassign(function.cell(r).slot);
      code.place(otherwise);
      side(i.otherwise(), s.results());
    }
    code.place(end);
    s.results().forEach(this::publish);
  }

  private void side(Body body, List<Value> into) {
    int scope = code.scope();
    lines(body);
    for (int i = 0; i < into.size(); i++) {
      values.push(body.results().get(i));
      code.store(function.cell(into.get(i)).slot);
    }
    code.leave(scope);
  }
}
