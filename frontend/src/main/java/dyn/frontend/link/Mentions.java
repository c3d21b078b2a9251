package dyn.frontend.link;

import dyn.frontend.syntax.Expr;
import java.util.ArrayList;
import java.util.List;

/** The names that stand in an expression. */
final class Mentions {
  private Mentions() {}

  static List<Expr.Name> of(Expr e) {
    List<Expr.Name> names = new ArrayList<>();
    collect(e, names);
    return names;
  }

  private static void collect(Expr e, List<Expr.Name> out) {
    switch (e) {
      case Expr.Num _ -> { }
      case Expr.Name n -> out.add(n);
      case Expr.Own o -> out.add(o.name());
      case Expr.Each x -> collect(x.body(), out);
      case Expr.Call c -> c.args().forEach(a -> collect(a.value(), out));
      case Expr.Index i -> {
        collect(i.base(), out);
        i.at().forEach(a -> collect(a, out));
      }
      case Expr.Negate n -> collect(n.operand(), out);
      case Expr.Not n -> collect(n.operand(), out);
      case Expr.Chain c -> {
        collect(c.first(), out);
        c.rest().forEach(l -> collect(l.operand(), out));
      }
      case Expr.Reduce r -> collect(r.body(), out);
      case Expr.Expectation x -> {
        collect(x.distribution(), out);
        x.rule().ifPresent(r -> collect(r, out));
        collect(x.body(), out);
      }
      case Expr.Integral i -> {
        collect(i.low(), out);
        collect(i.high(), out);
        collect(i.body(), out);
      }
      case Expr.Stale s -> {
        collect(s.age(), out);
        collect(s.body(), out);
      }
      case Expr.At a -> {
        collect(a.value(), out);
        collect(a.time(), out);
      }
      case Expr.Literal l -> l.items().forEach(i -> collect(i, out));
    }
  }
}
