package dyn.compiler;

import dyn.frontend.CheckedExperiment;
import dyn.frontend.Expectation;
import dyn.frontend.Expectation.Subject;
import dyn.frontend.Statistic;
import dyn.frontend.Track;
import dyn.runtime.results.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Compares what a run recorded with what its file expects. */
public final class Expects {
  /**
   * One check. {@code worst} is the value farthest from what is expected.
   *
   * @param at what and when that value is, as {@code x[3] at 10, member 7}
   */
  public record Verdict(Expectation expectation, boolean passed, double worst, double expected, double allowed, String at) {
    public double error() {
      return Math.abs(worst - expected);
    }
  }

  private final CheckedExperiment experiment;
  private final Verdict[] worst;

  Expects(CheckedExperiment experiment) {
    this.experiment = experiment;
    this.worst = new Verdict[experiment.expects().size()];
  }

  public static List<Verdict> check(RunResult run) {
    return run.verdicts();
  }

  /** Looks at further records of the run. */
  void take(Records records) {
    for (int i = 0; i < worst.length; i++) {
      Expectation e = experiment.expects().get(i);
      if (e.subject() instanceof Subject.Recorded r) take(i, e, r.item(), records);
    }
  }

  /** Combines what was recorded at several times, once all of it is there. */
  void finish(Records records) {
    for (int i = 0; i < worst.length; i++) {
      Expectation e = experiment.expects().get(i);
      if (!(e.subject() instanceof Subject.Combined c)) continue;
      Optional<double[]> values = Combining.values(c, records);
      if (values.isEmpty()) continue;
      List<String> labels = RunTables.cellLabels(c.label(), c.axes());
      for (int k = 0; k < labels.size(); k++) {
        double[] over = Arrays.copyOfRange(values.get(), k * records.members(), (k + 1) * records.members());
        worst[i] = worse(worst[i], ofMembers(e, c.statistic(), over, expected(e, k), labels.get(k), records.firstMember()));
      }
    }
  }

  /** Compares spectra, once all records are there. */
  void finish(Spectra spectra) {
    for (int i = 0; i < worst.length; i++) {
      Expectation e = experiment.expects().get(i);
      if (!(e.subject() instanceof Subject.Spectral s)) continue;
      Track.Item item = experiment.tracks().get(s.item().track()).items().get(s.item().item());
      List<String> labels = RunTables.cellLabels(item.label(), item.axes());
      for (int multiple : s.multiples()) {
        for (int k = 0; k < labels.size(); k++) {
          Optional<double[]> over = spectra.members(s.item(), k, multiple);
          String place = labels.get(k) + " at " + Decimals.text(spectra.frequency(s.item(), multiple));
          if (over.isPresent()) worst[i] = worse(worst[i], ofMembers(e, item.statistic(), over.get(), expected(e, k), place, 0));
        }
      }
    }
  }

  /** Verdicts so far, null where no record was seen. */
  List<Verdict> state() {
    return Collections.unmodifiableList(Arrays.asList(worst.clone()));
  }

  void restore(List<Verdict> state) {
    for (int i = 0; i < state.size(); i++) {
      Verdict v = state.get(i);
      if (v != null) worst[i] = new Verdict(experiment.expects().get(i), v.passed(), v.worst(), v.expected(), v.allowed(), v.at());
    }
  }

  /** Those of which a record was seen. */
  List<Verdict> verdicts() {
    return Arrays.stream(worst).filter(Objects::nonNull).toList();
  }

  private void take(int index, Expectation e, Track.Ref ref, Records records) {
    Track track = experiment.tracks().get(ref.track());
    double[] times = records.times(track);
    if (times.length == 0) return;
    Track.Item item = track.items().get(ref.item());
    List<String> labels = RunTables.cellLabels(item.label(), item.shown());
    List<double[]> cells = new ArrayList<>();
    for (int c = 0; c < labels.size(); c++) cells.add(records.shown(track, item, c));
    for (int t = 0; t < times.length; t++) {
      for (int k = 0; k < labels.size(); k++) {
        double[] over = Arrays.copyOfRange(cells.get(k), t * records.members(), (t + 1) * records.members());
        String place = labels.get(k) + " at " + Decimals.text(times[t]);
        worst[index] = worse(worst[index], ofMembers(e, item.statistic(), over, expected(e, k), place, records.firstMember()));
      }
    }
  }

  private static double expected(Expectation e, int cell) {
    return e.expected()[e.expected().length == 1 ? 0 : cell];
  }

  /** Of equally bad ones the first. */
  private static Verdict worse(Verdict a, Verdict b) {
    if (a == null || a.passed() && !b.passed()) return b;
    return a.passed() == b.passed() && Double.compare(excess(b), excess(a)) > 0 ? b : a;
  }

  /** The larger, the worse; NaN is worst. Of an order relation, how far the value is on the wrong side. */
  private static double excess(Verdict v) {
    return switch (v.expectation().relation()) {
      case EQUAL -> v.allowed() > 0 ? v.error() / v.allowed() : v.error();
      case LESS, LESS_OR_EQUAL -> v.worst() - v.expected();
      case GREATER, GREATER_OR_EQUAL -> v.expected() - v.worst();
    };
  }

  /** The worst of one cell, of all members or of the numbers that a statistic gives. */
  private static Verdict ofMembers(Expectation e, Statistic statistic, double[] members, double expected, String place, long first) {
    boolean each = statistic instanceof Statistic.EachMember;
    double[] present = each ? members : Statistics.present(members);
    double[] values = each ? members : MemberStatistics.of(statistic, present);
    boolean errors = e.tolerance().unit() == Expectation.Unit.STANDARD_ERRORS && present.length > 1;
    double error = errors ? MemberStatistics.errors(statistic, present)[0] : 0;
    Verdict worst = null;
    int which = 0;
    for (int m = 0; m < values.length; m++) {
      Verdict v = worse(worst, verdict(e, values[m], expected, error, ""));
      if (v != worst) which = m;
      worst = v;
    }
    String at = place + (each && members.length > 1 ? ", member " + (first + which) : "");
    return new Verdict(e, worst.passed(), worst.worst(), worst.expected(), worst.allowed(), at);
  }

  private static Verdict verdict(Expectation e, double value, double expected, double standardError, String at) {
    double size = e.tolerance().size();
    double allowed = switch (e.tolerance().unit()) {
      case ABSOLUTE -> size;
      case RELATIVE -> size * Math.abs(expected);
      case STANDARD_ERRORS -> size * standardError;
    };
    boolean passed = switch (e.relation()) {
      case EQUAL -> Math.abs(value - expected) <= allowed;
      case LESS -> value < expected;
      case LESS_OR_EQUAL -> value <= expected;
      case GREATER -> value > expected;
      case GREATER_OR_EQUAL -> value >= expected;
    };
    return new Verdict(e, passed, value, expected, allowed, at);
  }
}
