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

  /** Every cell: constants, parameters, and values behind a barrier. */
  record All() implements Reach {}

  default Reach meet(Reach other) {
    return covers(other) ? other : this;
  }

  default boolean covers(Reach needed) {
    return switch (this) {
      case All _ -> true;
      case Own _ -> needed instanceof Own;
    };
  }

  default String text() {
    return switch (this) {
      case Own _ -> "own";
      case All _ -> "all";
    };
  }
}
