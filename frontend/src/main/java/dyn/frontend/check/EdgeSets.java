package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.syntax.ModelItem.EdgeSource;
import dyn.frontend.syntax.ModelItem.EdgeTable;
import dyn.frontend.term.EdgeLists;
import dyn.frontend.term.EdgeSet;
import dyn.frontend.term.IndexRange;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Sets of edges as they are declared: which nodes they join is settled here, and is data of the program from then on. */
final class EdgeSets {
  private final Names names;
  private final Constants constants;
  private final Diagnostics diagnostics;

  EdgeSets(Names names, Constants constants, Diagnostics diagnostics) {
    this.names = names;
    this.constants = constants;
    this.diagnostics = diagnostics;
  }

  /** Puts the set among the names, with its edges for a dimension. */
  void declare(ModelItem.Edges e) {
    String name = e.name().name();
    Optional<EdgeSet.End> source = end(e.source());
    Optional<EdgeSet.End> target = end(e.target());
    if (e.source().name().name().equals(e.target().name().name())) {
      refuse(Diagnostic.of(Code.E0430, e.target().name().span(), "both ends are named `" + e.target().name().name() + "`")
          .because("the node that an edge leads to").label(e.source().name().span(), "the node that it comes from"));
      source = Optional.empty();
    }
    Optional<EdgeSet> made = source.isEmpty() || target.isEmpty() ? Optional.empty() : make(e, source.get(), target.get());
    if (made.isEmpty()) {
      names.broken.add(name);
      names.broken.add(e.source().name().name());
      names.broken.add(e.target().name().name());
      return;
    }
    names.edges.put(name, made.get());
    names.dims.put(name, made.get().edge());
    constants.size(name, made.get().edge().size());
  }

  private void refuse(Diagnostic d) {
    diagnostics.add(d);
  }

  private Optional<EdgeSet.End> end(ModelItem.EdgeEnd e) {
    Ident nodes = e.nodes();
    if (names.isDeclared(e.name().name())) {
      refuse(Diagnostic.of(Code.E0206, e.name().span(), "the end `" + e.name().name() + "` hides another `" + e.name().name() + "`")
          .because("already declared").help("choose another name for the end: `a`, `pre`, `from_" + nodes.name() + "`"));
      return Optional.empty();
    }
    Optional<List<IndexRange>> ranges = Optional.ofNullable(names.grids.get(nodes.name()))
        .or(() -> Optional.ofNullable(names.dims.get(nodes.name())).map(List::of));
    if (ranges.isPresent()) return ranges.map(r -> new EdgeSet.End(e.name().name(), nodes.name(), r));
    if (names.broken.contains(nodes.name())) return Optional.empty();
    List<String> known = new ArrayList<>(names.dims.keySet());
    known.addAll(names.grids.keySet());
    refuse(Names.suggest(Diagnostic.of(Code.E0210, nodes.span(), "unknown dimension `" + nodes.name() + "`")
        .because("neither a dimension nor a grid of this model"), nodes.name(), known));
    return Optional.empty();
  }

  private Optional<EdgeSet> make(ModelItem.Edges e, EdgeSet.End source, EdgeSet.End target) {
    EdgeMaker maker = new EdgeMaker(e, count(source), count(target), diagnostics);
    if (!maker.joinsFewEnough()) return Optional.empty();
    PairCondition pairs = new PairCondition(e.source().name().name(), e.target().name().name(), constants);
    Optional<PairCondition.Test> where = e.where().flatMap(pairs::condition);
    if (e.where().isPresent() && where.isEmpty()) {
      refuse(Diagnostic.of(Code.E0430, pairs.unknown().span(), "which edges there are is settled before a run")
          .because("not a constant, nor a number of a node").help("a condition compares numbers, `const`s, sizes and `"
          + e.source().name().name() + "` and `" + e.target().name().name() + "`, the numbers of the nodes"));
      return Optional.empty();
    }
    boolean drawn = e.from() instanceof EdgeSource.Drawn;
    if (e.seed().isPresent() && !drawn) {
      refuse(Diagnostic.of(Code.E0430, e.seed().get().span(), "these edges are not drawn").because("a seed has nothing to do here"));
      return Optional.empty();
    }
    OptionalDouble seed = e.seed().isEmpty() ? OptionalDouble.of(0) : constants.number(e.seed().get());
    if (seed.isEmpty() || seed.getAsDouble() != Math.rint(seed.getAsDouble())) {
      refuse(Diagnostic.of(Code.E0614, e.seed().get().span(), "a seed is a whole number").because("not one"));
      return Optional.empty();
    }
    boolean made = switch (e.from()) {
      case EdgeSource.Pairs _ -> pairs(e, maker, pairs, where);
      case EdgeSource.Drawn d -> drawn(d, maker, (long) seed.getAsDouble(), where);
      case EdgeSource.Neighbours n -> neighbours(n.at(), maker, source, target, where);
      case EdgeSource.File f -> maker.rows(f.at(), f.table().orElseThrow(), where);
    };
    if (!made || !maker.fits()) return Optional.empty();
    EdgeLists lists = EdgeLists.of(maker.sources(), maker.targets(), (int) count(source), (int) count(target));
    IndexRange edge = new IndexRange(e.name().name(), e.name().name(), lists.count());
    return Optional.of(new EdgeSet(e.name().name(), e.name().span(), edge, source, target, lists, columns(e.from(), maker, lists), how(e)));
  }

