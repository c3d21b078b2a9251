package dyn.frontend.stability;

import dyn.frontend.lower.AgedMap;
import dyn.frontend.term.EdgeSet;
import dyn.frontend.term.ExperimentTerms;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.ModelTerms;
import dyn.frontend.term.Symbol;
import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How fast each cell of a map's next state changes with each cell of the states it reads.
 *
 * @param rows one for each cell, in the order of states; the first {@code rows.size()} columns are the same cells now, further ones as
 *        they were some steps ago
 * @param cellOf the cell that a column is, and {@code ages} how many steps ago
 */
record Jacobian(List<Symbol> states, List<Row> rows, int[] cellOf, int[] ages) {
  /** @param given values of parameters from outside, and the times between which it runs */
  record Given(Map<String, double[]> bases, long members, double start, double end) {}

  /** @throws Cells.TooMany where the model is too large to be looked at */
  static Jacobian of(ModelTerms model, ExperimentTerms experiment, Given given) {
    AgedMap map = AgedMap.of(model, experiment);
    List<Cells> params = Evaluator.run(map.setup(), outside(map.setup(), experiment, given));
    List<Cells> args = new ArrayList<>(List.of(Cells.filled(List.of(), Cell.of(new Interval(given.start(), given.end())))));
    args.addAll(params);
    List<Value> all = map.next().params();
    for (Value v : all.subList(args.size(), map.known())) args.add(Cells.filled(v.type().axes(), Cell.UNKNOWN));
    int[] offsets = new int[model.states().size()];
    int cells = 0;
    for (int s = 0; s < offsets.length; s++) {
      offsets[s] = cells;
      cells += Cells.count(axes(model.states().get(s)));
    }
    List<Integer> cellOf = new ArrayList<>();
    List<Integer> ages = new ArrayList<>();
    for (AgedMap.Aged a : map.states()) {
      Cells state = Cells.filled(axes(model.states().get(a.state())), Cell.UNKNOWN);
      for (int k = 0; k < state.cells().length; k++) {
        state.cells()[k] = new Cell(Interval.ALL, Row.of(cellOf.size()));
        cellOf.add(offsets[a.state()] + k);
        ages.add(a.age());
      }
      args.add(state);
    }
    List<Row> rows = new ArrayList<>();
    for (Cells c : Evaluator.run(map.next(), args)) for (Cell cell : c.cells()) rows.add(cell.row());
    return new Jacobian(model.states(), rows, cellOf.stream().mapToInt(i -> i).toArray(), ages.stream().mapToInt(i -> i).toArray());
  }

  private static List<Axis> axes(Symbol s) {
    return s.shape().stream().map(IndexRange::axis).toList();
  }

  /** What the setup is given: the seed, the number of a member, parameters, edges, and data of which nothing is known. */
  private static List<Cells> outside(Body setup, ExperimentTerms experiment, Given given) {
    List<Cells> args = new ArrayList<>();
    args.add(Cells.filled(List.of(), Cell.UNKNOWN));
    args.add(Cells.filled(List.of(), Cell.of(new Interval(0, given.members() - 1.0))));
    for (Symbol base : experiment.bases()) args.add(array(axes(base), given.bases().get(base.name())));
    for (EdgeSet.Data d : experiment.edges()) {
      Object cells = d.cells().get();
      args.add(array(axes(d.symbol()), cells instanceof long[] n ? Arrays.stream(n).asDoubleStream().toArray() : (double[]) cells));
    }
    for (Value v : setup.params().subList(args.size(), setup.params().size())) args.add(Cells.filled(v.type().axes(), Cell.UNKNOWN));
    return args;
  }

  private static Cells array(List<Axis> axes, double[] values) {
    Cells all = Cells.filled(axes, Cell.UNKNOWN);
    for (int k = 0; k < all.cells().length; k++) all.cells()[k] = Cell.of(values[values.length == 1 ? 0 : k]);
    return all;
  }

  /** As the user would write it. */
  String cell(int number) {
    int rest = number;
    for (Symbol s : states) {
      int size = Cells.count(axes(s));
      if (rest >= size) {
        rest -= size;
        continue;
      }
      List<String> index = new ArrayList<>();
      for (IndexRange r : s.shape().reversed()) {
        index.addFirst(Long.toString(rest % r.size()));
        rest = (int) (rest / r.size());
      }
      return index.isEmpty() ? s.name() : s.name() + "[" + String.join(", ", index) + "]";
    }
    throw new IllegalArgumentException("cell " + number);
  }

  /** Which state a cell belongs to. */
  Symbol state(int number) {
    int rest = number;
    for (Symbol s : states) {
      rest -= Cells.count(axes(s));
      if (rest < 0) return s;
    }
    throw new IllegalArgumentException("cell " + number);
  }
}
