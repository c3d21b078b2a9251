package dyn.backend.reference;

import dyn.ir.Scalar;
import java.util.Set;

/**
 * Runs every statement tile by tile, with each operand's cells beyond its reach destroyed first: a read that reach does not
 * cover shows in the results.
 *
 * @param tiles number of tiles along each axis; 1 for a plain run
 * @param unwaited results of barriers to treat as if nobody had waited: a planted wrong rewrite
 */
public record Poison(int tiles, Set<String> unwaited) {
  public static final Poison NONE = new Poison(1);
  /** A NaN that no computation makes; as an integer, an index far outside. */
  public static final long CELL = 0x7ff8deaddeaddeadL;

  public Poison {
    if (tiles < 1) throw new IllegalArgumentException(tiles + " tiles");
    unwaited = Set.copyOf(unwaited);
  }

  public Poison(int tiles) {
    this(tiles, Set.of());
  }

  public Poison unwaiting(String barrierResult) {
    return new Poison(tiles, Set.of(barrierResult));
  }

  /** A wrong value in place of {@code bits}. */
  static long destroy(Scalar scalar, long bits) {
    return scalar == Scalar.BOOL ? bits ^ 1 : CELL;
  }
}
