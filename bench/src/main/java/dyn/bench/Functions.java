package dyn.bench;

import dyn.ir.Primitive;
import dyn.testkit.FunctionKernel;
import java.util.Locale;
import java.util.SplittableRandom;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** One element of an array: our body in vector code, and what the Vector API has for that function. */
public class Functions extends Timed {
  private static final int ELEMENTS = 4096;
  /** Vectors side by side, as the compiler chooses for code without loops. */
  private static final int ABREAST = 2;
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  @Param({"exp", "log", "sin", "cos", "tanh"})
  public String function;

  private final double[] x = new double[ELEMENTS];
  private final double[] y = new double[ELEMENTS];
  private FunctionKernel kernel;

  @Setup
  public void prepare() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < ELEMENTS; i++) x[i] = function.equals("log") ? random.nextDouble(1e-3, 1e3) : random.nextDouble(-10, 10);
    kernel = FunctionKernel.vectors(Primitive.valueOf(function.toUpperCase(Locale.ROOT)), ABREAST);
  }

  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public double[] dyn() {
    kernel.fill(y, x);
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
