package dyn.frontend.units;

import dyn.frontend.syntax.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The parts of an expression. */
public final class Trees {
  private Trees() {}

  public static List<Expr> parts(Expr e) {
    return switch (e) {
      case Expr.Num _, Expr.Name _ -> List.of();
      case Expr.Call c -> c.args().stream().map(Expr.Arg::value).toList();
      case Expr.Index i -> {
        List<Expr> all = new ArrayList<>(List.of(i.base()));
        all.addAll(i.at());
        yield all;
      }
      case Expr.Negate n -> List.of(n.operand());
      case Expr.Not n -> List.of(n.operand());
      case Expr.Chain c -> {
        List<Expr> all = new ArrayList<>(List.of(c.first()));
        c.rest().forEach(l -> all.add(l.operand()));
        yield all;
      }
      case Expr.Reduce r -> List.of(r.body());
      case Expr.Expectation x -> {
        List<Expr> all = new ArrayList<>(List.of(x.distribution()));
        x.rule().ifPresent(all::add);
        all.add(x.body());
        yield all;
      }
      case Expr.Integral i -> List.of(i.low(), i.high(), i.body());
      case Expr.Stale s -> List.of(s.age(), s.body());
      case Expr.At a -> List.of(a.value(), a.time());
      case Expr.Literal l -> l.items();
      case Expr.Own o -> List.of(o.name());
      case Expr.Each x -> List.of(x.body());
    };
  }

  /** The expression with each part replaced. */
  static Expr map(Expr e, UnaryOperator<Expr> f) {
    return switch (e) {
      case Expr.Num _, Expr.Name _, Expr.Own _ -> e;
      case Expr.Call c -> new Expr.Call(c.span(), c.nameSpan(), c.name(), args(c.args(), f));
      case Expr.Index i -> new Expr.Index(i.span(), f.apply(i.base()), i.at().stream().map(f).toList());
      case Expr.Negate n -> new Expr.Negate(n.span(), f.apply(n.operand()));
      case Expr.Not n -> new Expr.Not(n.span(), f.apply(n.operand()));
      case Expr.Chain c -> new Expr.Chain(c.span(), f.apply(c.first()), c.rest().stream()
          .map(l -> new Expr.Link(l.operator(), l.at(), f.apply(l.operand()))).toList());
      case Expr.Reduce r -> new Expr.Reduce(r.span(), r.nameSpan(), r.kind(), r.binders(), r.meeting(), f.apply(r.body()));
      case Expr.Expectation x -> new Expr.Expectation(x.span(), x.nameSpan(), x.variable(), f.apply(x.distribution()), x.rule().map(f),
          f.apply(x.body()));
      case Expr.Integral i -> new Expr.Integral(i.span(), i.nameSpan(), i.variable(), f.apply(i.low()), f.apply(i.high()),
          f.apply(i.body()));
      case Expr.Stale s -> new Expr.Stale(s.span(), s.nameSpan(), f.apply(s.age()), f.apply(s.body()));
      case Expr.At a -> new Expr.At(a.span(), f.apply(a.value()), f.apply(a.time()));
      case Expr.Literal l -> new Expr.Literal(l.span(), l.items().stream().map(f).toList());
      case Expr.Each x -> new Expr.Each(x.span(), x.dims(), f.apply(x.body()), x.whole());
    };
  }

  static List<Expr.Arg> args(List<Expr.Arg> args, UnaryOperator<Expr> f) {
    return args.stream().map(a -> new Expr.Arg(a.span(), a.name(), f.apply(a.value()))).toList();
  }
}
