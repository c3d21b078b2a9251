package dyn.compiler;

import dyn.frontend.Times;
import dyn.frontend.Track;
import dyn.passes.Refusals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of a compiled step was left as it was, and why: what the programs tell, and what only the experiment knows. */
public final class Refused {
  private Refused() {}

  public static List<Refusals.Refusal> of(Compilation c) {
    List<Refusals.Refusal> all = new ArrayList<>(Refusals.of(c.model(), c.step(), c.local(), c.tiles().count(), c.tiles().together()));
    records(c).ifPresent(all::add);
    return all;
  }

  /** Steps are taken together where nothing is recorded in them. */
  private static Optional<Refusals.Refusal> records(Compilation c) {
    int together = c.tiles().together();
    if (together <= 1 || c.plan().dt() == null) return Optional.empty();
    for (Track t : c.experiment().tracks()) {
      if (!(t.times() instanceof Times.Every e)) continue;
      long steps = e.interval().divide(c.plan().dt(), 0, RoundingMode.HALF_UP).max(BigDecimal.ONE).longValue();
      if (steps >= 2L * together) continue;
      return Optional.of(new Refusals.Refusal("tile-time", "some steps one by one", "a record falls into " + (steps == 1 ? "every step"
          : "every " + steps + " steps") + ", and " + together + " are taken together only where none does", ""));
    }
    return Optional.empty();
  }
}
