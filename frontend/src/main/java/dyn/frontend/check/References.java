package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ModelItem;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The names an expression mentions, those in the functions it calls included. */
final class References {
  /** Stands among the names for all that reading a neighbour needs. */
  static final String NEIGHBOURS = ":neighbours";

  private final Map<String, ModelItem.Function> functions;
  private final Map<String, Set<String>> ofFunction = new LinkedHashMap<>();

  References(Map<String, ModelItem.Function> functions) {
    this.functions = functions;
  }

  Set<String> of(Expr e) {
    Set<String> names = new LinkedHashSet<>();
    collect(e, names);
    return names;
  }

  private void collect(Expr e, Set<String> out) {
    walk(e, (name, call) -> {
      if (call && functions.containsKey(name)) out.addAll(function(name));
      else out.add(name);
    });
  }

  /** Callees come first, so that what is asked here is already known one call below. */
  void prepare(List<String> calleesFirst) {
    calleesFirst.forEach(this::function);
  }

  private Set<String> function(String name) {
    Set<String> known = ofFunction.get(name);
    if (known != null) return known;
    ofFunction.put(name, Set.of());
    Set<String> names = of(functions.get(name).body());
    functions.get(name).params().forEach(p -> names.remove(p.name()));
    ofFunction.put(name, names);
    return names;
  }

  /** The functions of the model that an expression calls itself. */
  Set<String> calls(Expr e) {
    Set<String> names = new LinkedHashSet<>();
    walk(e, (name, call) -> {
      if (call && functions.containsKey(name)) names.add(name);
    });
    return names;
  }

  private void walk(Expr e, BiConsumer<String, Boolean> found) {
    switch (e) {
      case Expr.Num _ -> { }
      case Expr.Name n -> found.accept(n.full(), false);
      case Expr.Call c -> {
        found.accept(c.name(), true);
        if (Stencils.FUNCTIONS.contains(c.name())) found.accept(NEIGHBOURS, false);
        boolean flow = c.name().equals(Divergences.NAME) && !functions.containsKey(c.name());
        if (flow) c.args().forEach(a -> rates(a.value(), found));
        c.args().forEach(a -> walk(a.value(), found));
      }
      case Expr.Index i -> {
        walk(i.base(), found);
        if (i.at().stream().anyMatch(Expr.Chain.class::isInstance)) found.accept(NEIGHBOURS, false);
        i.at().forEach(a -> walk(a, found));
      }
      case Expr.Negate n -> walk(n.operand(), found);
      case Expr.Not n -> walk(n.operand(), found);
      case Expr.Chain c -> {
        walk(c.first(), found);
        c.rest().forEach(l -> walk(l.operand(), found));
      }
      case Expr.Reduce r -> walk(r.body(), found);
      case Expr.Expectation x -> {
        walk(x.distribution(), found);
        x.rule().ifPresent(r -> walk(r, found));
        walk(x.body(), found);
      }
      case Expr.Integral i -> {
        walk(i.low(), found);
        walk(i.high(), found);
        walk(i.body(), found);
      }
      case Expr.Stale s -> {
        walk(s.age(), found);
        walk(s.body(), found);
      }
      case Expr.At a -> {
        walk(a.value(), found);
        walk(a.time(), found);
      }
      case Expr.Own o -> found.accept(o.name().full(), false);
      case Expr.Each x -> walk(x.body(), found);
      case Expr.Literal l -> l.items().forEach(i -> walk(i, found));
    }
  }

  /** What moves a state. */
  private static void rates(Expr e, BiConsumer<String, Boolean> found) {
    if (!(e instanceof Expr.Name n)) return;
    found.accept(n.full() + "'", false);
    found.accept(Names.drift(n.full()), false);
  }
}
