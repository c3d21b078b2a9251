package dyn.backend.jvm;

import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  /** Values for called methods alone that are in the frame by now, on every path to here. */
  private Set<Cell> handed = new HashSet<>();

  MethodPrinter(ProgramPrinter program, Function function, Unit unit, Code code) {
    this.program = program;
    this.function = function;
    this.unit = unit;
    this.code = code;
    for (Unit inner : unit.children) for (Cell c : inner.reads(unit)) c.slot = -1;
    context = function.needsContext() ? Context.parameters(code) : null;
    if (unit == function.root && !function.wide) {
      for (Value p : function.body.params()) function.cell(p).slot = code.parameter(Cell.typeOf(p.type()));
    }
    values = new Values(program, function, unit, code, context, unit.readsLanes ? lanes() : -1);
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
    unit.broadcasts.forEach(c -> {
      c.wide = -1;
      if (c.constant != null) values.vectors().broadcast(c, () -> values.push(c.value));
    });
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
    if (results.size() == 1 && !function.resultsInFrame()) {
      values.push(results.getFirst());
      return code.finish(Code.returning(Cell.typeOf(results.getFirst().type())));
    }
    for (int i = 0; i < results.size(); i++) {
      values.store(function.resultCells.get(i), results.get(i));
    }
    return code.finish(Opcodes.RETURN);
  }

  /** Brings a value from the frame into a local. */
  void fetch(Cell c) {
    if (c.isVector()) {
      values.vectors().fetch(c);
      return;
    }
    context.load(code, c);
    keep(c);
    broadcast(c);
  }

  private void broadcast(Cell c) {
    if (unit.broadcasts.contains(c)) values.vectors().broadcast(c, () -> values.push(c.value));
  }

  private void keep(Cell c) {
    c.slot = code.reserve(c.local());
    code.store(c.slot);
  }

  /** Puts a value into the frame if other methods want it; for those that are called from here, that can wait. */
  void publish(Value v) {
    Cell c = function.cell(v);
    if (c.escapes && c.crosses && c.carrier == null) put(c);
    if (!c.isVector()) broadcast(c);
  }

  void put(Cell c) {
    if (c.isVector()) values.store(c, c.value);
    else context.store(code, c, () -> code.load(c.slot));
  }

  /** What a method that is called next reads. */
  private void hand(Unit callee) {
    for (Cell c : callee.reads(unit)) if (c.slot >= 0 && handed.add(c)) put(c);
  }

  /** Methods called from here on have to be handed {@code c} anew. */
  void changed(Cell c) {
    handed.remove(c);
  }

  /** What methods read that are called in a loop, once before it. */
  void handBefore(Body... loop) {
    for (Body b : loop) function.split.unitsIn(b).forEach(this::hand);
  }

  /** Prints what may not be run, or be run again: what it hands over is not known to be there afterwards. */
  void aside(Runnable print) {
    Set<Cell> before = handed;
    handed = new HashSet<>(before);
    print.run();
    handed = before;
  }

  /** Binds {@code v} to what is on the stack. */
  private void define(Value v) {
    keep(function.cell(v));
    publish(v);
  }

  Context context() {
    return context;
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
        hand(inner);
        if (inner.loop == null) call(inner);
        else turning(inner.loop).call(function.activeAt(inner.loop), () -> call(inner));
        for (Cell c : unit.external) if (c.alloc == null && c.unit != null && c.unit.isInside(inner)) fetch(c);
      }
      case Line.Move m -> values.vectors().move(m.body().results(), m.loop().results());
    }
  }

  private TurningLoop turning(Stmt loop) {
    return new TurningLoop(this, function, code, values, loop);
  }

  private void call(Unit inner) {
    context.load(code);
    code.invoke(Opcodes.INVOKESTATIC, inner.owner, inner.name, "(" + ProgramPrinter.CONTEXT + ")V", 4, null);
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
      case Pure.Apply _, Placed.Load _, Placed.Extent _, Lanes.Iota _ -> expression(s);
      case Pure.Call c -> call(s, c);
      case Placed.Store t -> {
        flush(t.operands());
        if (t.indices().stream().anyMatch(Simd::isVector)) {
          new VectorAddresses(values.vectors(), values, code, function, context).store(t, function.activeAt(s));
        } else values.addresses().store(t);
      }
      case Placed.Wait w -> {
        flush(List.of());
        code.load(context.host());
        switch (w.on()) {
          case Reach.Coupled c -> {
            code.text(String.join(",", c.graphs()));
            code.invoke(Opcodes.INVOKEINTERFACE, "dyn/backend/Host", "awaitAlong", "(Ljava/lang/String;)V", 2, null);
          }
          case Reach.All _, Reach.Halo _, Reach.Own _, Reach.Ends _ -> {
            code.index(w.all() ? 1 : 0);
            code.invoke(Opcodes.INVOKEINTERFACE, "dyn/backend/Host", "await", "(Z)V", 2, null);
          }
        }
      }
      case Output.Poll p -> poll(s, p);
      case Regions.If i -> branches(s, i);
      case Regions.While _ when function.again(s) != null -> turning(s).print();
      case Regions.While w -> loops.print(s, w);
      case Placed.For f -> loops.print(s, f);
      case Lanes _, Sync _, Noise _, Output.Record _, Output.Result _ ->
          throw new IllegalArgumentException(s.op().name() + " in placed code");
    }
  }

  private void expression(Stmt s) {
    if (function.cell(s.result()).uses == 0 || values.postpone(s)) return;
    if (Simd.isVector(s.result())) {
      values.vectors().print(s);
      publish(s.result());
      return;
    }
    values.compute(s);
    define(s.result());
  }

  private void call(Stmt s, Pure.Call c) {
    Function callee = program.callee(c);
    if (callee.isPure()) {
      if (s.results().stream().allMatch(r -> function.cell(r).uses == 0)) return;
      if (s.results().size() == 1 && !callee.resultsInFrame() && values.postpone(s)) return;
    } else {
      flush(c.args());
    }
    values.call(c, function.activeAt(s));
    if (s.results().size() == 1 && !callee.resultsInFrame()) {
      define(s.result());
      return;
    }
    for (int i = 0; i < s.results().size(); i++) {
      Value r = s.results().get(i);
      Cell from = callee.resultCells.get(i);
      if (Simd.isVector(r)) {
        Cell to = function.cell(r);
        values.vectors().unspill(to, r.type().scalar(), from.place());
        publish(r);
        continue;
      }
      context.load(code, from);
      define(r);
    }
  }

  private void poll(Stmt s, Output.Poll p) {
    flush(List.of(p.step(), p.time()));
    Cell result = function.cell(s.result());
    boolean lanes = result.isVector();
    Cell active = function.activeAt(s);
    if (lanes) values.vectors().settle(List.of(p.step(), p.time()));
    int answer = code.reserve(Code.INT);
    if (!lanes) result.slot = answer;
    int scope = code.scope();
    int step = code.reserve(Code.LONG);
    if (lanes) values.vectors().least(p.step(), active);
    else values.push(p.step());
    code.store(step);
    code.index(0);
    code.store(answer);
    Label end = new Label();
    code.load(step);
    code.op(Opcodes.L2I, 1, Code.INT);
    code.index(Output.Poll.EVERY - 1);
    code.op(Opcodes.IAND, 2, Code.INT);
    code.jump(Opcodes.IFNE, 1, end);
    code.load(context.host());
    code.load(step);
    if (lanes) values.vectors().least(p.time(), active);
    else values.push(p.time());
    code.invoke(Opcodes.INVOKEINTERFACE, "dyn/backend/Host", "poll", "(JD)Z", 3, Code.INT);
    code.store(answer);
    code.place(end);
    code.leave(scope);
    if (lanes) values.vectors().keepAll(result, answer);
    publish(s.result());
  }

  private void branches(Stmt s, Regions.If i) {
    flush(List.of(i.condition()));
    if (Simd.isVector(i.condition())) {
      lanesApart(s, i);
      return;
    }
    for (Value r : s.results()) reserve(function.cell(r));
    Label otherwise = new Label();
    Label end = new Label();
    boolean oneSided = i.otherwise().stmts().isEmpty() && s.results().isEmpty();
    values.branch(i.condition(), false, oneSided ? end : otherwise);
    side(i.then(), s.results(), null);
    if (!oneSided) {
      code.jump(Opcodes.GOTO, 0, end);
      for (Value r : s.results()) unassign(function.cell(r));
      code.place(otherwise);
      side(i.otherwise(), s.results(), null);
    }
    code.place(end);
    s.results().forEach(this::publish);
  }

  private void reserve(Cell c) {
    if (c.isVector()) values.vectors().reserve(c);
    else c.slot = code.reserve(c.local());
  }

  private void unassign(Cell c) {
    for (int k = 0; k < (c.isVector() ? program.simd.parts() : 1); k++) code.unassign(c.slot + k);
  }

  /** Each side runs if any lane takes it; lanes that took the first keep what they have. */
  private void lanesApart(Stmt s, Regions.If i) {
    Vectors vectors = values.vectors();
    vectors.settle(List.of(i.condition()));
    Body ready = RareCarries.idle(i);
    for (int k = 0; k < s.results().size(); k++) {
      Value r = s.results().get(k);
      if (function.cell(r).carrier != null) continue;
      Value already = ready == null ? null : ready.results().get(k);
      if (already != null) vectors.settle(List.of(already));
      vectors.keep(function.cell(r), part -> {
        if (already == null) vectors.zero(r.type().scalar());
        else vectors.push(already, part);
      });
    }
    for (Body arm : i.bodies()) {
      if (arm == ready) continue;
      Cell active = function.activeIn(arm);
      vectors.define(active, function.activeAt(s), i.condition(), arm == i.then());
      Label end = new Label();
      vectors.any(part -> code.load(active.slot + part));
      code.jump(Opcodes.IFEQ, 1, end);
      side(arm, s.results(), ready == null && arm == i.then() ? null : active);
      code.place(end);
    }
    s.results().forEach(this::publish);
  }

  /** @param where lanes that take what it yields; null for all */
  private void side(Body body, List<Value> into, Cell where) {
    int scope = code.scope();
    aside(() -> lines(body));
    for (int i = 0; i < into.size(); i++) {
      Cell to = function.cell(into.get(i));
      Value from = body.results().get(i);
      if (to.isVector()) values.vectors().assign(to, from, where);
      else {
        values.push(from);
        code.store(to.slot);
      }
    }
    code.leave(scope);
  }
}
