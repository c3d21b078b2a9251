package dyn.testkit.accuracy;

import dyn.backend.Backend;
import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.ir.Level;
import dyn.ir.MathLibrary;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Text;
import dyn.passes.Discretization;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import dyn.passes.PassRunner;
import dyn.passes.Pipelines;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One function of many members, through all passes to a backend. */
final class FunctionKernel {
  private final Kernel kernel;
  private final int arity;

  private FunctionKernel(Kernel kernel, int arity) {
    this.kernel = kernel;
    this.arity = arity;
  }

  static FunctionKernel load(String backend, Primitive function, Scalar real) {
    Backend b = ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get).filter(c -> c.name().equals(backend))
        .findFirst().orElseThrow();
    Level level = b.target().level();
    List<Pass> passes = Pipelines.to(level).subList(Pipelines.to(Level.STEP).size(), Pipelines.to(level).size());
    Program p = new PassRunner(new PassContext(Discretization.map(), new MathLibrary())).run(passes, step(function, real));
    return new FunctionKernel(b.loader().orElseThrow().load(b.emit(p)), function.arity());
  }

  /** Arguments and results are f64; what a function of f32 gets and gives is converted without loss. */
  private static Program step(Primitive function, Scalar real) {
    boolean single = real == Scalar.F32;
    String body = IntStream.range(0, single ? function.arity() : 0).mapToObj("  %%a%1$d = to_f32 %%x%1$d\n"::formatted)
        .collect(Collectors.joining());
    return Text.parse("program function\n\nstep @main(" + each(function, "%%x%d: f64[member=*] own") + ") {\n" + body + "  %f = "
        + function.text() + " " + each(function, single ? "%%a%d" : "%%x%d") + "\n" + (single ? "  %y = to_f64 %f\n" : "")
        + "  result " + (single ? "%y" : "%f") + " as(y)\n  yield\n}\n");
  }

  private static String each(Primitive function, String format) {
    return IntStream.range(0, function.arity()).mapToObj(format::formatted).collect(Collectors.joining(", "));
  }

  /** {@code args} are one array for each argument. */
  double[] run(double[]... args) {
    double[] y = new double[args[0].length];
    Memory memory = new Memory().put(Signature.LANES, (long) y.length).put("y", y);
    for (int i = 0; i < arity; i++) memory.put("x" + i, args[i]);
    kernel.run(memory, (_, _) -> false);
    return y;
  }
}
