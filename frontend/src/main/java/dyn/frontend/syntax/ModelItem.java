package dyn.frontend.syntax;

import dyn.ir.diagnostics.Span;
import java.util.List;
import java.util.Optional;

/** What stands in a model; `const` and `fn` also stand outside. Order does not matter. */
public sealed interface ModelItem {
  Span span();

  record Param(Span span, Ident name, List<Expr> dims, Optional<Origin> origin, Optional<Expr> constraint,
      String doc) implements ModelItem {}

  /** @param memory what a memory of two times, over `[t, s]`, says of times in the other order; its origin is the diagonal */
  record State(Span span, Ident name, List<Expr> dims, Optional<Origin> origin, Optional<Past> memory, String doc) implements ModelItem {
    public State(Span span, Ident name, List<Expr> dims, Optional<Origin> origin, String doc) {
      this(span, name, dims, origin, Optional.empty(), doc);
    }

    /** The s of `memory C[t, s]`, which such a declaration declares as well; empty where it is none, or over something else. */
    public Optional<Expr.Name> secondTime() {
      boolean pair = memory.isPresent() && dims.size() == 2 && dims.getFirst() instanceof Expr.Name t && t.full().equals("t");
      return pair && dims.getLast() instanceof Expr.Name s && s.primes() == 0 && !s.name().equals("t") ? Optional.of(s) : Optional.empty();
    }
  }

  /** `C[u, s]` where u comes before s: the value at [s, u], nothing, or not said. */
  enum Past { SYMMETRIC, CAUSAL, UNSAID }

  /** `let`, or `const` where it may depend on nothing that changes. */
  record Let(Span span, Ident name, List<Expr> dims, Expr value, boolean constant, String doc) implements ModelItem {}

  record Function(Span span, Ident name, List<Ident> params, Expr body, String doc) implements ModelItem {}

  /** The value is what the port gets where the experiment binds nothing. */
  record Input(Span span, Ident name, List<Expr> dims, Optional<Expr> value, String doc) implements ModelItem {}

  record Output(Span span, Ident name, List<Expr> dims, Optional<Expr> value, String doc) implements ModelItem {}

  record Dim(Span span, Ident name, Expr size, String doc) implements ModelItem {}

  record SecondIndex(Span span, Ident name, Ident dim) implements ModelItem {}

  /** `grid cell[i = 64, j = 32] periodic`: its sizes are dimensions and what its clauses compute are `let`s, declared beside it. */
  record Grid(Span span, Ident name, List<GridAxis> axes, String doc) implements ModelItem {}

  /** @param spacing a `let` that holds the distance of neighbours; axes of equal distance share it */
  record GridAxis(Ident dim, Side low, Side high, Ident spacing) {}

  /** @param value a `let`, where cells beyond the side have a given value */
  record Side(Span span, Beyond beyond, Optional<Ident> value) {}

  /** What lies beyond a side of a grid. */
  enum Beyond { PERIODIC, ZERO_FLUX, FIXED, VALUE }

  /** `boundary u i low = e`: what neighbours of one field beyond that side hold, a `let`. */
  record Boundary(Span span, Ident target, Ident dim, boolean high, Ident value) implements ModelItem {}

  /**
   * `noise W[i] : wiener ito`, `noise L : stable(1.5)`.
   *
   * @param increment `dW`, the name under which equations read what it adds in a step
   */
  record Noise(Span span, Ident increment, List<Expr> dims, Expr.Call law, Optional<Ident> calculus,
      String doc) implements ModelItem {
    /** `W`; an instance's is `cell.W`. */
    public String name() {
      return Differential.of(increment.name());
    }
  }

  /** `normalize s to e at output`. @param norm a `let` */
  record Normalize(Span span, Ident target, Ident norm) implements ModelItem {}

