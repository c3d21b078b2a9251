package dyn.ir;

import java.util.List;
import java.util.Optional;

/**
 * What goes into a program's {@code @main} and what comes out, by name. Outputs are the {@code result}s, at [cells..., member],
 * and the {@code record}s, value i of a track as {@code track.i} at [records, cells..., member]; row-major, member last. Knows no
 * program, so that what runs without the compiler needs none.
 */
public record Signature(List<Value> inputs, List<Value> outputs) {
  /** Number of members in this run of the kernel; an input of every kernel. */
  public static final String LANES = "run.lanes";
  /** Number of the first of them in the ensemble. */
  public static final String FIRST = "run.first";
  /** The axis of the rows of memories of two times; no name of a model is that. */
  public static final String ROWS = "t";
  /** How many steps lie behind, in the bodies of models with memories of two times: which row is the present one. */
  public static final String ROW = "t.row";
  /** Of the first draw of a step, in a body that draws; seed and member come before it. */
  public static final String NODE = "t.node";
  public static final String SEED = "run.seed";
  /** Number of the tile and how many there are, where several workers share the cells of a member. */
  public static final String TILE = "run.tile";
  public static final String TILES = "run.tiles";
  private static final String SHARED = "shared.";

  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  private static final String CARRY = "carry.";

  /** The input that is what output {@code result} was when the program ran before, for the time up to where it now begins. */
  public static String carry(String result) {
    return CARRY + result;
  }

  /** The output that an input carries on, if it does. */
  public static Optional<String> carried(String input) {
    return input.startsWith(CARRY) ? Optional.of(input.substring(CARRY.length())) : Optional.empty();
  }

  /** The operand number {@code k} of a kernel that holds {@code value} for all of its tiles. */
  public static String shared(int k, String value) {
    return SHARED + k + "." + value;
  }

  public static boolean isShared(String operand) {
    return operand.startsWith(SHARED);
  }

  /** Axis over which the records of {@code track} are counted. */
  public static Axis recordAxis(String track) {
    return Axis.dynamic(track);
  }
}
