package dyn.frontend.check;

import dyn.frontend.MethodChoice;
import dyn.frontend.MethodSignature;
import dyn.frontend.syntax.Definition;
import dyn.frontend.term.Symbol;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.util.List;
import java.util.Locale;

/** Whether the steps of an experiment suit the memories of its model: of one kind, whole in number, and few enough to be kept. */
final class MemorySteps {
  /** Of a memory while it runs: what goes in and comes out, one for each evaluation in a step, and those that records read. */
  private static final int COPIES = 12;
  private static final double MOST_BYTES = 4.0 * (1L << 30);

  private final CheckedModel model;
  private final List<MethodSignature> methods;
  private final Diagnostics diagnostics;

  MemorySteps(CheckedModel model, List<MethodSignature> methods, Diagnostics diagnostics) {
    this.model = model;
    this.methods = methods;
    this.diagnostics = diagnostics;
  }

  void check(MethodChoice choice, Definition.Experiment experiment) {
    Span at = choice.at().orElse(experiment.name().span());
    boolean keeps = methods.stream().anyMatch(m -> m.memory() && m.name().equals(choice.name()));
    boolean known = choice.isAuto() || methods.stream().anyMatch(m -> m.name().equals(choice.name()));
    if (!model.terms().remembers()) {
      boolean wrong = model.states().values().stream().anyMatch(s -> s.memory().isPresent());
      if (!keeps || wrong) return;
      diagnostics.add(Diagnostic.of(Code.E0619, at, "`" + choice.name() + "` is for models with memories of two times")
          .because("`" + model.terms().name() + "` has none").help("choose another method, for example `method tsit5(rtol = 1e-9)`"));
    } else if (!keeps) {
      if (known) method(at, choice);
    } else if (!model.names().grid.isKnown()) {
      if (choice.options().containsKey(MethodSignature.FIXED_STEP)) steps(at);
    } else {
      size(at);
    }
  }

  private void method(Span at, MethodChoice choice) {
    String name = methods.stream().filter(MethodSignature::memory).map(MethodSignature::name).findFirst().orElseThrow();
    Symbol memory = model.names().symbols.get(model.names().memories.keySet().iterator().next());
    diagnostics.add(Diagnostic.of(Code.E0630, at, "a memory of two times needs the steps of `" + name + "`")
        .because(choice.isAuto() ? "no method is chosen" : "`" + choice.name() + "` looks at one time only")
        .label(memory.at(), "a memory of two times").help("write `method " + name + "(dt = 1/40)`"));
  }

  private void steps(Span at) {
    diagnostics.add(Diagnostic.of(Code.E0630, at, "the steps do not fill the time span").because("not a whole number of steps")
        .help("choose a step of which the time span is a multiple: a memory holds one row for each"));
  }

  private void size(Span at) {
    double cells = (double) model.names().grid.cells() * model.names().grid.cells();
    int memories = model.names().memories.size();
    double bytes = cells * Double.BYTES * COPIES * memories;
    if (bytes <= MOST_BYTES) return;
    diagnostics.add(Diagnostic.of(Code.E0631, at, String.format(Locale.ROOT, "%,d steps would take about %,.1f GiB of memory",
        model.names().grid.steps(), bytes / (1L << 30)))
        .because(String.format(Locale.ROOT, "%d %s of %,d x %,d numbers, each in about %d places", memories,
            memories == 1 ? "memory" : "memories", model.names().grid.cells(), model.names().grid.cells(), COPIES))
        .help(String.format(Locale.ROOT, "take longer steps: %,d of them take %.0f GiB", (long) Math.sqrt(MOST_BYTES / (bytes / cells)) - 1,
            MOST_BYTES / (1L << 30))));
  }
}
