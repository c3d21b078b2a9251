package dyn.bench;

import java.util.ArrayList;
import java.util.List;

/** All workloads, in the order in which they run. */
final class Workloads {
  private Workloads() {}

  static List<Workload> all() {
    List<Workload> all = new ArrayList<>();
    all.addAll(Ensembles.all());
    all.addAll(Adaptive.all());
    all.addAll(Fields.all());
    all.addAll(ElementaryFunctions.all());
    all.addAll(StartUp.all());
    return all;
  }

  /** dyn with each backend, and without vectors in bytecode. */
  static List<Contestant> dyn(String file, String... arguments) {
    return List.of(Contestant.dyn("jvm", "ON", file, arguments), Contestant.dyn("llvm", "ON", file, arguments),
        Contestant.dyn("jvm", "OFF", file, arguments));
  }

  static List<Contestant> join(List<Contestant> some, Contestant... others) {
    List<Contestant> all = new ArrayList<>(some);
    all.addAll(List.of(others));
    return all;
  }

  /** Outputs of states at cells or members, as contestants write them. */
  static String outputs(List<String> states, int... cells) {
    List<String> all = new ArrayList<>();
    for (int cell : cells) for (String s : states) all.add(s + "@" + cell);
    return "outputs=" + String.join(",", all);
  }

  /** The members at the quarters. */
  static int[] quarters(int members) {
    return new int[] {0, members / 4, members / 2, 3 * (members / 4)};
  }
}