  private static String how(ModelItem.Edges e) {
    return switch (e.from()) {
      case EdgeSource.Pairs _ -> e.where().map(w -> "where " + w.label()).orElse("all pairs");
      case EdgeSource.Drawn d -> "with " + d.kind().name() + " " + d.value().label();
      case EdgeSource.Neighbours _ -> "neighbours";
      case EdgeSource.File f -> "from " + f.path();
    };
  }

  private static List<double[]> columns(EdgeSource from, EdgeMaker maker, EdgeLists lists) {
    List<double[]> columns = new ArrayList<>();
    if (from instanceof EdgeSource.File f) {
      EdgeTable table = f.table().orElseThrow();
      for (int k = 2; k < table.columns(); k++) columns.add(lists.sorted(maker.kept(table.column(k))));
    }
    return columns;
  }

  static long count(EdgeSet.End end) {
    long count = 1;
    for (IndexRange r : end.ranges()) count *= r.size();
    return count;
  }

  private boolean pairs(ModelItem.Edges e, EdgeMaker maker, PairCondition pairs, Optional<PairCondition.Test> where) {
    if (where.isEmpty()) {
      refuse(Diagnostic.of(Code.E0430, e.name().span(), "it is not said which edges there are").because("this set")
          .help("write `where b == a + 1`, `with probability 0.1`, `neighbours` or `from \"edges.csv\"` after it"));
      return false;
    }
    return pairs.targets(e.where().get()).map(t -> maker.solved(t, where.get()))
        .orElseGet(() -> maker.searched(e.where().get(), where.get()));
  }

  private boolean drawn(EdgeSource.Drawn d, EdgeMaker maker, long seed, Optional<PairCondition.Test> where) {
    OptionalDouble value = constants.number(d.value());
    if (value.isEmpty()) {
      refuse(Diagnostic.of(Code.E0302, d.value().span(), "`" + d.kind().name() + "` of edges must be a constant")
          .because("not known before the run"));
      return false;
    }
    return switch (d.kind().name()) {
      case "probability" -> maker.chance(d.value(), value.getAsDouble(), seed, where);
      case "out_degree" -> maker.degree(d.value(), value.getAsDouble(), true, seed, where);
      case "in_degree" -> maker.degree(d.value(), value.getAsDouble(), false, seed, where);
      default -> {
        refuse(Names.suggest(Diagnostic.of(Code.E0430, d.kind().span(), "edges are not drawn with `" + d.kind().name() + "`")
            .because("not a way to draw edges"), d.kind().name(), List.of("probability", "out_degree", "in_degree")));
        yield false;
      }
    };
  }

  private boolean neighbours(Span at, EdgeMaker maker, EdgeSet.End source, EdgeSet.End target, Optional<PairCondition.Test> where) {
    if (!source.nodes().equals(target.nodes()) || !names.grids.containsKey(source.nodes())) {
      refuse(Diagnostic.of(Code.E0430, at, "neighbours are cells of one grid")
          .because("from `" + source.nodes() + "` to `" + target.nodes() + "`")
          .help("declare `grid cell[i = 32, j = 32] periodic` and `edges near[a in cell -> b in cell] neighbours`"));
      return false;
    }
    return maker.neighbours(source.ranges(), names.gridAxes, where);
  }
}