  /**
   * `on up(g) { x := e; stop gone }`.
   *
   * @param guard a `let`, as are the values
   * @param holds how long states then stay as they are
   * @param stop a state that is 1 once a member has stopped
   */
  record Event(Span span, boolean up, Ident guard, List<Becomes> becomes, List<Becomes> holds, Optional<Ident> stop) implements ModelItem {
    public Event {
      becomes = List.copyOf(becomes);
      holds = List.copyOf(holds);
    }
  }

  /** What a state becomes. */
  record Becomes(Ident target, Ident value) {}

  /**
   * `edges road[a in town -> b in town] ...`: a dimension of edges, and a name for the node at each end.
   *
   * @param where what holds of every edge, between the numbers of its ends
   * @param seed of what is drawn
   */
  record Edges(Span span, Ident name, EdgeEnd source, EdgeEnd target, EdgeSource from, Optional<Expr> seed,
      Optional<Expr> where) implements ModelItem {}

  record EdgeEnd(Ident name, Ident nodes) {}

  /** Where edges come from. */
  sealed interface EdgeSource {
    /** All pairs for which the condition holds. */
    record Pairs() implements EdgeSource {}

    /** `with probability p`, `with out_degree k`, `with in_degree k`. */
    record Drawn(Ident kind, Expr value) implements EdgeSource {}

    /** Cells side by side on a grid. */
    record Neighbours(Span at) implements EdgeSource {}

    /**
     * Rows of a file: two columns of node numbers, or the first two where none are named, and further ones.
     *
     * @param table its columns, once they are read
     */
    record File(Span at, String path, List<String> columns, Optional<EdgeTable> table) implements EdgeSource {}
  }

  /** Columns of numbers: ends of edges, then what else is read of each. */
  final class EdgeTable {
    private final double[][] columns;

    public EdgeTable(double[][] columns) {
      this.columns = columns;
    }

    public double[] column(int k) {
      return columns[k];
    }

    public int columns() {
      return columns.length;
    }

    public int rows() {
      return columns[0].length;
    }
  }

  /**
   * `x[i]'' = value`, `next x[i] = value`, or `dx[i] = value` of the state x; without any of these it is a mistake, reported when names
   * are known.
   *
   * @param order the `in any order` behind it: cells change one at a time
   */
  record Equation(Span span, Ident target, List<Expr> indices, Left left, Expr value, Optional<Span> order) implements ModelItem {
    public boolean next() {
      return left == Left.NEXT;
    }

    public boolean differential() {
      return left == Left.DIFFERENTIAL;
    }
  }

  /** What stands left of an equation. */
  enum Left { RATE, NEXT, DIFFERENTIAL }

  /** `use Model as name[dims] { given }`: replaced by the declarations it stands for before names are known. */
  record Use(Span span, Ident model, Ident name, List<Expr> dims, List<Given> given) implements ModelItem {}

  record Given(Span span, Ident name, Origin origin) {}

  /** An input of an instance and what it is bound to; it keeps the shape of the input. */
  record Wire(Span span, Ident name, List<Expr> dims, Expr value, String doc) implements ModelItem {}

  /** `unit ms, mV`, `unit new spike`, `unit furlong = 201.168 m`. */
  record Units(Span span, List<UnitItem> items) implements ModelItem {}

  /** `param tau in ms`: the unit stated of a declared name. */
  record UnitOf(Span span, Ident name, UnitText unit) implements ModelItem {}

  record MethodHint(Span span, MethodCall method) implements ModelItem {}

  sealed interface UnitItem {
    Span span();

    /** Numbers are kept in it, and in units that follow from it. */
    record Working(Span span, UnitText unit) implements UnitItem {}

    /** A unit of a new dimension. */
    record New(Span span, Ident name) implements UnitItem {}

    /** A multiple of others; of the number 1 where the unit is empty. */
    record Derived(Span span, Ident name, String factor, Optional<UnitText> unit) implements UnitItem {}
  }

  /** Where a value comes from: an expression, or one draw per element of a distribution. */
  record Origin(Expr value, boolean random) {}
}
