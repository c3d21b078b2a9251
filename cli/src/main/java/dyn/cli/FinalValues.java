package dyn.cli;

import dyn.compiler.RunResult;
import dyn.frontend.CheckedExperiment;
import dyn.runtime.results.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The states at the end, a line each: a number, the first cells of an array, mean and deviation over an ensemble, and the standard error of
 * the mean where members differ by chance.
 */
final class FinalValues {
  private static final int DIGITS = 10;
  private static final int SHORT = 6;
  private static final int MOST_STATES = 10;
  private static final int FIRST_CELLS = 4;

  private FinalValues() {}

  static List<String> lines(RunResult run, Style style) {
    List<CheckedExperiment.Variable> states = run.compilation().experiment().states();
    List<CheckedExperiment.Variable> shown = states.subList(0, Math.min(MOST_STATES, states.size()));
    int width = 8;
    for (CheckedExperiment.Variable v : shown) width = Math.max(width, label(v).length());
    List<String> lines = new ArrayList<>();
    for (CheckedExperiment.Variable v : shown) {
      boolean chance = run.compilation().experiment().isMonteCarlo();
      lines.add("  " + style.bold(Numbers.padded(label(v), width)) + "  " + value(run.end(v), run.outputs().members(), chance, style)
          + unit(run, v));
    }
    if (states.size() > shown.size()) lines.add("  " + style.dim("and " + Numbers.count(states.size() - shown.size(), "more state")));
    return lines;
  }

  private static String unit(RunResult run, CheckedExperiment.Variable v) {
    return Numbers.unit(run.compilation().experiment().units().of(v.name()));
  }

  private static String label(CheckedExperiment.Variable v) {
    return v.axes().isEmpty() ? v.name() : v.name() + v.axes().stream().map(a -> Long.toString(a.size())).toList();
  }

  private static String value(double[] all, int members, boolean chance, Style style) {
    int cells = all.length / members;
    if (members == 1 && cells == 1) return Numbers.text(all[0], DIGITS);
    double[] present = Statistics.present(all);
    if (present.length == 0) return Numbers.text(Double.NaN, SHORT);
    double least = Arrays.stream(present).min().getAsDouble();
    double greatest = Arrays.stream(present).max().getAsDouble();
    String range = style.dim("  " + Numbers.text(least, SHORT) + " .. " + Numbers.text(greatest, SHORT));
    if (members > 1 && least == greatest) {
      return Numbers.text(least, DIGITS) + missing(all.length - present.length, cells, style);
    }
    if (members > 1) {
      String error = chance && cells == 1 ? "  se " + Numbers.text(Statistics.standardError(present), 3) : "";
      return Numbers.text(Statistics.mean(present), SHORT) + " ± " + Numbers.text(Statistics.standardDeviation(present), 3) + error + range
          + missing(all.length - present.length, cells, style);
    }
    List<String> first = new ArrayList<>();
    for (int c = 0; c < Math.min(FIRST_CELLS, cells); c++) first.add(Numbers.text(all[c], SHORT));
    return String.join(", ", first) + (cells > FIRST_CELLS ? ", ..." : "") + (cells > 1 ? range : "");
  }

  private static String missing(int count, int cells, Style style) {
    return count == 0 ? "" : "  " + style.warn(Numbers.count(count / cells, "member") + " without a finite value");
  }
}
