package dyn.frontend.term;

import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Primitive;
import java.util.List;
import java.util.Map;

/** A checked expression. Terms may share parts: a shared part is computed once in a body. */
public sealed interface Term {
  Typing typing();

  /** Already reported; whatever contains it is silent. */
  record Failed() implements Term {
    @Override
    public Typing typing() {
      return Typing.FAILED;
    }
  }

  record Constant(double value) implements Term {
    @Override
    public Typing typing() {
      return Typing.NUMBER;
    }
  }

  /** Two real terms of the same shape; no program holds it as one. */
  record Complex(Term re, Term im, Typing typing) implements Term {}

  record Read(Symbol symbol, Typing typing) implements Term {}

  /** Time, or the step number of a map. */
  record Time(Typing typing) implements Term {}

  /** How many steps lie behind: the present row of a memory of two times. */
  record Row() implements Term {
    @Override
    public Typing typing() {
      return Typing.NUMBER;
    }
  }

  record Apply(Primitive primitive, List<Term> args, Typing typing) implements Term {}

  /** Axes under other names, by old name. */
  record Rename(Term operand, Map<String, IndexRange> to, Typing typing) implements Term {}

  /** The cell `position` along an axis. */
  record Pick(Term operand, String axis, long position, Typing typing) implements Term {}

  /** The cell `by` further along an axis; beyond the ends what `edge` says. */
  record Shift(Term operand, IndexRange axis, long by, Lanes.Edge edge, Typing typing) implements Term {}

  /** A matrix known by its parts; no program holds it as one. */
  record Structured(Structure structure, Typing typing) implements Term {}

  /** The cells at `index` along an axis, for each value of the index: a diagonal. */
  record Follow(Term operand, String axis, IndexRange index, Typing typing) implements Term {}

  /** The cells at {@code index}, numbers of nodes or edges, along an axis. */
  record At(Term operand, IndexRange axis, Term index, Typing typing) implements Term {}

  /** A number of a node or an edge, as a number of the model. */
  record Position(Term index, Typing typing) implements Term {}

  /** Over the edges from {@code first} to before {@code last}, in their order; a mean is divided by the count. */
  record Meet(Lanes.Combine combine, boolean mean, Term operand, Term first, Term last, IndexRange edge, Typing typing) implements Term {}

  /** The value of an index, as a number. */
  record Iota(IndexRange index, Typing typing) implements Term {}

  /** Over several axes, the last first; a mean is divided by the count. */
  record Reduce(Lanes.Combine combine, boolean mean, Term operand, List<IndexRange> over, Typing typing) implements Term {}

  record Contract(Term left, Term right, IndexRange along, Typing typing) implements Term {}

  record Stack(List<Term> parts, IndexRange axis, Typing typing) implements Term {}

  /**
   * One draw per member and cell, from the source of the declaration it initializes.
   *
   * @param node number of the draw among those of a cell
   */
  record Draw(Noise.Distribution distribution, int source, int node, List<IndexRange> cells, Typing typing) implements Term {}

  /**
   * A number for each of the n cells, in row-major order: for cell k, below it lie k + 1/2 cells and above it n - k - 1/2, and the others
   * are the values of a standard distribution below which lies the share (k + 1/2) / n of it.
   */
  record Quantiles(Of of, List<IndexRange> cells, Typing typing) implements Term {
    public enum Of { BELOW, ABOVE, NORMAL, EXPONENTIAL, CAUCHY }

    public Quantiles {
      cells = List.copyOf(cells);
    }
  }

  /**
   * How fast a volume of states grows that moves with them, in parts of it: the sum over states and their cells of the derivative of the
   * rate of each by itself.
   */
  record Divergence(List<Flow> flows) implements Term {
    /** @param cellwise whether the rate of a cell reads no other cell of the state */
    public record Flow(Symbol state, Term rate, boolean cellwise) {}

    public Divergence {
      flows = List.copyOf(flows);
    }

    @Override
    public Typing typing() {
      return Typing.NUMBER;
    }
  }

  /** The value of a parameter as the experiment gives it, before the setup computes the others. */
  record Base(String parameter, Typing typing) implements Term {}

  /** The position of this member along one axis of a sweep: (member / stride) mod count, as a number. */
  record Point(long stride, long count) implements Term {
    @Override
    public Typing typing() {
      return Typing.NUMBER;
    }
  }

  /** The same term with axes in another order or under the name of a dimension: only the checker sees a difference. */
  record Retyped(Term operand, Typing typing) implements Term {}

  default boolean failed() {
    return typing().kind() == Typing.Kind.FAILED;
  }
}
