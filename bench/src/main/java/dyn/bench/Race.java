package dyn.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All contestants of a workload in turns, round by round. */
final class Race {
  private static final double STANDARD_ERRORS = 5;

  /**
   * @param build which of several was the fastest, or what the contestant says of itself
   * @param seconds per unit, of each round
   * @param error of the outputs, NaN where there is nothing to compare
   * @param problem why there is no result, or why it must not be compared
   */
  record Result(Contestant contestant, String build, double[] seconds, Map<String, Double> outputs, double error,
      Optional<String> problem) {
    boolean counts() {
      return problem.isEmpty();
    }
  }

  private record Runner(Contestant contestant, Session session, List<Double> seconds, List<Session.Answer> answers) {}

  private final Workload workload;
  private final int rounds;
  private final Path logs;
  private final Map<Contestant, String> absent = new HashMap<>();
  private final Map<Contestant, String> names = new HashMap<>();

  Race(Workload workload, int rounds, Path logs) {
    this.workload = workload;
    this.rounds = rounds;
    this.logs = logs;
  }

  List<Result> run() {
    Map<String, Double> wanted = wanted();
    List<Runner> runners = new ArrayList<>();
    try {
      for (Contestant c : workload.contestants()) best(c).ifPresent(s -> runners.add(new Runner(c, s, new ArrayList<>(),
          new ArrayList<>())));
      List<Runner> left = new ArrayList<>(runners);
      for (int round = 0; round < rounds; round++) {
        List<Runner> order = new ArrayList<>(left);
        Collections.rotate(order, -round);
        for (Runner r : order) if (!turn(r)) left.remove(r);
      }
    } finally {
      runners.forEach(r -> r.session().close());
    }
    return results(runners, wanted);
  }

  private boolean turn(Runner r) {
    try {
      Thread.sleep(10);
      Session.Answer answer = r.session().run();
      r.seconds().add(answer.seconds() / (workload.units() * r.contestant().share()));
      r.answers().add(answer);
      return true;
    } catch (Session.Absent e) {
      absent.put(r.contestant(), e.getMessage());
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The fastest build, warm. */
  private Optional<Session> best(Contestant c) {
    List<Launch.Build> builds = c.launch().builds();
    if (builds.isEmpty()) absent.put(c, "not built here");
    Session best = null;
    double least = Double.POSITIVE_INFINITY;
    for (Launch.Build b : builds) {
      Session session = null;
      try {
        session = start(c, b);
        double seconds = warm(session, c.launch().warmUp(), builds.size() > 1);
        if (seconds < least) {
          if (best != null) best.close();
          best = session;
          least = seconds;
          names.put(c, b.name().isEmpty() ? session.build : b.name());
          continue;
        }
      } catch (Session.Absent e) {
        if (best == null) absent.put(c, e.getMessage());
      }
      if (session != null) session.close();
    }
    if (best != null) absent.remove(c);
    return Optional.ofNullable(best);
  }

  private Session start(Contestant c, Launch.Build b) throws Session.Absent {
    List<String> command = new ArrayList<>(b.command());
    command.addAll(c.arguments());
    command.addAll(workload.sizes());
    String log = (workload.name() + "-" + c.name() + "-" + b.name()).replaceAll("[^A-Za-z0-9.]+", "-");
    return Session.start(command, logs.resolve(log + ".log"));
  }

  /** Goes on while runs get faster; of several builds, each has three runs or two seconds. */
  private static double warm(Session session, double seconds, boolean choosing) throws Session.Absent {
    double least = Double.POSITIVE_INFINITY;
    double sum = 0;
    boolean faster = true;
    for (int run = 0; choosing ? run < 3 && sum < 2 : run < 1 || sum < seconds || seconds > 0 && faster && sum < 4 * seconds; run++) {
      long start = System.nanoTime();
      double took = session.run().seconds();
      faster = took < 0.97 * least;
      least = Math.min(least, took);
      sum += (System.nanoTime() - start) * 1e-9;
    }
    return least;
  }

  private List<Result> results(List<Runner> runners, Map<String, Double> wanted) {
    List<Result> results = new ArrayList<>();
    for (Contestant c : workload.contestants()) {
      Optional<Runner> runner = runners.stream().filter(r -> r.contestant() == c).findFirst();
      if (runner.isPresent() && !absent.containsKey(c)) results.add(result(runner.get(), wanted));
      else results.add(new Result(c, "", new double[0], Map.of(), Double.NaN, Optional.of("absent: " + absent.get(c))));
    }
    return results;
  }

  private Map<String, Double> wanted() {
    for (Launch.Build b : workload.judge().launch().builds()) {
      try (Session session = start(workload.judge(), b)) {
        return session.run().outputs();
      } catch (Session.Absent e) {
        continue;
      }
    }
    return Map.of();
  }

  private Result result(Runner r, Map<String, Double> wanted) {
    double error = 0;
    for (Session.Answer a : r.answers()) error = Math.max(error, error(a.outputs(), wanted));
    Optional<String> problem = Optional.empty();
    if (r.contestant().law()) {
      double off = r.answers().stream().mapToDouble(a -> a.outputs().getOrDefault("off", Double.NaN)).max().orElse(Double.NaN);
      error = Double.NaN;
      if (!(off < STANDARD_ERRORS)) problem = Optional.of("not of the law: off by " + off + " standard errors");
    } else if (wanted.isEmpty()) problem = Optional.of("nothing to compare its outputs with");
    else if (!(error <= workload.tolerance())) problem = Optional.of("wrong outputs: error " + error);
    else if (r.answers().getLast().outputs().containsKey("failed")) problem = Optional.of("members failed");
    double[] seconds = r.seconds().stream().mapToDouble(Double::doubleValue).toArray();
    return new Result(r.contestant(), names.get(r.contestant()), seconds, r.answers().getLast().outputs(), error, problem);
  }

  /** Infinite where an output is missing or not finite. */
  private static double error(Map<String, Double> outputs, Map<String, Double> wanted) {
    double most = 0;
    for (Map.Entry<String, Double> e : wanted.entrySet()) {
      if (!e.getKey().contains("@")) continue;
      double value = outputs.getOrDefault(e.getKey(), Double.NaN);
      double error = Math.abs(value - e.getValue()) / Math.max(1, Math.abs(e.getValue()));
      if (!(error <= most)) most = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }
    return most;
  }
}
