package dyn.testkit.accuracy;

import dyn.backend.Backend;
import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.MathLibrary;
import dyn.ir.Op;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** One function over arrays: a placed program of one loop, on a backend. */
final class FunctionKernel {
  private final Kernel kernel;
  private final int arity;

  private FunctionKernel(Kernel kernel, int arity) {
    this.kernel = kernel;
    this.arity = arity;
  }

  /** Of f64. */
  static FunctionKernel load(String backend, Primitive function) {
    Backend b = ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get).filter(c -> c.name().equals(backend))
        .findFirst().orElseThrow();
    return new FunctionKernel(b.loader().orElseThrow().load(b.emit(program(function))), function.arity());
  }

  private static Program program(Primitive function) {
    Builder b = new Builder();
    List<Value> arrays = new ArrayList<>();
    Type array = Type.of(Scalar.F64, List.of(Axis.dynamic("row")), Reach.OWN);
    for (int i = 0; i <= function.arity(); i++) arrays.add(b.param("x" + i, array));
    List<Body> bodies = new ArrayList<>();
    function.expansion(Scalar.F64).ifPresent(name -> bodies.addAll(withCallees(new MathLibrary().body(name))));
    Value n = b.emit("n", new Placed.Extent(arrays.getFirst()));
    b.forLoop(n, List.of(), List.of(), (in, row) -> {
      List<Value> args = new ArrayList<>();
      for (Value x : arrays.subList(0, function.arity())) args.add(in.emit("a", new Placed.Load(x, row)));
      Op f = bodies.isEmpty() ? new Pure.Apply(function, args) : new Pure.Call(bodies.getLast(), args);
      in.emit(new Placed.Store(arrays.getLast(), row, in.emit("y", f)));
      return List.of();
    });
    bodies.add(b.finish("main", arrays, List.of()));
    return new Program(Level.PLACED, function.text(), bodies);
  }

  private static Set<Body> withCallees(Body body) {
    Set<Body> found = new LinkedHashSet<>();
    for (Stmt s : body.stmts()) collect(s, found);
    found.add(body);
    return found;
  }

  private static void collect(Stmt s, Set<Body> found) {
    if (s.op() instanceof Pure.Call c) found.addAll(withCallees(c.callee()));
    for (Body inner : s.op().bodies()) inner.stmts().forEach(i -> collect(i, found));
  }

  /** {@code args} are one array for each argument. */
  double[] run(double[]... args) {
    Memory memory = new Memory();
    for (int i = 0; i < arity; i++) memory.put("x" + i, args[i]);
    double[] y = new double[args[0].length];
    kernel.run(memory.put("x" + arity, y), (_, _) -> false);
    return y;
  }
}
