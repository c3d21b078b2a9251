package dyn.runtime.model;

import dyn.backend.Description;
import dyn.backend.Description.Column;
import dyn.backend.Description.Over;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Records as CSV, a block for each track and an empty line between; the final states where nothing is recorded. */
final class CsvText {
  /** A column for each cell. @param values [row, cells, member], or [row, cells] where {@code members} is 1 */
  private record Part(String label, double[] values, int cell, int cells, int members) {
    double at(int row, int member) {
      return values[(row * cells + cell) * members + (members == 1 ? 0 : member)];
    }
  }

  private final Description description;
  private final ModelRun run;
  private final PrintStream out;
  private boolean began;

  CsvText(Description description, ModelRun run, PrintStream out) {
    this.description = description;
    this.run = run;
    this.out = out;
  }

  void print() {
    for (int k = 0; k < description.tracks().size(); k++) {
      List<Part> single = new ArrayList<>();
      List<Part> each = new ArrayList<>();
      for (Column c : description.tracks().get(k).columns()) {
        boolean perMember = c.over() == Over.EACH_MEMBER && run.members() > 1;
        split(c.label(), c.sizes(), c.unit(), run.record(k, c.label()), perMember ? run.members() : 1, perMember ? each : single);
      }
      block(run.times(k), single, false);
      block(run.times(k), each, true);
    }
    if (began) return;
    List<Part> states = new ArrayList<>();
    for (Description.State s : description.states()) split(s.name(), s.sizes(), s.unit(), run.end(s.name()), run.members(), states);
    block(new double[] {description.end()}, states, true);
  }

  private static void split(String label, List<Long> sizes, String unit, double[] values, int members, List<Part> into) {
    List<String> indices = List.of("");
    for (long size : sizes) {
      List<String> more = new ArrayList<>();
      for (String prefix : indices) for (long i = 0; i < size; i++) more.add(prefix.isEmpty() ? Long.toString(i) : prefix + ", " + i);
      indices = more;
    }
    for (int c = 0; c < indices.size(); c++) {
      String name = sizes.isEmpty() ? label : label + "[" + indices.get(c) + "]";
      into.add(new Part(unit.isEmpty() ? name : name + " [" + unit + "]", values, c, indices.size(), members));
    }
  }

  private void block(double[] times, List<Part> parts, boolean perMember) {
    if (parts.isEmpty()) return;
    if (began) out.print('\n');
    began = true;
    out.print(description.timeUnit().isEmpty() ? "t" : "t [" + description.timeUnit() + "]");
    if (perMember) out.print(",member");
    for (Part p : parts) out.print("," + (p.label().contains(",") ? "\"" + p.label() + "\"" : p.label()));
    out.print('\n');
    for (int t = 0; t < times.length; t++) {
      for (int m = 0; m < (perMember ? run.members() : 1); m++) {
        out.print(times[t]);
        if (perMember) out.print("," + m);
        for (Part p : parts) out.print("," + (Double.isNaN(p.at(t, m)) ? "" : Double.toString(p.at(t, m))));
        out.print('\n');
      }
    }
  }
}
