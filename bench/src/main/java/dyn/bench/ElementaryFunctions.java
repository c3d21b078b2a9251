package dyn.bench;

import static dyn.bench.Contestant.java;
import static dyn.bench.Contestant.peer;

import java.util.List;

/** Functions of an array in the fast cache, on one core. */
final class ElementaryFunctions {
  private ElementaryFunctions() {}

  static List<Workload> all() {
    return List.of("exp", "log", "sin", "cos", "tanh").stream().map(ElementaryFunctions::of).toList();
  }

  private static Workload of(String f) {
    return new Workload("j", f, f + " of 4096 cells, swept 10,000 times, f64", "element", Exact.CELLS * 10_000.0, Cost.UNKNOWN,
        List.of("sweeps=10000"),
        peer("reference", "functions_glibc_" + f), 1e-14,
        "ulp is the largest error at the arguments, against 113 bits. dyn runs a map, so it also reads the state and asks whether it "
            + "is finite, which is unfair to it; libmvec and SLEEF are called through the library for each vector. libmvec promises 4 "
            + "ulp, SLEEF's functions here and dyn's 1, glibc's less than 1: libmvec has less to do.",
        Workloads.join(Workloads.dyn("functions.dyn", "experiment=" + f, "function=" + f),
            peer("libmvec", "functions_libmvec_" + f).bar(1 / 1.3), peer("SLEEF", "functions_sleef_" + f), peer("glibc, scalar",
                "functions_glibc_" + f),
            java("Vector API", "dyn.bench.VectorApiContestant", "function=" + f)));
  }
}
