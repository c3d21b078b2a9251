package dyn.bench;

import static dyn.bench.Contestant.peer;

import java.util.List;

/** Ensembles of small systems, on one core. */
final class Ensembles {
  private Ensembles() {}

  static List<Workload> all() {
    return List.of(lorenzFixed("f64", 1e-9), lorenzFixed("f32", 1e-3));
  }

  private static Workload lorenzFixed(String real, double tolerance) {
    int members = 98_304;
    String file = real.equals("f64") ? "lorenz_rk4.dyn" : "lorenz_rk4_f32.dyn";
    String outputs = Workloads.outputs(List.of("x", "y", "z"), Workloads.quarters(members));
    return new Workload("a", "lorenz-rk4-" + real, "Lorenz, 98,304 members, 1000 steps of rk4, " + real, "step", members * 1000.0,
        new Cost(real.equals("f32"), 1, 71, 0, "71 flops: 4 drifts of 8, 3 moves of 6, a sum of 21"), List.of("members=" + members, "steps=1000"),
        peer("reference", "lorenz_rk4_scalar_f64").with("stride=8"), tolerance,
        "The C vectors are built by two compilers with two widths and 1 to 6 vectors abreast, and the fastest takes part; the scalar C is the "
            + "same text that a modeller would write. Both take the same steps as dyn. One core.",
        Workloads.join(Workloads.dyn(file, outputs), peer("C, vectors by hand", "lorenz_rk4_vector_" + real).bar(1 / 1.03),
            peer("C, scalar", "lorenz_rk4_scalar_" + real).every(8).bar(10)));
  }
}
