package dyn.frontend.lower;

import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Term;
import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.Tangent;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The derivatives of the rate of each cell of a state by that cell, summed. Where cells read themselves alone, one direction that moves
 * them all gives all of them; else each cell has a direction, along axes beside those of the state.
 */
final class Divergence {
  private final Terms terms;
  private final Builder b;
  private final Term.Divergence.Flow flow;

  Divergence(Terms terms, Term.Divergence.Flow flow) {
    this.terms = terms;
    this.b = terms.builder();
    this.flow = flow;
  }

  Value sum() {
    Value state = terms.symbol(flow.state());
    Value rate = terms.lower(flow.rate(), "rate");
    List<Axis> cells = flow.state().shape().stream().map(IndexRange::axis).toList();
    List<Axis> directions = new ArrayList<>();
    if (!flow.cellwise()) cells.forEach(a -> directions.add(terms.beside(a)));
    Optional<Value> tangent = Tangent.of(b, rate, Map.of(state, direction(state, cells, directions)));
    if (tangent.isEmpty()) return b.constant(state.type().scalar(), 0);
    Value each = terms.spread(tangent.get(), cells);
    for (int i = 0; i < directions.size(); i++) {
      String from = directions.get(i).name();
      if (each.type().has(from)) each = b.emit("own", new Lanes.Gather(each, terms.iota(cells.get(i)), from));
    }
    for (Axis a : cells.reversed()) each = b.emit("sum", new Lanes.Reduce(Lanes.Combine.SUM, each, a.name()));
    return each;
  }

  private Value direction(Value state, List<Axis> cells, List<Axis> directions) {
    Value one = b.constant(state.type().scalar(), 1);
    if (directions.isEmpty()) return terms.spread(one, cells);
    Value own = null;
    for (int i = 0; i < cells.size(); i++) {
      Value same = b.apply("same", Primitive.EQ, terms.iota(cells.get(i)), b.emit("from", new Lanes.Iota(directions.get(i))));
      own = own == null ? same : b.apply("same", Primitive.AND, own, same);
    }
    return b.select(own, one, b.constant(state.type().scalar(), 0));
  }
}
