package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Typing;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Nearest;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Dimensions of one model, second indices, grids and what lies beyond their sides, and the shapes that declarations make of them. */
final class Dimensions {
  private static final double LARGEST = 1L << 31;

  private final Names names;
  private final Constants constants;
  private final Diagnostics diagnostics;
  /** `let`s of grids: spacings, and values beyond sides. */
  private final Set<String> beyond = new LinkedHashSet<>();

  Dimensions(Names names, Constants constants, Diagnostics diagnostics) {
    this.names = names;
    this.constants = constants;
    this.diagnostics = diagnostics;
  }

  void dim(String name, Expr size) {
    OptionalDouble value = constants.number(size);
    boolean good = value.isPresent() && value.getAsDouble() >= 1 && value.getAsDouble() <= LARGEST
        && value.getAsDouble() == Math.rint(value.getAsDouble());
    if (good) {
      names.dims.put(name, new IndexRange(name, name, (long) value.getAsDouble()));
      constants.size(name, (long) value.getAsDouble());
      return;
    }
    names.broken.add(name);
    diagnostics.add(value.isPresent()
        ? Diagnostic.of(Code.E0409, size.span(), "the size of `" + name + "` must be a positive whole number")
            .because("this is " + value.getAsDouble())
        : Diagnostic.of(Code.E0302, size.span(), "the size of `" + name + "` must be a constant").because("not known before the run")
            .help("it may use numbers and `const`s"));
  }

  /** Its indices are dimensions already; this says what lies beside their cells. */
  void grid(String name, ModelItem.Grid g) {
    List<IndexRange> axes = new ArrayList<>();
    for (ModelItem.GridAxis a : g.axes()) {
      IndexRange range = names.dims.get(a.dim().name());
      if (range == null || axes.contains(range)) {
        names.broken.add(name);
        return;
      }
      axes.add(range);
      names.gridAxes.put(range.dim(), a);
      for (ModelItem.Side s : List.of(a.low(), a.high())) s.value().ifPresent(v -> beyond.add(v.name()));
      beyond.add(a.spacing().name());
    }
    names.grids.put(name, axes);
  }

  /** @param isValue whether the model declares a `let` or `output` of this name, whose shape is not known yet */
  void boundary(ModelItem.Boundary b, boolean isValue) {
    String field = b.target().name();
    Symbol symbol = names.symbols.get(field);
    beyond.add(b.value().name());
    if (names.broken.contains(field)) return;
    boolean over = symbol == null ? isValue : symbol.shape().stream().anyMatch(r -> r.dim().equals(b.dim().name()));
    if (!over) {
      diagnostics.add(Diagnostic.of(Code.E0414, b.target().span(), "`" + field + "` is no field over `" + b.dim().name() + "`")
          .because(symbol == null ? "declared nowhere" : "it is " + Typing.number(symbol.shape()).shapeText()));
      return;
    }
    ModelItem.GridAxis axis = names.gridAxes.get(b.dim().name());
    ModelItem.Side side = b.high() ? axis.high() : axis.low();
    if (side.beyond() == ModelItem.Beyond.PERIODIC) {
      diagnostics.add(Diagnostic.of(Code.E0414, b.span(), "beyond a periodic side is the other one, for every field")
          .because("nothing of `" + field + "` is left to say").label(side.span(), "periodic")
          .help("let the grid say `zero_flux`, and give other fields values where they have some"));
      return;
    }
    Ident before = names.boundaries.putIfAbsent(Names.side(field, b.dim().name(), b.high()), b.value());
    if (before == null) return;
    diagnostics.add(Diagnostic.of(Code.E0414, b.span(), "this side of `" + field + "` is told twice").because("again here")
        .label(before.span(), "first here"));
  }

  void secondIndex(ModelItem item) {
    if (!(item instanceof ModelItem.SecondIndex i)) return;
    IndexRange dim = names.dims.get(i.dim().name());
    if (dim != null) names.indices.put(i.name().name(), new IndexRange(i.name().name(), dim.dim(), dim.size()));
    else unknownDim(i.dim().name(), i.dim().span());
    if (dim == null) names.broken.add(i.name().name());
  }

