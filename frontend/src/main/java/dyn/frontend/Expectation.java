package dyn.frontend;

import dyn.ir.Axis;
import dyn.ir.diagnostics.Span;
import java.util.List;

/**
 * A check that the file carries.
 *
 * @param throughout every record of the track must pass, else its only one
 * @param expected one number, or one per cell of the item
 * @param text as the user wrote it
 */
public record Expectation(Subject subject, boolean throughout, Relation relation, double[] expected, Tolerance tolerance, String text,
    Span at) {
  /** What is compared. */
  public sealed interface Subject {
    /** An item of a track, when the track is recorded. */
    record Recorded(Track.Ref item) implements Subject {}

    /** A spectrum, at frequencies: multiples of the lowest that its windows tell from 0. */
    record Spectral(Track.Ref item, List<Integer> multiples) implements Subject {}

    /** Values at several times, combined for each member. */
    record Combined(Combination value, String label, List<Axis> axes, Statistic statistic) implements Subject {}
  }

  public enum Relation {
    EQUAL("=="), LESS("<"), LESS_OR_EQUAL("<="), GREATER(">"), GREATER_OR_EQUAL(">=");

    private final String text;

    Relation(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  public enum Unit { ABSOLUTE, RELATIVE, STANDARD_ERRORS }

  /** How far the value may lie from the expected one; zero for order relations. */
  public record Tolerance(double size, Unit unit) {}
}
