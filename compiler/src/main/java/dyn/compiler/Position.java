package dyn.compiler;

/**
 * Where one segment of a run ends and the next begins. It shapes no step.
 *
 * @param steps fixed steps that are done
 * @param time adaptive steps: those that reach it belong to the next segment
 */
public record Position(long steps, double time) {
  static final Position START = new Position(0, Double.NEGATIVE_INFINITY);
}
