package dyn.frontend.check;

import dyn.frontend.MethodChoice;
import dyn.frontend.MethodSignature;
import dyn.frontend.syntax.Definition;
import dyn.frontend.term.Event;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import java.util.List;

/** Whether a method has steps at whose ends events can happen. */
final class EventSteps {
  private final List<Event> events;
  private final Diagnostics diagnostics;

  EventSteps(CheckedModel model, Diagnostics diagnostics) {
    this.events = model.terms().events();
    this.diagnostics = diagnostics;
  }

  void check(MethodChoice choice, Definition.Experiment experiment) {
    boolean fixed = choice.options().containsKey(MethodSignature.FIXED_STEP);
    if (events.isEmpty() || fixed || diagnostics.hasErrors()) return;
    diagnostics.add(Diagnostic.of(Code.E0551, choice.at().orElse(experiment.name().span()),
        choice.isAuto() ? "a model with events needs a method and its step" : "`" + choice.name() + "` without `dt` chooses its steps")
        .because(choice.isAuto() ? "no method is chosen" : "a crossing may lie anywhere in a long one")
        .label(events.getFirst().at(), "an event")
        .help("write `method " + (choice.isAuto() ? "rk4" : choice.name()) + "(dt = 0.01)`: events happen at the ends of steps"));
  }
}
