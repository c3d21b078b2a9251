package dyn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs all workloads, or those whose names or letters are given, and writes tables and plots. Started by bench/suite in the project's root.
 */
final class Suite {
  private static final Path FOLDER = Path.of("bench/target/report");

  private Suite() {}

  public static void main(String[] args) throws IOException {
    int rounds = 9;
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--quick" -> rounds = 3;
        case "--rounds" -> rounds = Integer.parseInt(args[++i]);
        default -> wanted.add(args[i]);
      }
    }
    List<Workload> all = Workloads.all();
    for (String w : wanted) {
      if (all.stream().anyMatch(a -> a.name().equals(w) || a.letter().equals(w))) continue;
      System.err.println("no workload `" + w + "`; there are " + String.join(", ", all.stream().map(a -> a.letter() + " "
          + a.name()).toList()));
      System.exit(2);
    }
    Path logs = Files.createDirectories(FOLDER.resolve("logs"));
    Report report = new Report(FOLDER);
    List<String> facts = new ArrayList<>(Machine.facts());
    Machine.Limits limits = Probes.measure(rounds, logs, facts);
    report.head(rounds, facts);
    facts.forEach(System.out::println);
    for (Workload w : all) {
      if (!wanted.isEmpty() && !wanted.contains(w.name()) && !wanted.contains(w.letter())) continue;
      System.out.println("\n" + report.add(w, new Race(w, rounds, logs).run(), limits));
    }
    System.out.println("written to " + FOLDER + ": table.md, table.csv, and a plot of each workload");
  }
}
