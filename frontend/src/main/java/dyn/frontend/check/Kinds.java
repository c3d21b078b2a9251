package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ModelItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which declared values are complex, judged by their text before any is checked: a state is complex if its initial value is. */
final class Kinds {
  private static final Set<String> REAL = Set.of("re", "im", "abs", "arg", "size");
  private static final String SOURCE = "complex";
  /** Deeper chains of functions are refused when they are checked. */
  private static final int DEEPEST = 400;

  private final Map<String, ModelItem.Function> functions;
  private final Set<String> complex = new LinkedHashSet<>();
  private final Map<List<Object>, Boolean> calls = new LinkedHashMap<>();
  private int depth;

  private Kinds(Map<String, ModelItem.Function> functions) {
    this.functions = functions;
  }

  /** The complex ones among `values`. */
  static Set<String> complex(Map<String, Expr> values, References references, Map<String, ModelItem.Function> functions) {
    Map<String, Set<String>> mentions = new LinkedHashMap<>();
    values.forEach((name, e) -> mentions.put(name, references.of(e)));
    if (mentions.values().stream().noneMatch(m -> m.contains(SOURCE))) return Set.of();
    Kinds kinds = new Kinds(functions);
    for (String name : Order.of(mentions).sorted()) if (kinds.of(values.get(name), Set.of())) kinds.complex.add(name);
    for (String name : List.copyOf(kinds.complex))
      kinds.complex.add(name.endsWith("'") ? name.substring(0, name.length() - 1) : name + "'");
    return kinds.complex;
  }

  private boolean of(Expr e, Set<String> arguments) {
    return switch (e) {
      case Expr.Num _, Expr.Not _ -> false;
      case Expr.Name n -> arguments.contains(n.full()) || complex.contains(n.full());
      case Expr.Call c -> call(c, arguments);
      case Expr.Index i -> of(i.base(), arguments);
      case Expr.Negate n -> of(n.operand(), arguments);
      case Expr.Chain c -> {
        boolean condition = c.rest().stream().anyMatch(l -> l.operator().isComparison() || l.operator().isLogical());
        yield !condition && (of(c.first(), arguments) || c.rest().stream().anyMatch(l -> of(l.operand(), arguments)));
      }
      case Expr.Reduce r -> of(r.body(), arguments);
      case Expr.Expectation x -> of(x.body(), arguments);
      case Expr.Integral i -> of(i.body(), arguments);
      case Expr.Stale s -> of(s.body(), arguments);
      case Expr.At a -> of(a.value(), arguments);
      case Expr.Own o -> of(o.name(), arguments);
      case Expr.Each x -> of(x.body(), arguments);
      case Expr.Literal l -> l.items().stream().anyMatch(i -> of(i, arguments));
    };
  }

  private boolean call(Expr.Call c, Set<String> arguments) {
    List<Boolean> args = new ArrayList<>();
    for (Expr.Arg a : c.args()) args.add(of(a.value(), arguments));
    ModelItem.Function f = functions.get(c.name());
    if (f == null) return c.name().equals(SOURCE) || !REAL.contains(c.name()) && args.contains(true);
    List<Object> key = List.of(c.name(), args);
    Boolean known = calls.get(key);
    if (known != null || depth > DEEPEST) return known != null && known;
    Set<String> inner = new LinkedHashSet<>();
    for (int i = 0; i < Math.min(args.size(), f.params().size()); i++) if (args.get(i)) inner.add(f.params().get(i).name());
    depth++;
    boolean result = of(f.body(), inner);
    depth--;
    calls.put(key, result);
    return result;
  }
}
