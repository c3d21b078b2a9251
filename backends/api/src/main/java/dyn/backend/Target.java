package dyn.backend;

import dyn.ir.Level;
import dyn.ir.Scalar;

/**
 * What is legal on a target and what it costs, as data that passes read.
 *
 * @param level the level at which it takes programs
 * @param waitsAcrossMembers whether members may wait for each other on it
 */
public record Target(String name, Level level, boolean waitsAcrossMembers, Vectors vectors) {
  /** Without vectors. */
  public Target(String name, Level level, boolean waitsAcrossMembers) {
    this(name, level, waitsAcrossMembers, Vectors.NONE);
  }

  /**
   * @param reals f64 in a vector, 0 where there is none
   * @param singles f32 in a vector of those
   * @param registers how many vectors it holds at once
   * @param alive most vectors that may be alive at once without loss: what the registers do not hold is read from memory
   * @param instant whether code that runs once is as fast in them as code that has run for long
   * @param pays predicted work, in additions, from which on they pay
   * @param need what the process would have to be started with to have vectors; empty where that makes no difference
   */
  public record Vectors(int reals, int singles, int registers, int alive, boolean instant, double pays, String need) {
    public static final Vectors NONE = new Vectors(0, 0, 0, 0, false, Double.POSITIVE_INFINITY, "");

    public int lanes(Scalar real) {
      return real == Scalar.F32 ? singles : reals;
    }
  }
}
