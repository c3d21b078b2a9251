package dyn.frontend.check;

import dyn.frontend.MethodChoice;
import dyn.frontend.MethodSignature;
import dyn.frontend.syntax.Definition;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.term.Event;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.util.List;
import java.util.Optional;

/** Whether a method has steps at whose ends events can happen. */
final class EventSteps {
  private final CheckedModel model;
  private final List<Event> events;
  private final List<MethodSignature> methods;
  private final Diagnostics diagnostics;

  EventSteps(CheckedModel model, List<MethodSignature> methods, Diagnostics diagnostics) {
    this.model = model;
    this.methods = methods;
    this.events = model.terms().events();
    this.diagnostics = diagnostics;
  }

  /** Where crossings within steps are to be found as well. */
  Optional<Span> bridges(Optional<ExperimentItem.Locate> item) {
    if (item.isEmpty()) return Optional.empty();
    ExperimentItem.Locate l = item.get();
    String how = l.how().full();
    if (how.equals("grid")) return Optional.empty();
    if (how.equals("root")) {
      diagnostics.add(Diagnostic.of(Code.E0110, l.how().span(), "roots within a step are not supported yet").because("used here")
          .help("`locate grid` finds crossings at the ends of steps"));
    } else if (!how.equals("bridge")) {
      diagnostics.add(Diagnostic.of(Code.E0551, l.how().span(), "unknown way to locate events `" + how + "`").because("not known")
          .help("there are `grid`, at the ends of steps, and `bridge`, which draws whether a noisy path crossed within one"));
    } else if (events.isEmpty() || !model.terms().isNoisy()) {
      diagnostics.add(Diagnostic.of(Code.E0551, l.span(), "nothing crosses unseen here")
          .because(events.isEmpty() ? "the model has no events" : "the model has no noise").help("leave it out"));
    } else {
      return Optional.of(l.span());
    }
    return Optional.empty();
  }

  void check(MethodChoice choice, Definition.Experiment experiment) {
    boolean fixed = choice.options().containsKey(MethodSignature.FIXED_STEP);
    if (events.isEmpty() || fixed || diagnostics.hasErrors()) return;
    Span at = choice.at().orElse(experiment.name().span());
    boolean drawn = methods.stream().anyMatch(m -> m.name().equals(choice.name()) && m.steps() == MethodSignature.Steps.DRAWN);
    Optional<Event> holds = events.stream().filter(e -> !e.holds().isEmpty()).findFirst();
    if (drawn) {
      holds.ifPresent(e -> diagnostics.add(Diagnostic.of(Code.E0551, at, "`" + choice.name() + "` holds no state")
          .because("its steps end where jumps are").label(e.at(), "this holds one for a time")
          .help("write `method euler_maruyama(dt = 0.01)`")));
      return;
    }
    diagnostics.add(Diagnostic.of(Code.E0551, at,
        choice.isAuto() ? "a model with events needs a method and its step" : "`" + choice.name() + "` without `dt` chooses its steps")
        .because(choice.isAuto() ? "no method is chosen" : "a crossing may lie anywhere in a long one")
        .label(events.getFirst().at(), "an event")
        .help("write `method " + (choice.isAuto() ? "rk4" : choice.name()) + "(dt = 0.01)`: events happen at the ends of steps"));
  }
}
