package dyn.frontend.link;

import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;

/** The name that a sentence declares; equations, hints and units declare none. */
final class Declared {
  private Declared() {}

  /** Null where nothing is declared. */
  static Ident ident(ModelItem item) {
    return switch (item) {
      case ModelItem.Param p -> p.name();
      case ModelItem.State s -> s.name();
      case ModelItem.Let l -> l.name();
      case ModelItem.Function f -> f.name();
      case ModelItem.Input i -> i.name();
      case ModelItem.Output o -> o.value().isPresent() ? o.name() : null;
      case ModelItem.Dim d -> d.name();
      case ModelItem.SecondIndex i -> i.name();
      case ModelItem.Use u -> u.name();
      case ModelItem.Grid g -> g.name();
      case ModelItem.Edges e -> e.name();
      case ModelItem.Wire w -> w.name();
      case ModelItem.Noise n -> n.increment();
      case ModelItem.Equation _, ModelItem.MethodHint _, ModelItem.Units _, ModelItem.UnitOf _, ModelItem.Boundary _,
          ModelItem.Normalize _, ModelItem.Event _ -> null;
    };
  }

  static String name(ModelItem item) {
    return ident(item).name();
  }
}
