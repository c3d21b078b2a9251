package dyn.bench;

import static dyn.bench.Contestant.peer;

import java.util.ArrayList;
import java.util.List;

/** Fields of many cells: stencils on all cores, and means and edges on one. */
final class Fields {
  private static final String STENCIL = "The C divides rows or planes among OpenMP threads and goes through memory once a step; dyn "
      + "may take several steps a sweep, which a person could write in C too, with labour. The limit is that of one sweep a step, so "
      + "more than 100 % is possible. dyn makes the arrays of its results anew in each run, with all page faults, C does not, which is "
      + "unfair to dyn.";

  private Fields() {}

  static List<Workload> all() {
    return List.of(grayScott(), heat(), kuramoto(), rateNetwork());
  }

  private static Workload grayScott() {
    int[] diagonal = {48, 56, 64, 72, 80};
    List<String> outputs = new ArrayList<>(List.of("v@" + (64 * 2048 + 50)));
    for (int d : diagonal) outputs.add("u@" + (d * 2048 + d));
    return stencil("gray-scott", "Gray-Scott on 2048 x 2048 cells, 400 steps of Euler, f64", 2048 * 2048 * 400.0,
        new Cost(false, Machine.cores(), 23, 48, "23 flops; two arrays read and written, with the fetch of what is written 48 bytes"),
        400, "gray_scott", String.join(",", outputs));
  }

  private static Workload heat() {
    List<String> outputs = new ArrayList<>();
    for (int d = 104; d < 116; d += 4) outputs.add("u@" + (d * 65536 + d * 256 + d));
    return stencil("heat", "heat in 256 x 256 x 256 cells, 200 steps of Euler, f64", 256 * 65536 * 200.0,
        new Cost(false, Machine.cores(), 9, 24, "9 flops; an array read and written, with the fetch of what is written 24 bytes"),
        200, "heat", String.join(",", outputs));
  }

  private static Workload stencil(String name, String title, double units, Cost cost, int steps, String peer, String outputs) {
    String threads = "threads=" + Machine.cores();
    List<Contestant> contestants = new ArrayList<>();
    for (String backend : List.of("jvm", "llvm")) {
      Contestant dyn = Contestant.dyn(backend, "ON", peer + ".dyn", "outputs=" + outputs);
      contestants.add(dyn);
      contestants.add(dyn.with("together=1").named("dyn " + backend + ", one sweep a step").beside());
    }
    contestants.add(peer("C, OpenMP", peer).bar(1.5));
    return new Workload("f", name, title + ", " + Machine.cores() + " threads", "cell and step", units, cost, List.of("steps=" + steps,
        threads),
        peer("reference", peer), 1e-9, STENCIL, contestants);
  }

  private static Workload kuramoto() {
    int cells = 100_000;
    String outputs = Workloads.outputs(List.of("theta"), Workloads.quarters(cells));
    return new Workload("g", "kuramoto", "Kuramoto, 100,000 oscillators in their mean field, 20 steps of rk4, f64", "cell and step",
        cells * 20.0,
        new Cost(false, 1, 241, 0, "241 flops: 4 drifts of a sine and a cosine, 25 each, and 10; all arrays are in the last cache"),
        List.of("cells=" + cells, "steps=20"), peer("reference", "kuramoto_scalar"), 1e-9,
        "The C in vectors is that text by -O3 -march=native -ffast-math with libmvec's sine and cosine of up to 4 ulp, and sums in an "
            + "order that suits it: it has less to do than dyn, whose order of sums the language fixes. It keeps sines and cosines "
            + "for their second use. One core.",
        Workloads.join(Workloads.dyn("kuramoto.dyn", outputs), peer("C, libmvec, -ffast-math", "kuramoto_libmvec").bar(1),
            peer("C, glibc", "kuramoto_scalar").bar(1)));
  }

  private static Workload rateNetwork() {
    int cells = 100_000;
    String outputs = Workloads.outputs(List.of("x"), Workloads.quarters(cells));
    return new Workload("h", "rate-network", "rate network, 100,000 cells of 100 edges each, 12 steps of rk4, f64", "edge and drift",
        cells * 4800.0,
        new Cost(false, 1, 2, 12, "a multiply-add; a weight and the number of a cell, 12 bytes; rates are gathered from the second cache"),
        List.of("cells=" + cells, "steps=12"), peer("reference", "rate_network"), 1e-9,
        "The same edges and weights; dyn computes the weights in the timed part, C before it. The C knows that each cell has 100 edges, "
            + "which dyn does not, so the comparison favours C; its builds with -ffast-math add the edges of a cell in vectors, dyn adds "
            + "them in their order. One core.",
        Workloads.join(Workloads.dyn("rate_network.dyn", outputs), peer("C", "rate_network").bar(1)));
  }
}
