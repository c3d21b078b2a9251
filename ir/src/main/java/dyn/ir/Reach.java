package dyn.ir;

/**
 * How far from its own cell a lane may read a value along one axis. Computing gives the meet of the operands; only
 * {@link Sync} operations grant more, so a missing wait is a type error.
 */
public sealed interface Reach {
  Reach OWN = new Own();
  Reach ALL = new All();

  /** Only the lane's own cell. */
  record Own() implements Reach {}

  /** Cells up to {@code width} away, across a periodic end as well. */
  record Halo(int width) implements Reach {
    public Halo {
      if (width < 1) throw new IllTyped("a halo of " + width);
    }
  }

  /** Every cell: constants, parameters, and values behind a barrier. */
  record All() implements Reach {}

  /** Own for 0. */
  static Reach halo(int width) {
    return width == 0 ? OWN : new Halo(width);
  }

  default Reach meet(Reach other) {
    return covers(other) ? other : this;
  }

  default boolean covers(Reach needed) {
    return switch (this) {
      case All _ -> true;
      case Halo h -> needed instanceof Own || needed instanceof Halo n && n.width <= h.width;
      case Own _ -> needed instanceof Own;
    };
  }

  /** Cells away from its own that a lane may read; all of them give {@link Integer#MAX_VALUE}. */
  default int width() {
    return switch (this) {
      case All _ -> Integer.MAX_VALUE;
      case Halo h -> h.width;
      case Own _ -> 0;
    };
  }

  default String text() {
    return switch (this) {
      case Own _ -> "own";
      case Halo h -> "halo(" + h.width + ")";
      case All _ -> "all";
    };
  }
}
