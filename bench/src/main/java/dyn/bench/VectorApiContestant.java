package dyn.bench;

import java.io.IOException;
import java.util.Map;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What the Vector API of the JDK has for an elementary function. */
final class VectorApiContestant {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final double[] X = new double[Exact.CELLS];
  private static final double[] Y = new double[Exact.CELLS];

  private VectorApiContestant() {}

  public static void main(String[] args) throws IOException {
    Arguments a = Arguments.of(args);
    String function = a.text("function");
    for (int i = 0; i < X.length; i++) X[i] = Exact.argument(function, i);
    // A method for each: the operator must be a constant of compiled code.
    Runnable sweep = Map.<String, Runnable>of("exp", VectorApiContestant::exp, "log", VectorApiContestant::log, "sin",
        VectorApiContestant::sin,
        "cos", VectorApiContestant::cos, "tanh", VectorApiContestant::tanh).get(function);
    int sweeps = a.number("sweeps", 1);
    Protocol.answer("", () -> {
      long begin = System.nanoTime();
      for (int s = 0; s < sweeps; s++) sweep.run();
      return new Protocol.Timed((System.nanoTime() - begin) * 1e-9, Exact.outputs(function, Y));
    });
  }

  private static DoubleVector at(int i) {
    return DoubleVector.fromArray(SPECIES, X, i);
  }

  private static void exp() {
    for (int i = 0; i < X.length; i += SPECIES.length()) at(i).lanewise(VectorOperators.EXP).intoArray(Y, i);
  }

  private static void log() {
    for (int i = 0; i < X.length; i += SPECIES.length()) at(i).lanewise(VectorOperators.LOG).intoArray(Y, i);
  }

  private static void sin() {
    for (int i = 0; i < X.length; i += SPECIES.length()) at(i).lanewise(VectorOperators.SIN).intoArray(Y, i);
  }

  private static void cos() {
    for (int i = 0; i < X.length; i += SPECIES.length()) at(i).lanewise(VectorOperators.COS).intoArray(Y, i);
  }

  private static void tanh() {
    for (int i = 0; i < X.length; i += SPECIES.length()) at(i).lanewise(VectorOperators.TANH).intoArray(Y, i);
  }
}
