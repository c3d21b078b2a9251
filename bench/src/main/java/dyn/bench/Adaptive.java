package dyn.bench;

import static dyn.bench.Contestant.java;
import static dyn.bench.Contestant.peer;
import static dyn.bench.Contestant.python;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Steps by error control, on one core. */
final class Adaptive {
  private static final String NOTE = "All controllers are their owners' own, with the same rtol and atol in a norm over the member's "
      + "states (odeint: the largest, others: root mean square). odeint, SUNDIALS, SciPy and Hipparchus take one member after the "
      + "other, which is unfair to them as no vectors are asked of them; CVODE is made for stiff or costly drifts, and its Adams "
      + "methods of variable order pay only where a drift costs more than bookkeeping, as it does not here. SciPy calls Python for "
      + "each drift. ";

  private Adaptive() {}

  static List<Workload> all() {
    return List.of(
        ensemble("lorenz", "Lorenz, 16,384 members of spread rho to t = 3", "lorenz_dopri5.dyn", List.of("x", "y", "z"), 3, 1e-8, 1e-10),
        ensemble("van_der_pol", "Van der Pol, 16,384 members of spread mu to t = 20", "van_der_pol.dyn", List.of("x", "y"), 20, 1e-6, 1e-9),
        single("b", "lorenz", "Lorenz to t = 10", "lorenz_single.dyn", outputs("xyz"), 10, 1e-10, 1e-12, 1000),
        single("b", "van_der_pol", "Van der Pol, mu = 5, to t = 2000", "van_der_pol_single.dyn", outputs("xy"), 2000, 1e-8, 1e-10, 5),
        single("e", "three_body", "three bodies on the figure eight, ten turns", "three_body.dyn", cells("r", 6), 63.2591398, 1e-12,
            1e-12, 20),
        single("e", "pleiades", "Pleiades to t = 3", "pleiades.dyn", cells("x", 7) + "," + cells("y", 7), 3, 1e-12, 1e-12, 20),
        wells());
  }

  /** Each path in steps of its own, and all paths in one step, which is that of an array: other paths of one law. */
  private static Workload wells() {
    int members = 4096;
    List<Contestant> contestants = new ArrayList<>();
    String reference = "reference=sra1(dt = 1/2048, grid = 1/4)";
    for (String backend : List.of("jvm", "llvm")) {
      contestants.add(well(backend, "own", 3e-3, reference).named("dyn " + backend + ", steps of its own, 3e-3"));
      boolean jvm = backend.equals("jvm");
      contestants.add(well(backend, "together", 5e-3, reference).bar(jvm ? Double.NaN : 2, jvm ? 2 : Double.NaN)
          .named("dyn " + backend + ", one step for all, 5e-3").beside());
    }
    String title = "double wells, each heated once, 4096 paths to t = 32, sra1 with error control";
    return new Workload("m", "double-well", title, "path", members, Cost.UNKNOWN, List.of(), contestants.getFirst(),
        Double.POSITIVE_INFINITY,
        "distance is the mean distance of paths from those of steps of 1/2048 on the same noise: tolerances are chosen so that those in "
            + "steps of their own are the nearer ones. One step for all takes the root mean square of the errors of all paths. One core.",
        contestants);
  }

  private static Contestant well(String backend, String experiment, double tolerance, String reference) {
    String method = "method=sra1(rtol = " + tolerance + ", atol = " + tolerance + ", grid = 1/4)";
    return Contestant.dyn(backend, "ON", "double_well.dyn", "experiment=" + experiment, method, reference, "state=x").byLaw();
  }

  private static String outputs(String states) {
    return String.join(",", states.chars().mapToObj(c -> (char) c + "@0").toList());
  }

  private static String cells(String state, int number) {
    return String.join(",", IntStream.range(0, number).mapToObj(i -> state + "@" + i).toList());
  }

