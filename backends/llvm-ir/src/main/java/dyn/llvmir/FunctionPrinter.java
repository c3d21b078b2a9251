package dyn.llvmir;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Prints the statements of one function, in order. */
final class FunctionPrinter {
  private final ModulePrinter module;
  private final Shape shape;
  private final Context context;
  private final boolean isMain;
  final Lines out = new Lines();
  final Operands operands;
  private final PrimitivePrinter primitives;
  private final AddressPrinter addresses;
  private final RegionPrinter regions;
  private final HostPrinter host;
  /** Lanes that take part here; null for all. */
  private List<String> active;
  private final Set<Value> read = new HashSet<>();

  /** @param context what it is given beside its operands; null for a function of numbers alone */
  FunctionPrinter(ModulePrinter module, Shape shape, Context context, boolean isMain) {
    this.isMain = isMain;
    this.module = module;
    this.shape = shape;
    this.context = context;
    operands = new Operands(shape, out, module.intrinsics());
    primitives = new PrimitivePrinter(shape, out, operands, module.intrinsics());
    addresses = new AddressPrinter(shape, out, operands, module.intrinsics(), context == null ? null : context.lanes());
    regions = new RegionPrinter(this, shape, out, operands, primitives);
    host = new HostPrinter(module, shape, out, operands, primitives);
  }

  void enter(List<String> mask) {
    active = mask;
    out.place("entry");
  }

  List<String> active() {
    return active;
  }

  /** Prints the whole function. */
  void function(Body body) {
    read(body);
    lines(body);
  }

  private void read(Body body) {
    read.addAll(body.results());
    for (Stmt s : body.stmts()) {
      read.addAll(s.op().operands());
      s.op().bodies().forEach(this::read);
    }
  }

  /** Whether anything in the function reads it. */
  boolean isRead(Value v) {
    return read.contains(v);
  }

  /** Prints {@code body} for those lanes of {@code mask}; what is made in it is not known after it. */
  void lines(Body body, List<String> mask) {
    List<String> before = active;
    active = mask;
    operands.enter();
    lines(body);
    operands.leave();
    active = before;
  }

  private void lines(Body body) {
    body.stmts().forEach(this::stmt);
  }

  private void stmt(Stmt s) {
    switch (s.op()) {
      case Pure.Const c -> operands.define(s.result(), Constants.text(c.scalar(), c.bits()));
      case Pure.Apply a -> {
        operands.findBase(s.result(), a);
        primitives.print(s.result(), a);
      }
      case Pure.Call c -> call(s, c);
      case Lanes.Iota _ -> operands.count(s.result());
      case Placed.Alloc a -> operands.define(s.result(), module.scratch().place(s.result(), a, this));
      case Placed.Load l -> addresses.load(s.result(), l, active);
      case Placed.Store t -> addresses.store(t, active);
      case Placed.Extent e -> addresses.extent(s.result(), e);
      case Placed.Wait w -> host.await(w, context);
      case Placed.For f -> {
        addresses.follow(Streams.of(f));
        regions.print(s, f);
      }
      case Regions.While w -> regions.print(s, w);
      case Regions.If i -> regions.print(s, i);
      case Output.Poll p -> host.poll(s.result(), p, context, active);
      case Lanes _, Sync _, Noise _, Output.Record _, Output.Result _ ->
          throw new IllegalArgumentException(s.op().name() + " in placed code");
    }
  }

  Context context() {
    return context;
  }

  boolean isMain() {
    return isMain;
  }

  private void call(Stmt s, Pure.Call c) {
    FunctionSignature callee = module.signature(c.callee());
    List<String> given = new ArrayList<>();
    if (callee.hasContext()) given.addAll(context.arguments(shape, active));
    for (int i = 0; i < c.args().size(); i++) {
      Value arg = c.args().get(i);
      Value param = c.callee().params().get(i);
      for (String part : operands.parts(arg, Shape.hasLanes(param))) given.add(shape.text(param.type()) + " " + part);
      if (FunctionSignature.hasLength(param)) given.add("i64 " + operands.length(arg));
    }
    String text = "call " + callee.returns() + " @" + callee.name() + "(" + String.join(", ", given) + ")";
    if (s.results().isEmpty()) {
      out.add(text);
      return;
    }
    int count = s.results().stream().mapToInt(r -> shape.parts(r.type())).sum();
    String whole = out.let(count == 1 ? s.results().getFirst().name() : callee.name(), text);
    int at = 0;
    for (Value r : s.results()) {
      List<String> parts = new ArrayList<>();
      for (int k = 0; k < shape.parts(r.type()); k++, at++) {
        parts.add(count == 1 ? whole : out.let(r.name(), "extractvalue " + callee.returns() + " " + whole + ", " + at));
      }
      operands.define(r, parts);
    }
  }

  /** Ends the function with its results. */
  void finish(Body body, FunctionSignature signature) {
    List<String> parts = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (Value r : body.results()) {
      for (String part : operands.parts(r, Shape.hasLanes(r))) {
        parts.add(part);
        types.add(shape.text(r.type()));
      }
    }
    if (parts.isEmpty()) out.add("ret void");
    else if (parts.size() == 1) out.add("ret " + types.getFirst() + " " + parts.getFirst());
    else {
      String whole = "poison";
      for (int i = 0; i < parts.size(); i++) {
        whole = out.let("results",
            "insertvalue " + signature.returns() + " " + whole + ", " + types.get(i) + " " + parts.get(i) + ", " + i);
      }
      out.add("ret " + signature.returns() + " " + whole);
    }
  }
}
