package dyn.frontend.check;

import dyn.frontend.CheckedExperiment.Noise;
import dyn.frontend.MethodChoice;
import dyn.frontend.MethodSignature;
import dyn.frontend.syntax.Definition;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.NoiseSource;
import dyn.ir.Axis;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the method of an experiment suits the noise of its model. */
final class NoiseSteps {
  private final CheckedModel model;
  private final List<MethodSignature> methods;
  private final Diagnostics diagnostics;

  NoiseSteps(CheckedModel model, List<MethodSignature> methods, Diagnostics diagnostics) {
    this.model = model;
    this.methods = methods;
    this.diagnostics = diagnostics;
  }

  /** Sources with the numbers under which they draw: after those of parameters and states. None where no equation has noise. */
  List<Noise> sources() {
    if (!model.terms().isNoisy()) return List.of();
    int before = Noises.firstSource(model.names());
    List<Noise> all = new ArrayList<>();
    for (NoiseSource n : model.terms().noises()) {
      List<Axis> axes = n.increment().shape().stream().map(IndexRange::axis).toList();
      all.add(new Noise(n.name(), axes, n.calculus(), n.law(), before + all.size(), n.at()));
    }
    return all;
  }

  void check(MethodChoice choice, Definition.Experiment experiment) {
    Span at = choice.at().orElse(experiment.name().span());
    Optional<MethodSignature> method = methods.stream().filter(m -> m.name().equals(choice.name())).findFirst();
    if (!model.terms().isNoisy()) {
      boolean broken = diagnostics.hasErrors();
      if (!broken && method.isPresent() && method.get().noise().isPresent()) noNoise(at, choice);
    } else if (choice.isAuto() || method.isPresent() && method.get().noise().isEmpty()) {
      unsuited(at, choice);
    } else if (method.isPresent() && choice.options().containsKey(MethodSignature.FIXED_STEP) && !model.names().grid.isKnown()) {
      diagnostics.add(Diagnostic.of(Code.E0543, at, "the steps do not fill the time span").because("not a whole number of steps")
          .help("choose a step of which the time span is a multiple"));
    }
  }

  private void noNoise(Span at, MethodChoice choice) {
    diagnostics.add(Diagnostic.of(Code.E0619, at, "`" + choice.name() + "` is for models with noise")
        .because("no equation of `" + model.terms().name() + "` has any")
        .help("choose another method, for example `method tsit5(rtol = 1e-9)`"));
  }

  private void unsuited(Span at, MethodChoice choice) {
    NoiseSource first = model.terms().noises().getFirst();
    List<MethodSignature> suited = methods.stream().filter(m -> m.noise().isPresent()).toList();
    String same = suited.stream().filter(m -> m.noise().get() == first.calculus()).findFirst().orElse(suited.getFirst()).name();
    Diagnostic d = choice.isAuto()
        ? Diagnostic.of(Code.E0542, at, "a model with noise needs a method and its step").because("no method is chosen")
        : Diagnostic.of(Code.E0542, at, "`" + choice.name() + "` integrates no noise").because("it takes its rates for smooth in time");
    diagnostics.add(d.label(first.at(), "a source of noise").help("write `method " + same + "(dt = 0.01)`; for noise there are "
        + String.join(", ", suited.stream().map(MethodSignature::name).toList())));
  }
}
