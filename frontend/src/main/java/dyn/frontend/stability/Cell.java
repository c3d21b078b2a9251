package dyn.frontend.stability;

/** What is known of one number: between which it lies, and how fast it changes with the states. A condition is 0 or 1. */
record Cell(Interval value, Row row) {
  static final Cell UNKNOWN = new Cell(Interval.ALL, Row.NONE);

  static Cell of(double x) {
    return new Cell(Interval.of(x), Row.NONE);
  }

  static Cell of(Interval x) {
    return new Cell(x, Row.NONE);
  }
}
