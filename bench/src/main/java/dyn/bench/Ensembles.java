package dyn.bench;

import static dyn.bench.Contestant.peer;
import static dyn.bench.Contestant.python;

import java.util.List;
import java.util.stream.IntStream;

/** Ensembles of small systems, on one core. */
final class Ensembles {
  private Ensembles() {}

  static List<Workload> all() {
    return List.of(lorenzFixed("f64", 1e-9), lorenzFixed("f32", 1e-3), hodgkinHuxley(), neural(), gbm(), langevin());
  }

  private static Workload lorenzFixed(String real, double tolerance) {
    int members = 98_304;
    String file = real.equals("f64") ? "lorenz_rk4.dyn" : "lorenz_rk4_f32.dyn";
    String outputs = Workloads.outputs(List.of("x", "y", "z"), Workloads.quarters(members));
    return new Workload("a", "lorenz-rk4-" + real, "Lorenz, 98,304 members, 1000 steps of rk4, " + real, "step", members * 1000.0,
        new Cost(real.equals("f32"), 1, 71, 0, "71 flops: 4 drifts of 8, 3 moves of 6, a sum of 21"), List.of("members=" + members,
            "steps=1000"),
        peer("reference", "lorenz_rk4_scalar_f64").with("stride=8"), tolerance,
        "The C vectors are built by two compilers with two widths and 1 to 6 vectors abreast, and the fastest takes part; the scalar "
            + "C is the same text that a modeller would write. Both take the same steps as dyn. One core.",
        Workloads.join(Workloads.dyn(file, outputs), peer("C, vectors by hand", "lorenz_rk4_vector_" + real).bar(1 / 1.03),
            peer("C, scalar", "lorenz_rk4_scalar_" + real).every(8).bar(10)));
  }

  private static Workload hodgkinHuxley() {
    int members = 4096;
    String outputs = Workloads.outputs(List.of("v", "m", "h", "n"), Workloads.quarters(members));
    return new Workload("c", "hodgkin-huxley", "Hodgkin-Huxley, 4096 members, 1000 steps of rk4, f64", "step", members * 1000.0,
        new Cost(false, 1, 836, 0, "836 flops: 4 drifts of 46 and 6 exp, an exp as 25, and 52 of the method"),
        List.of("members=" + members, "steps=1000"), peer("reference", "hodgkin_huxley_scalar"), 1e-6,
        "The C in vectors is the same text with members in the inner loop, by -O3 -march=native -ffast-math, whose exp are libmvec's "
            + "with up to 4 ulp where dyn's have 1: it has less to do. One core.",
        Workloads.join(Workloads.dyn("hodgkin_huxley.dyn", outputs), peer("C, libmvec, -ffast-math", "hodgkin_huxley_vector").bar(1),
            peer("C, scalar, glibc", "hodgkin_huxley_scalar").every(4).bar(4)));
  }

  private static Workload gbm() {
    int members = 1_000_000;
    int steps = 256;
    String outputs = Workloads.outputs(List.of("x"), Workloads.quarters(members));
    return new Workload("k", "gbm", "geometric Brownian motion, 1,000,000 members, 256 steps of Euler and Maruyama, f64", "step",
        (double) members * steps,
        new Cost(false, 1, 97, 0, "97 flops and integer operations: half a block of Philox, its logarithm, root, sine and cosine, and 5"),
        List.of("members=" + members, "steps=" + steps), peer("reference", "gbm_scalar"), 1e-9,
        "dyn and C draw the same words by the same keys, and follow the same paths. The C in vectors (AVX-512, by hand) takes logarithm, "
            + "sine and cosine from libmvec, with up to 4 ulp where dyn's have 1, does not look whether a step is finite, and knows the "
            + "number of steps to be even: it has less to do. NumPy draws by its own Philox4x64-10 and ziggurat, other paths of the same "
            + "law, over 8192 members at a time. One core.",
        Workloads.join(Workloads.dyn("gbm.dyn", outputs), peer("C, vectors by hand, libmvec", "gbm_vector").bar(1 / 1.05, 1 / 2.0),
            peer("C, scalar, glibc", "gbm_scalar").every(8),
            python("NumPy", "gbm.py").byLaw()));
  }

  private static Workload langevin() {
    int members = 1_000_000;
    int steps = 256;
    String outputs = Workloads.outputs(List.of("x", "v"), Workloads.quarters(members));
    return new Workload("l", "langevin", "Langevin in a double well, 1,000,000 members, 256 steps of BAOAB, f64", "step",
        (double) members * steps,
        new Cost(false, 1, 106, 0, "106 flops and integer operations: the 92 of a normal number, 14 of kicks, drifts and the force"),
        List.of("members=" + members, "steps=" + steps), peer("reference", "langevin_scalar"), 1e-9,
        "As for geometric Brownian motion: the same words, the same paths, libmvec's functions in the C in vectors. One core.",
        Workloads.join(Workloads.dyn("langevin.dyn", outputs),
            peer("C, vectors by hand, libmvec", "langevin_vector").bar(1 / 1.05, 1 / 2.0),
            peer("C, scalar, glibc", "langevin_scalar").every(8)));
  }

  private static Workload neural() {
    int members = 100_000;
    int[] quarters = Workloads.quarters(members);
    String outputs = Workloads.outputs(List.of("x"), quarters) + "," + Workloads.outputs(List.of("x"),
        IntStream.of(quarters).map(q -> q + members).toArray()).substring("outputs=".length());
    return new Workload("d", "neural-ode", "neural ODE 2-64-64-2 with tanh, 100,000 members, 2 steps of rk4, f64", "step", members * 2.0,
        new Cost(false, 1, 50_696, 0, "50,696 flops: 4 drifts of 4352 multiply-adds, 130 additions and 128 tanh, a tanh as 30"),
        List.of("members=" + members, "steps=2"), peer("reference", "neural_ode_scalar"), 1e-9,
        "The C in vectors multiplies matrices of a block of members in registers; its tanh is libmvec's by -ffast-math. The scalar C "
            + "goes through one member after the other, by rows or by columns, whichever is faster. dyn's sums have an order that the "
            + "language fixes. One core.",
        Workloads.join(Workloads.dyn("neural_ode.dyn", outputs), peer("C, blocks, libmvec, -ffast-math", "neural_ode_vector").bar(1),
            peer("C, scalar, glibc", "neural_ode_scalar").every(8).bar(4)));
  }
}
