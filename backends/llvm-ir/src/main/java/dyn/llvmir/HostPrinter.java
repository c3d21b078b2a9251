package dyn.llvmir;

import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Calls of whoever runs the kernel: a record of a context, three functions that take it first, and how many polls it can do without. */
final class HostPrinter {
  private static final int POLL = 1;
  private static final int AWAIT = 2;
  private static final int AWAIT_ALONG = 3;
  private static final int SKIPS = 4;

  private final ModulePrinter module;
  private final Shape shape;
  private final Lines out;
  private final Operands operands;
  private final PrimitivePrinter primitives;

  HostPrinter(ModulePrinter module, Shape shape, Lines out, Operands operands, PrimitivePrinter primitives) {
    this.module = module;
    this.shape = shape;
    this.out = out;
    this.operands = operands;
    this.primitives = primitives;
  }

  private String call(Context context, int function, String operands) {
    String who = out.let("host", "load ptr, ptr " + context.host() + ", align 8");
    String code = out.let("host.function", "load ptr, ptr " + slot(context, function) + ", align 8");
    String answer = out.let("answer", "call i32 " + code + "(ptr " + who + ", " + operands + ")");
    return out.let("stop", "icmp ne i32 " + answer + ", 0");
  }

  private String slot(Context context, int word) {
    return out.let("host.slot", "getelementptr inbounds ptr, ptr " + context.host() + ", i64 " + word);
  }

  /** A wait that fails ends the kernel. */
  void await(Placed.Wait w, Context context) {
    String stop = switch (w.on()) {
      case Reach.Coupled c -> call(context, AWAIT_ALONG, "ptr " + module.text(String.join(",", c.graphs())));
      case Reach.All _, Reach.Halo _, Reach.Own _, Reach.Ends _ -> call(context, AWAIT, "i32 " + (w.all() ? 1 : 0));
    };
    String failed = out.label("failed");
    String on = out.label("waited");
    out.seldom(stop, failed, on);
    out.place(failed);
    out.add("ret i32 1");
    out.place(on);
  }

  void poll(Value result, Output.Poll p, Context context, List<String> active) {
    boolean wide = Shape.hasLanes(result);
    String due = due(p.step(), active);
    String before = out.block();
    String look = out.label("due");
    String skip = out.label("skip");
    String ask = out.label("ask");
    String on = out.label("asked");
    out.seldom(due, look, on);
    out.place(look);
    String skips = slot(context, SKIPS);
    String left = out.let("skips", "load i64, ptr " + skips + ", align 8");
    out.branch(out.let("patient", "icmp sgt i64 " + left + ", 0"), skip, ask);
    out.place(skip);
    out.add("store i64 " + out.let("skips", "sub i64 " + left + ", 1") + ", ptr " + skips + ", align 8");
    out.jump(on);
    out.place(ask);
    String step = wide ? least(p.step(), active) : operands.of(p.step());
    String time = wide ? least(p.time(), active) : operands.of(p.time());
    String stop = call(context, POLL, "i64 " + step + ", double " + time);
    out.jump(on);
    out.place(on);
    String name = result.name();
    String answer = out.let(name, "phi i1 " + Lines.edge("false", before) + ", " + Lines.edge("false", skip) + ", "
        + Lines.edge(stop, ask));
    if (wide) operands.define(result, Collections.nCopies(shape.parts(), operands.splat(Scalar.BOOL, answer, name)));
    else operands.define(result, answer);
  }

  /** Whether so many steps are done, by any lane that takes part. */
  private String due(Value step, List<String> active) {
    boolean wide = Shape.hasLanes(step);
    String type = shape.text(Scalar.I64, wide);
    String every = wide ? operands.vector("i64 " + (Output.Poll.EVERY - 1)) : Integer.toString(Output.Poll.EVERY - 1);
    List<String> due = new ArrayList<>();
    for (int k = 0; k < (wide ? shape.parts() : 1); k++) {
      String low = out.let("low", "and " + type + " " + operands.part(step, k, wide) + ", " + every);
      String now = out.let("due", "icmp eq " + type + " " + low + ", " + operands.zero(Scalar.I64, wide));
      due.add(wide && active != null ? out.let("due", "and " + shape.text(Scalar.BOOL, true) + " " + now + ", " + active.get(k)) : now);
    }
    return wide ? operands.any(due) : due.getFirst();
  }

  /** Of the lanes that take part. */
  private String least(Value v, List<String> active) {
    if (!Shape.hasLanes(v)) return operands.of(v);
    Scalar scalar = v.type().scalar();
    String most = operands.splat(scalar, Constants.text(scalar, scalar == Scalar.F64 ? Double.doubleToRawLongBits(Double.MAX_VALUE)
        : Long.MAX_VALUE), "most");
    String type = shape.text(scalar, true);
    List<String> least = new ArrayList<>();
    for (int k = 0; k < shape.parts(); k++) {
      String part = operands.part(v, k, true);
      least.add(active == null ? part : primitives.choose("part", scalar, true, active.get(k), part, most));
    }
    String word = scalar == Scalar.F64 ? "fmin" : "smin";
    List<String> parts = new ArrayList<>();
    for (String part : least) {
      parts.add(out.let("least", module.intrinsics().call(Shape.text(scalar), "llvm.vector.reduce." + word + "."
          + shape.suffix(scalar, true), List.of(type), List.of(part))));
    }
    String of = parts.getFirst();
    for (String part : parts.subList(1, parts.size())) {
      of = out.let("least", module.intrinsics().call(Shape.text(scalar), "llvm." + (scalar == Scalar.F64 ? "minnum" : "smin") + "."
          + shape.suffix(scalar, false), List.of(of, part)));
    }
    return of;
  }
}
