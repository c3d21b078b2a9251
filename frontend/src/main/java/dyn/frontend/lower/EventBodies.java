package dyn.frontend.lower;

import dyn.frontend.term.Defined;
import dyn.frontend.term.Event;
import dyn.frontend.term.ModelTerms;
import dyn.frontend.term.Symbol;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * `@guards`, a number for each event that goes from below or at zero to above it; `@event.0`..., what each makes of all states;
 * `@hold.0.x`, for how long it holds x; `@stopped`, whether a member has stopped, where one may.
 */
record EventBodies(Lowering lowering, ModelTerms model) {
  void add(List<Body> out) {
    List<Defined> guards = model.events().stream().map(Event::guard).toList();
    out.add(lowering.running("guards", guards, (_, _) -> {}, _ -> {}, this::guards));
    for (int k = 0; k < model.events().size(); k++) {
      Event e = model.events().get(k);
      out.add(lowering.running("event." + k, e.becomes(), (_, _) -> {}, _ -> {}, terms -> after(terms, e)));
      for (Defined d : e.holds()) {
        out.add(lowering.running("hold." + k + "." + d.symbol().name(), List.of(d), (_, _) -> {}, _ -> {},
            terms -> List.of(terms.wide(terms.shaped(Lowering.value(terms, d), d.symbol().shape())))));
      }
    }
    List<Symbol> stops = model.events().stream().flatMap(e -> e.stop().stream()).distinct().toList();
    if (!stops.isEmpty()) out.add(lowering.running("stopped", List.of(), (_, _) -> {}, _ -> {}, terms -> List.of(stopped(terms, stops))));
  }

  private List<Value> guards(Terms terms) {
    List<Value> all = new ArrayList<>();
    for (Event e : model.events()) {
      Value g = terms.shaped(Lowering.value(terms, e.guard()), e.guard().symbol().shape());
      all.add(e.up() ? g : terms.builder().apply("guard", Primitive.NEG, g));
    }
    return all;
  }

  private List<Value> after(Terms terms, Event e) {
    Map<Symbol, Defined> becomes = new HashMap<>();
    e.becomes().forEach(d -> becomes.put(d.symbol(), d));
    List<Value> all = new ArrayList<>();
    for (Symbol s : model.allStates()) {
      boolean stop = e.stop().filter(s::equals).isPresent();
      Value v = stop ? terms.builder().constant(terms.symbol(s).type().scalar(), 1)
          : becomes.containsKey(s) ? Lowering.value(terms, becomes.get(s)) : terms.symbol(s);
      all.add(terms.shaped(v, s.shape()));
    }
    return all;
  }

  private static Value stopped(Terms terms, List<Symbol> stops) {
    Builder b = terms.builder();
    Value any = null;
    for (Symbol s : stops) {
      Value v = terms.symbol(s);
      Value one = b.apply("stopped", Primitive.GT, v, b.constant(v.type().scalar(), 0));
      any = any == null ? one : b.apply("stopped", Primitive.OR, any, one);
    }
    return any;
  }
}
