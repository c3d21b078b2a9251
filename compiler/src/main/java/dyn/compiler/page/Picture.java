package dyn.compiler.page;

import dyn.passes.Waits;
import java.util.List;

/**
 * A flow with places: lanes side by side, time going down.
 *
 * @param title what it shows
 */
public record Picture(String title, double width, double height, List<Shape> shapes) {
  public sealed interface Shape {}

  public enum Look { STATE, WORK }

  /** The same in every lane, or across all of them; what it is stands beside it, what else there is to say in its note. */
  public record Box(Look look, double y, double height, String text, String more, String note) implements Shape {}

  /**
   * Where lanes wait for each other.
   *
   * @param count waits that it stands for; 0 for one that is gone
   */
  public record Bar(Waits.Kind kind, double y, double height, int count, String text, String note) implements Shape {}

  /** What a long flow leaves out, {@code count} waits of it. */
  public record More(double y, double height, int count, String text, String note) implements Shape {}

  /** From one to the next, in each lane. */
  public record Down(double from, double to) implements Shape {}

  /** Values that are read again further down, beside the lanes. */
  public record Around(int track, double from, List<Double> to, String note) implements Shape {}

  public Picture {
    shapes = List.copyOf(shapes);
  }

  /** Waits that are drawn, left out, or stand together. */
  public int waits() {
    return shapes.stream().mapToInt(s -> switch (s) {
      case Bar b -> b.count();
      case More m -> m.count();
      case Box _, Down _, Around _ -> 0;
    }).sum();
  }
}
