package dyn.frontend;

import dyn.frontend.CheckedExperiment.Variable;
import dyn.ir.diagnostics.Span;
import java.util.List;
import java.util.Optional;

/**
 * How old the values are that a map reads.
 *
 * @param reads the stale reads of the model
 * @param registers the states that hold what they read, after those of the model
 * @param schedule how cells are updated, where not all together
 * @param stability what shows that this is stable, where there is need
 */
public record Staleness(List<Read> reads, List<Variable> registers, Optional<Schedule> schedule, Optional<Stability> stability) {
  /** @param text as the user wrote it */
  public record Read(String text, int age, Span at) {}

  /**
   * In each step a cell is updated with a probability, and after so many steps without at the latest; what it reads of others is as it
   * was up to {@code delay} steps ago.
   *
   * @param gap from one update of a cell to its next are so many steps at most
   * @param source the number of the first of its draws
   */
  public record Schedule(double probability, int delay, int gap, int source) {
    /** After so many steps every cell has been updated from values that were all updated before them. */
    public int macro() {
      return gap + delay;
    }

    public String text() {
      return "asynchronous(probability = " + Stability.number(probability) + ", delay = " + delay + ", gap = " + gap + ")";
    }
  }

  public static final Staleness NONE = new Staleness(List.of(), List.of(), Optional.empty(), Optional.empty());

  public Staleness {
    reads = List.copyOf(reads);
    registers = List.copyOf(registers);
  }
}
