package dyn.bench;

import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.backend.jvm.JvmBackend;
import dyn.ir.MathLibrary;
import dyn.ir.Level;
import dyn.ir.Program;
import dyn.ir.Signature;
import dyn.ir.Text;
import dyn.passes.Discretization;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import dyn.passes.PassRunner;
import dyn.passes.Pipelines;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One element of an array: our body in vector code, and what the Vector API has for that function. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Functions {
  private static final int ELEMENTS = 4096;
  /** Vectors side by side, as the compiler chooses for code without loops. */
  private static final int ABREAST = 2;
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  @Param({"exp", "log", "sin", "cos", "tanh"})
  public String function;

  private final double[] x = new double[ELEMENTS];
  private final double[] y = new double[ELEMENTS];
  private Kernel kernel;
  private Memory memory;

  @Setup
  public void prepare() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < ELEMENTS; i++) x[i] = function.equals("log") ? random.nextDouble(1e-3, 1e3) : random.nextDouble(-10, 10);
    JvmBackend backend = new JvmBackend();
    List<Pass> passes = new ArrayList<>(Pipelines.LOCAL);
    passes.addAll(Pipelines.PLACED);
    passes.addAll(Pipelines.vector(ABREAST * backend.target().vectorLanes()));
    Program step = Text.parse("program function\n\nstep @main(%x: f64[member=*] own) {\n  %y = " + function
        + " %x\n  result %y as(y)\n  yield\n}\n");
    Program placed = new PassRunner(new PassContext(Discretization.map(), new MathLibrary())).run(passes, step);
    if (placed.level() != Level.PLACED) throw new IllegalStateException("not placed");
    kernel = backend.loader().orElseThrow().load(backend.emit(placed));
    memory = new Memory().put(Signature.LANES, (long) ELEMENTS).put("x", x).put("y", y);
  }

  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public double[] dyn() {
    kernel.run(memory, (_, _) -> false);
    return y;
  }

  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public double[] vectorApi() {
    switch (function) {
      case "exp" -> { for (int i = 0; i < ELEMENTS; i += SPECIES.length()) at(i).lanewise(VectorOperators.EXP).intoArray(y, i); }
      case "log" -> { for (int i = 0; i < ELEMENTS; i += SPECIES.length()) at(i).lanewise(VectorOperators.LOG).intoArray(y, i); }
      case "sin" -> { for (int i = 0; i < ELEMENTS; i += SPECIES.length()) at(i).lanewise(VectorOperators.SIN).intoArray(y, i); }
      case "cos" -> { for (int i = 0; i < ELEMENTS; i += SPECIES.length()) at(i).lanewise(VectorOperators.COS).intoArray(y, i); }
      default -> { for (int i = 0; i < ELEMENTS; i += SPECIES.length()) at(i).lanewise(VectorOperators.TANH).intoArray(y, i); }
    }
    return y;
  }

  private DoubleVector at(int i) {
    return DoubleVector.fromArray(SPECIES, x, i);
  }
}
