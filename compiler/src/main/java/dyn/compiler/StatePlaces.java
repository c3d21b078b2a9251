package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Track;
import dyn.ir.Axis;
import dyn.ir.Signature;
import dyn.passes.PackStates;
import dyn.passes.step.Results;
import dyn.runtime.ensemble.Outputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Where the states of a model are in what a kernel hands out: the many number states of a long system share one array. */
final class StatePlaces {
  /** One cell of a state, named as the user would write it. */
  record Cell(CheckedExperiment.Variable state, String label) {}

  private final CheckedExperiment experiment;
  private final List<CheckedExperiment.Variable> states;
  private final List<CheckedExperiment.Variable> registers;
  private final List<CheckedExperiment.Variable> numbers;
  private final boolean packed;

  StatePlaces(Compilation compilation) {
    experiment = compilation.experiment();
    states = experiment.carried();
    registers = experiment.staleness().registers();
    numbers = states.stream().filter(s -> s.axes().isEmpty()).toList();
    packed = compilation.signature().outputs().stream().anyMatch(v -> v.name().equals(Results.end(PackStates.PACKED)));
  }

  /** Rows of an output from {@code row} on. */
  record Place(String output, int row) {}

  Place place(CheckedExperiment.Variable state) {
    Track.Ref looked = experiment.ends().get(state.name());
    if (looked != null) return new Place(Records.name(experiment, looked), 0);
    if (!packed || !state.axes().isEmpty()) return new Place(Results.end(state.name()), 0);
    return new Place(Results.end(PackStates.PACKED), numbers.indexOf(state));
  }

  double[] end(Outputs outputs, CheckedExperiment.Variable state) {
    if (!packed || !state.axes().isEmpty()) return outputs.reals(Results.end(state.name()));
    Place place = place(state);
    int at = place.row() * outputs.members();
    return Arrays.copyOfRange(outputs.reals(place.output()), at, at + outputs.members());
  }

  /** What a kernel's state number and cell number stand for; the first state if it named none. */
  Cell cell(long variable, long cell) {
    if (variable < 0) return new Cell(states.getFirst(), states.getFirst().name());
    if (!packed) return named(states.get((int) variable), cell);
    if (variable == 0) return named(numbers.get((int) cell), 0);
    return named(states.stream().filter(s -> !s.axes().isEmpty()).toList().get((int) variable - 1), cell);
  }

  /** A register is called as what it is read for. */
  private Cell named(CheckedExperiment.Variable state, long cell) {
    String name = registers.contains(state) ? state.doc() : state.name();
    if (state.axes().isEmpty()) return new Cell(state, name);
    List<Long> index = new ArrayList<>();
    long rest = cell;
    for (Axis a : state.axes().reversed()) {
      index.addFirst(rest % a.size());
      rest /= a.size();
    }
    if (isMemory(state.axes())) index = index.reversed();
    return new Cell(state, name + "[" + index.stream().map(String::valueOf).collect(Collectors.joining(", ")) + "]");
  }

  /** Of two times: models name the row first, and programs keep it last, for cells of one second time to lie side by side. */
  static boolean isMemory(List<Axis> axes) {
    return axes.size() == 2 && axes.getLast().name().equals(Signature.ROWS);
  }
}