  private static List<String> sizes(String system, int members, double span, double rtol, double atol) {
    return List.of("system=" + system, "members=" + members, "span=" + span, "rtol=" + rtol, "atol=" + atol);
  }

  private static Workload ensemble(String system, String title, String file, List<String> states, double span, double rtol, double atol) {
    int members = 16_384;
    List<Contestant> contestants = Workloads.join(Workloads.dyn(file, Workloads.outputs(states, Workloads.quarters(members))),
        peer("odeint, dopri5", "odeint_dopri5").every(4).bar(6), peer("CVODE, Adams", "cvode_adams").every(64).bar(100),
        peer("ARKODE, Dormand-Prince", "arkode_dopri5").every(32), java("Hipparchus, Dormand-Prince 5(4)", "dyn.bench.HipparchusContestant",
            "method=dopri5").every(16), python("SciPy, RK45", "scipy_ode.py").with("method=RK45").every(1024));
    return new Workload("b", system.replace('_', '-') + "-dopri5", title + ", dopri5 with rtol " + rtol + " and atol " + atol, "member",
        members, Cost.UNKNOWN,
        sizes(system, members, span, rtol, atol), peer("reference", "reference").every(members / 4), 1e-2,
        NOTE + "Peers that take few of the members take every so manieth, so that their parameters are spread as all are; neighbours "
            + "have parameters that have nothing to do with each other. waste is the share of steps that lanes make for others: "
            + "native code gives a lane its next member at once, bytecode goes on until the last member of a vector is done; dyn's limit "
            + "for it is 25 %.",
        contestants);
  }

  /** Members of one: dyn's own seventh-order method takes part where tolerances are tight. */
  private static Workload single(String letter, String system, String title, String file, String outputs, double span, double rtol,
      double atol, int repeat) {
    boolean tight = letter.equals("e");
    String again = "repeat=" + repeat;
    List<Contestant> contestants = new ArrayList<>();
    for (String backend : List.of("jvm", "llvm")) {
      Contestant dyn = Contestant.dyn(backend, "ON", file, "outputs=" + outputs, again);
      if (!tight) contestants.add(dyn);
      if (tight) contestants.add(dyn.named("dyn " + backend + ", vern7"));
      if (tight) contestants.add(dyn.with("method=dopri5(rtol = " + rtol + ", atol = " + atol + ")").named("dyn " + backend
          + ", dopri5").beside());
    }
    contestants.add(peer("odeint, dopri5", "odeint_dopri5").with(again).bar(1));
    contestants.add(peer("odeint, Fehlberg 7(8)", "odeint_fehlberg78").with(again));
    contestants.add(peer("CVODE, Adams", "cvode_adams").with(again));
    contestants.add(peer("ARKODE, Dormand-Prince", "arkode_dopri5").with(again));
    contestants.add(peer("ARKODE, Fehlberg 7(8)", "arkode_fehlberg78").with(again));
    String method = tight ? "853" : "dopri5";
    contestants.add(java("Hipparchus, Dormand-Prince " + (tight ? "8(5,3)" : "5(4)"), "dyn.bench.HipparchusContestant", "method="
        + method, again));
    // One run of it is enough.
    Contestant scipy = python("SciPy, " + (tight ? "DOP853" : "RK45"), "scipy_ode.py").with("method=" + (tight ? "DOP853" : "RK45"));
    contestants.add(new Contestant(scipy.name(), scipy.launch(), scipy.arguments(), 1.0 / repeat, Double.NaN, false, false));
    String text = tight ? "Methods differ: compare times beside errors. The peers use that the force of j on i is that of i on j, dyn "
        + "computes both. "
        : "A vector has nothing to do here. ";
    return new Workload(letter, system.replace('_', '-') + "-single", title + ", one trajectory, rtol " + rtol + " and atol " + atol,
        "trajectory",
        repeat, Cost.UNKNOWN, sizes(system, 1, span, rtol, atol), peer("reference", "reference"), 1e-1, text + NOTE, contestants);
  }
}
