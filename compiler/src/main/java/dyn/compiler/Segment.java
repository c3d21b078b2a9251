package dyn.compiler;

/**
 * A part of a run's time that one run of the kernel covers.
 *
 * @param first number of the first record of each track
 * @param counts number of records of each track
 */
record Segment(Position from, Position to, long[] first, int[] counts) {
  boolean isFirst() {
    return from.equals(Position.START);
  }
}
