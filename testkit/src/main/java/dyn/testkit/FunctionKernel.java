package dyn.testkit;

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
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One function of many members, through all passes to a backend. */
public final class FunctionKernel {
  private final Kernel kernel;
  private final int arity;

  private FunctionKernel(Backend b, String bodies, String operation, int arity, Scalar real, List<Pass> last) {
    Level level = b.target().level();
    List<Pass> passes = new ArrayList<>(Pipelines.to(level).subList(Pipelines.to(Level.STEP).size(), Pipelines.to(level).size()));
    passes.addAll(last);
    MathLibrary library = new MathLibrary();
    Program step = Text.parse("program function\n\n" + bodies + step(operation, arity, real), library::body);
    kernel = b.loader().orElseThrow().load(b.emit(new PassRunner(new PassContext(Discretization.map(), library)).run(passes, step)));
    this.arity = arity;
  }

  public static FunctionKernel load(String backend, Primitive function, Scalar real) {
    return new FunctionKernel(backend(backend), "", function.text(), function.arity(), real, List.of());
  }

  /** A body of the library, of one argument, by its own name. */
  public static FunctionKernel body(String backend, String name) {
    String text = Text.print(new MathLibrary().body(name), Level.FN) + "\n";
    return new FunctionKernel(backend(backend), text, "call @" + name, 1, Scalar.F64, List.of());
  }

  /** In bytecode, {@code abreast} vectors side by side. */
  public static FunctionKernel vectors(Primitive function, int abreast) {
    Backend jvm = backend("jvm");
    return new FunctionKernel(jvm, "", function.text(), function.arity(), Scalar.F64,
        Pipelines.vector(abreast * jvm.target().vectors().reals(), false));
  }

  private static Backend backend(String name) {
    return ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get).filter(c -> c.name().equals(name))
        .findFirst().orElseThrow();
  }

  /** Arguments and results are f64; what a function of f32 gets and gives is converted without loss. */
  private static String step(String operation, int arity, Scalar real) {
    boolean single = real == Scalar.F32;
    String body = IntStream.range(0, single ? arity : 0).mapToObj("  %%a%1$d = to_f32 %%x%1$d\n"::formatted).collect(Collectors.joining());
    return "step @main(" + each(arity, "%%x%d: f64[member=*] own") + ") {\n" + body + "  %f = " + operation + " "
        + each(arity, single ? "%%a%d" : "%%x%d") + "\n" + (single ? "  %y = to_f64 %f\n" : "") + "  result " + (single ? "%y" : "%f")
        + " as(y)\n  yield\n}\n";
  }

  private static String each(int arity, String format) {
    return IntStream.range(0, arity).mapToObj(format::formatted).collect(Collectors.joining(", "));
  }

  /** {@code args} are one array for each argument. */
  public double[] run(double[]... args) {
    double[] y = new double[args[0].length];
    fill(y, args);
    return y;
  }

  /** The same into an array that is there. */
  public void fill(double[] y, double[]... args) {
    Memory memory = new Memory().put(Signature.LANES, (long) y.length).put("y", y);
    for (int i = 0; i < arity; i++) memory.put("x" + i, args[i]);
    kernel.run(memory, (_, _) -> false);
  }
}
