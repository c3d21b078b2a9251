package dyn.frontend.lower;

import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Normalization;
import dyn.frontend.term.Symbol;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.Value;
import java.util.List;

/** Puts a state that is scaled to its norm in the place of the one that is computed. */
final class Norm {
  private final Terms terms;
  private final Normalization of;
  private final Builder b;

  Norm(Terms terms, Normalization of) {
    this.terms = terms;
    this.of = of;
    this.b = terms.builder();
  }

  void scale(Value norm) {
    Value factor = b.apply("scale", Primitive.DIV, norm, b.apply("norm", Primitive.SQRT, squares()));
    for (Symbol s : of.parts()) {
      Value raw = terms.symbol(s);
      terms.define(s, b.apply(raw.name(), Primitive.MUL, raw, factor));
    }
  }

  private Value squares() {
    List<IndexRange> kept = of.norm().shape();
    Value all = null;
    for (Symbol s : of.parts()) {
      Value raw = terms.symbol(s);
      Value sum = b.apply("square", Primitive.MUL, raw, raw);
      for (IndexRange r : s.shape().reversed()) {
        boolean over = kept.stream().noneMatch(k -> k.dim().equals(r.dim()));
        if (over) sum = b.emit("squares", new Lanes.Reduce(Lanes.Combine.SUM, sum, r.axisName()));
      }
      all = all == null ? sum : b.apply("squares", Primitive.ADD, all, sum);
    }
    return all;
  }
}