  /** The second time of a memory is a dimension: all times of the grid. That of a further memory is a second index over it. */
  void memory(ModelItem.State s) {
    if (s.memory().isEmpty()) return;
    if (s.secondTime().isEmpty()) {
      diagnostics.add(Diagnostic.of(Code.E0520, s.name().span(), "a memory has two times, `t` and a second one, and nothing beside them")
          .because(s.dims().size() > 2 ? "there is more" : "these are others").help(s.dims().size() > 2
              ? "neither a dimension nor an array of instances can stand before the times: write one memory, or one `use`, for each"
              : "write `memory " + s.name().name() + "[t, s] = ...`"));
      return;
    }
    Expr.Name second = s.secondTime().get();
    String dim = names.times.map(IndexRange::dim).orElse(second.name());
    IndexRange times = new IndexRange(second.name(), dim, names.grid.cells());
    boolean known = names.index(second.name()).filter(times::equals).isPresent();
    if (!known && !names.declare(second.name(), second.span())) return;
    if (names.times.isEmpty()) {
      names.dims.put(dim, times);
      constants.size(dim, times.size());
      names.times = Optional.of(new IndexRange(Memories.ROWS, dim, times.size()));
    } else if (!known) {
      names.indices.put(second.name(), times);
    }
    names.memories.put(s.name().full(), s.memory().get());
  }

  /** Of a memory: second times, then rows, in all memories the same; empty where it is none, or declared wrongly. */
  Optional<List<IndexRange>> times(ModelItem.State s) {
    if (!names.memories.containsKey(s.name().full())) return Optional.empty();
    IndexRange rows = names.times.orElseThrow();
    return Optional.of(List.of(names.dims.get(rows.dim()), rows));
  }

  private void unknownDim(String name, Span at) {
    if (names.broken.contains(name)) return;
    List<String> known = new ArrayList<>(names.dims.keySet());
    known.addAll(names.indices.keySet());
    Diagnostic d = Diagnostic.of(Code.E0210, at, "unknown dimension `" + name + "`").because("declared nowhere in this model");
    diagnostics.add(Nearest.to(name, known).map(k -> d.help("there is `" + k + "`")).orElse(d.help("declare it: `dim " + name + " = 10`")));
  }

  /** Of a declaration over these dimensions and grids. */
  Optional<List<IndexRange>> shape(List<Expr> dimensions) {
    List<IndexRange> shape = new ArrayList<>();
    for (Expr e : dimensions) {
      List<IndexRange> axes = axes(e);
      if (axes.isEmpty()) {
        if (e instanceof Expr.Name n) unknownDim(n.full(), n.span());
        else diagnostics.add(Diagnostic.of(Code.E0210, e.span(), "the name of a dimension is needed").because("not a name")
            .help("declare `dim n = " + e.span().text() + "` and write `n` here"));
        return Optional.empty();
      }
      for (IndexRange axis : axes) {
        if (shape.contains(axis)) {
          String dim = axis.dim();
          diagnostics.add(Diagnostic.of(Code.E0410, e.span(), "the dimension `" + dim + "` stands here twice").because("repeated")
              .help("name a second index: `index m in " + dim + "`, and write `[" + dim + ", m]`"));
          return Optional.empty();
        }
        shape.add(axis);
      }
    }
    return Optional.of(shape);
  }

  /** Of a dimension, a second index, or a grid, which may stand beside others: a field for each. */
  private List<IndexRange> axes(Expr e) {
    if (!(e instanceof Expr.Name n) || n.primes() > 0) return List.of();
    if (names.grids.containsKey(n.name())) return names.grids.get(n.name());
    return names.index(n.name()).map(List::of).orElse(List.of());
  }

  /** What reads neighbours reads spacings and values beyond sides as well. */
  Set<String> reads(Set<String> references) {
    if (references.remove(References.NEIGHBOURS)) references.addAll(beyond);
    return references;
  }
}
