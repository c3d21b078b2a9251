package dyn.bench;

import java.nio.file.Path;
import java.util.List;

/** What the machine gives, measured in the same run. */
final class Probes {
  private static final double FLOPS = 4e9;
  private static final double CELLS = 1 << 24;

  private Probes() {}

  /** @param facts to which the rates are added */
  static Machine.Limits measure(int rounds, Path logs, List<String> facts) {
    double flopsDouble = rate(arithmetic("f64"), rounds, logs, facts);
    double flopsSingle = rate(arithmetic("f32"), rounds, logs, facts);
    double one = rate(triad(1), rounds, logs, facts);
    double all = rate(triad(Machine.cores()), rounds, logs, facts);
    return new Machine.Limits(flopsDouble, flopsSingle, one, all);
  }

  private static double rate(Workload w, int rounds, Path logs, List<String> facts) {
    Race.Result result = new Race(w, rounds, logs).run().getFirst();
    if (!result.counts()) {
      facts.add(w.title() + ": " + result.problem().orElseThrow());
      return Double.NaN;
    }
    Spread time = Spread.of(result.seconds());
    facts.add(String.format("%s: %.1f G%s/s (%.1f .. %.1f), %s", w.title(), 1e-9 / time.median(), w.unit(), 1e-9 / time.high(),
        1e-9 / time.low(), result.build()));
    return 1 / time.median();
  }

  private static Workload arithmetic(String real) {
    Contestant probe = Contestant.peer("probe", "fma_" + real);
    return new Workload("", "fma-" + real, "fma on one core, " + real, "flop", FLOPS, Cost.UNKNOWN, List.of("flops=" + FLOPS), probe,
        1e-2, "",
        List.of(probe));
  }

  /** Three arrays of eight bytes a cell; the fetch of lines to be written is not counted, as in STREAM. */
  private static Workload triad(int threads) {
    Contestant probe = Contestant.peer("probe", "triad");
    return new Workload("", "triad-" + threads, "triad on " + (threads == 1 ? "one core" : threads + " cores"), "B", 24 * CELLS,
        Cost.UNKNOWN,
        List.of("cells=" + CELLS, "threads=" + threads), probe, 0, "", List.of(probe));
  }
}
