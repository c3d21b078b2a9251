package dyn.backend;

import dyn.ir.Signature;
import java.util.List;
import java.util.Map;

/**
 * All that a compiled experiment needs beside its kernel to run without the compiler: records of numbers, texts and lists only.
 *
 * @param name of the class that stands for it, with its package
 * @param doc what the model says of itself
 * @param inputs of the kernel as the experiment gives them, but for those of a chunk; the time is one segment
 * @param rows size of each record axis, by its name
 * @param unrun what integer outputs hold for members that were never run, by name
 */
public record Description(String name, String model, String experiment, String doc, Signature signature, Map<String, Object> inputs,
    Map<String, Integer> rows, Map<String, Long> unrun, int members, String timeUnit, double end, List<Parameter> parameters,
    List<State> states, List<Track> tracks, List<Constraint> constraints, Ends ends, Parts parts) {

  /** @param sizes of its axes, none for a number; {@code input} of the kernel */
  public record Parameter(String name, String input, List<Long> sizes, String unit, String doc) {
    public int cells() {
      return Description.cells(sizes);
    }
  }

  /** @param output of the kernel that holds its final values from row {@code row} on */
  public record State(String name, List<Long> sizes, String unit, String output, int row) {
    public int cells() {
      return Description.cells(sizes);
    }
  }

  /**
   * @param needed fixed steps that have to be done before each record; empty for steps by error control
   * @param recorded output that counts the records of each member
   * @param outputs cells of each output that holds records, by name
   * @param count input that is the number of records, and {@code tables} those that have a number for each
   */
  public record Track(double[] times, long[] needed, String recorded, Map<String, Integer> outputs, List<Column> columns, String count,
      List<String> tables) {}

  /**
   * A recorded value: of every member, or over the ensemble.
   *
   * @param numbers the level of a quantile; between which values members are counted, the latter left out where it is finite
   */
  public record Column(String label, String output, List<Long> sizes, Over over, List<Double> numbers, String unit) {
    public int cells() {
      return Description.cells(sizes);
    }
  }

  public enum Over {
    EACH_MEMBER, MEAN, VARIANCE, DEVIATION, STANDARD_ERROR, LEAST, GREATEST, MEDIAN, COUNT, FRACTION, QUANTILE, BETWEEN
  }

  /** @param output not 0 for members that break it */
  public record Constraint(String output, String parameter, String text) {}

  /** How members ended: names of outputs, and a text for each code, the first that all is well. */
  public record Ends(String code, String time, String accepted, String rejected, List<String> codes, long notFinite) {}

  /**
   * What the kernel has to be told to go on from where it was: names of inputs.
   *
   * @param fresh 1 for the first part of a run
   * @param done fixed steps before this part; empty for steps by error control
   * @param until fixed steps done at its end, or the time; infinity for the whole
   * @param dt the fixed step, 0 for steps by error control
   */
  public record Parts(String fresh, String done, String until, double start, double dt, long steps) {
    public boolean isFixed() {
      return !done.isEmpty();
    }
  }

  private static int cells(List<Long> sizes) {
    return Math.toIntExact(sizes.stream().reduce(1L, Math::multiplyExact));
  }

  /** Without its package. */
  public String simpleName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
