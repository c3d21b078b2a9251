package dyn.frontend.stability;

import dyn.frontend.Stability;
import dyn.frontend.term.ExperimentTerms;
import dyn.frontend.term.ModelTerms;
import dyn.frontend.term.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a map is stable with values as old as it reads, or in any order of updates, and else why not.
 *
 * @param stability empty where nothing shows it
 * @param bound what was found, in words; {@code terms} what makes it so large, {@code help} what would do
 * @param culprit the state whose equation it is
 */
public record Verdict(Optional<Stability> stability, String bound, String terms, String help, Optional<Symbol> culprit) {
  private static final int SHOWN = 3;
  private static final String BELOW = "a bound below 1 would do: then any delay is stable";

  /**
   * @param anyDelay whether it must hold for any delays and any order, and not just for the ages that the model reads
   * @param bases values of parameters from outside
   */
  public static Verdict of(ModelTerms model, ExperimentTerms experiment, Map<String, double[]> bases, long members, double end,
      boolean anyDelay) {
    Jacobian jacobian;
    try {
      jacobian = Jacobian.of(model, experiment, new Jacobian.Given(bases, members, experiment.start(), end));
    } catch (Cells.TooMany e) {
      return new Verdict(Optional.empty(), "the model has more cells than are looked at", "", "make it smaller", Optional.empty());
    }
    Certifier certifier = new Certifier(jacobian);
    Optional<Stability> contraction = certifier.contraction();
    if (contraction.isPresent()) return stable(contraction.get());
    Optional<Stability.DelayedGradient> gradient = anyDelay ? Optional.empty() : certifier.gradient();
    if (gradient.isPresent() && Certifier.isStable(gradient.get())) return stable(gradient.get());
    return gradient.map(g -> tooFast(jacobian, g)).orElseGet(() -> tooLarge(jacobian, certifier.worst()));
  }

  private static Verdict stable(Stability s) {
    return new Verdict(Optional.of(s), "", "", "", Optional.empty());
  }

  private static Verdict tooFast(Jacobian j, Stability.DelayedGradient g) {
    String limit = Stability.number(Stability.DelayedGradient.limit(g.age()));
    return new Verdict(Optional.empty(), "the fastest mode goes " + Stability.number(g.fastest()) + " in a step, read " + steps(g.age())
        + " late", "what goes faster than " + limit + " grows", "make the step smaller: with values " + steps(g.age())
        + " old, the largest eigenvalue must be below " + limit + " = 2 sin(pi / " + 2 * (2 * g.age() + 1) + "), or read newer ones",
        Optional.of(j.state(0)));
  }

  private static Verdict tooLarge(Jacobian j, int worst) {
    Row row = j.rows().get(worst).flat();
    Optional<Symbol> culprit = Optional.of(j.state(worst));
    if (row.why() != null) {
      String line = row.why().origin().isEmpty() ? "" : ", " + row.why().origin();
      return new Verdict(Optional.empty(), "how far `" + j.cell(worst) + "` moves has no bound", row.why().what() + line,
          "`min`, `max`, `clamp`, `abs`, `tanh`, `sin` and sums of them keep it bounded; " + BELOW, culprit);
    }
    return new Verdict(Optional.empty(), "`" + j.cell(worst) + "` moves by up to " + Stability.number(row.sum())
        + " where what it reads moves by 1", terms(j, row), BELOW, culprit);
  }

  private static String terms(Jacobian j, Row row) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, row.size()).boxed().toList());
    order.sort(Comparator.comparingDouble((Integer k) -> -row.at(k).magnitude()));
    List<String> words = new ArrayList<>();
    for (int k : order.subList(0, Math.min(SHOWN, order.size()))) {
      int column = row.column(k);
      int age = j.ages()[column];
      words.add(Stability.number(row.at(k).magnitude()) + " for `" + j.cell(j.cellOf()[column]) + "`" + (age == 0 ? "" : ", " + steps(age)
          + " old"));
    }
    String rest = order.size() > SHOWN ? "; and " + (order.size() - SHOWN) + " more" : "";
    return String.join("; ", words) + rest;
  }

  private static String steps(int age) {
    return age == 1 ? "1 step" : age + " steps";
  }
}
