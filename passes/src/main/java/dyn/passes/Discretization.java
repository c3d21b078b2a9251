package dyn.passes;

import dyn.ir.Program;
import dyn.passes.methods.Method;
import java.util.List;
import java.util.Optional;

/**
 * How an experiment advances time.
 *
 * @param method empty for a discrete map
 * @param adaptive steps chosen by error control, else a fixed dt
 * @param shortLastStep the time span is no multiple of dt, so the last step is shorter
 * @param schedule of a map whose cells are not updated together
 * @param noise of a model that has some
 */
public record Discretization(Optional<Method> method, boolean adaptive, boolean shortLastStep, Optional<Schedule> schedule,
    Optional<Noise> noise) {
  /**
   * @param probability that a cell is updated in a step
   * @param delay how many steps old what it reads of others may be
   * @param gap from one update of a cell to its next are so many steps at most
   * @param source number of the first of its draws
   */
  public record Schedule(double probability, int delay, int gap, int source) {}

  /**
   * @param first number under which the first source draws; the others follow
   * @param halvings how many times the cells of the grid on which paths are drawn are halved to make steps; where members choose these,
   *     at most
   * @param converted what is added to the drift for each source, in halves of the slope of what it adds along itself: 1 where a source in
   *     the sense of Stratonovich is integrated in that of Ito, -1 the other way, else 0
   * @param bridges whether it is drawn if a guard was crossed within a step
   */
  public record Noise(int first, int halvings, List<Integer> converted, boolean bridges) {
    /** So often is a cell halved at most: that is how many nodes keys have room for. */
    public static final int MOST_HALVINGS = 19;

    public Noise {
      converted = List.copyOf(converted);
    }

    /** Sources of a program by itself, each in the calculus of its method. */
    public static Noise unconverted(Program model) {
      return new Noise(0, 0, NoiseStructure.of(model).stream().map(_ -> 0).toList(), false);
    }
  }

  public static Discretization map() {
    return new Discretization(Optional.empty(), false, false, Optional.empty(), Optional.empty());
  }

  public static Discretization asynchronous(Schedule schedule) {
    return new Discretization(Optional.empty(), false, false, Optional.of(schedule), Optional.empty());
  }

  public static Discretization fixed(Method method, boolean shortLastStep) {
    return new Discretization(Optional.of(method), false, shortLastStep, Optional.empty(), Optional.empty());
  }

  public static Discretization noisy(Method method, Noise noise) {
    return new Discretization(Optional.of(method), false, false, Optional.empty(), Optional.of(noise));
  }

  public static Discretization adaptive(Method method, Noise noise) {
    return new Discretization(Optional.of(method), true, false, Optional.empty(), Optional.of(noise));
  }

  public static Discretization adaptive(Method method) {
    return new Discretization(Optional.of(method), true, false, Optional.empty(), Optional.empty());
  }
}
