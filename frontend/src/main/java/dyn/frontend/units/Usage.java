package dyn.frontend.units;

import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ModelItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether anything has a unit. */
final class Usage {
  private Usage() {}

  /** In the model, or in what it reads of the file. */
  static boolean of(Definition.Model model, List<ModelItem> shared) {
    if (model.items().stream().anyMatch(Usage::hasUnit)) return true;
    Map<String, ModelItem> byName = new LinkedHashMap<>();
    for (ModelItem i : shared) {
      if (i instanceof ModelItem.Let l) byName.put(l.name().name(), l);
      if (i instanceof ModelItem.Function f) byName.put(f.name().name(), f);
    }
    if (byName.values().stream().noneMatch(Usage::hasUnit)) return false;
    Set<String> mentioned = new LinkedHashSet<>();
    List<ModelItem> todo = new ArrayList<>(model.items());
    while (!todo.isEmpty()) {
      for (Expr e : expressions(todo.removeLast())) {
        mentions(e).stream().filter(byName::containsKey).filter(mentioned::add).forEach(n -> todo.add(byName.get(n)));
      }
    }
    return mentioned.stream().anyMatch(n -> hasUnit(byName.get(n)));
  }

  private static boolean hasUnit(ModelItem item) {
    if (item instanceof ModelItem.Units || item instanceof ModelItem.UnitOf) return true;
    List<Expr.Num> found = new ArrayList<>();
    expressions(item).forEach(e -> literals(e, found));
    return !found.isEmpty();
  }

  static List<Expr> expressions(ModelItem item) {
    return switch (item) {
      case ModelItem.Param p -> list(p.origin().map(ModelItem.Origin::value), p.constraint());
      case ModelItem.State s -> list(s.origin().map(ModelItem.Origin::value));
      case ModelItem.Let l -> List.of(l.value());
      case ModelItem.Function f -> List.of(f.body());
      case ModelItem.Input i -> list(i.value());
      case ModelItem.Output o -> list(o.value());
      case ModelItem.Wire w -> List.of(w.value());
      case ModelItem.Use u -> u.given().stream().map(g -> g.origin().value()).toList();
      case ModelItem.Dim d -> List.of(d.size());
      case ModelItem.Equation e -> List.of(e.value());
      case ModelItem.Noise n -> n.law().args().stream().map(Expr.Arg::value).toList();
      case ModelItem.MethodHint m -> m.method().options().stream().map(Expr.Arg::value).toList();
      case ModelItem.SecondIndex _, ModelItem.Units _, ModelItem.UnitOf _, ModelItem.Grid _, ModelItem.Boundary _,
          ModelItem.Normalize _, ModelItem.Edges _, ModelItem.Event _ -> List.of();
    };
  }

  @SafeVarargs
  private static List<Expr> list(Optional<Expr>... all) {
    List<Expr> there = new ArrayList<>();
    for (Optional<Expr> e : all) e.ifPresent(there::add);
    return there;
  }

  /** Names and functions, with their primes. */
  static Set<String> mentions(Expr e) {
    Set<String> names = new LinkedHashSet<>();
    mentions(e, names);
    return names;
  }

  private static void mentions(Expr e, Set<String> out) {
    if (e instanceof Expr.Name n) out.add(n.full());
    if (e instanceof Expr.Call c) out.add(c.name());
    Trees.parts(e).forEach(p -> mentions(p, out));
  }

  /** Literals with a unit. */
  static void literals(Expr e, List<Expr.Num> out) {
    if (e instanceof Expr.Num n && n.unit().isPresent()) out.add(n);
    Trees.parts(e).forEach(p -> literals(p, out));
  }

  static void literals(ExperimentItem item, List<Expr.Num> out) {
    List<Expr> all = switch (item) {
      case ExperimentItem.Time t -> List.of(t.start(), t.end());
      case ExperimentItem.Method m -> m.method().options().stream().map(Expr.Arg::value).toList();
      case ExperimentItem.Ensemble e -> List.of(e.members());
      case ExperimentItem.Set s -> List.of(s.value());
      case ExperimentItem.Vary v -> List.of(v.values());
      case ExperimentItem.Record r -> and(r.items(), r.when());
      case ExperimentItem.Bind b -> List.of(b.value());
      case ExperimentItem.BindFile _, ExperimentItem.Locate _ -> List.of();
      case ExperimentItem.Seed s -> List.of(s.value());
      case ExperimentItem.Updates u -> u.options().stream().map(Expr.Arg::value).toList();
      case ExperimentItem.Plot p -> and(p.items(), p.when());
      case ExperimentItem.Expect e -> {
        List<Expr> there = new ArrayList<>(and(List.of(e.subject()), e.when()));
        there.addAll(list(e.value(), e.within()));
        yield there;
      }
    };
    all.forEach(e -> literals(e, out));
  }

  private static List<Expr> and(List<Expr> items, Optional<ExperimentItem.When> when) {
    List<Expr> all = new ArrayList<>(items);
    when.ifPresent(w -> all.addAll(times(w)));
    return all;
  }

  static List<Expr> times(ExperimentItem.When when) {
    return switch (when) {
      case ExperimentItem.When.Every e -> {
        List<Expr> all = new ArrayList<>(List.of(e.interval()));
        all.addAll(list(e.from(), e.to()));
        yield all;
      }
      case ExperimentItem.When.At a -> List.of(a.times());
      case ExperimentItem.When.Throughout _ -> List.of();
    };
  }
}
