package dyn.runtime.plot;

import dyn.runtime.plot.Scene.Line;
import dyn.runtime.plot.Scene.Panel;
import dyn.runtime.plot.Scene.Shape;
import dyn.runtime.plot.Scene.Weight;
import dyn.runtime.plot.TimeSeries.Series;
import dyn.runtime.plot.TimeSeries.Style;
import dyn.runtime.results.Column;
import java.util.ArrayList;
import java.util.List;

/** Scenes of lines: over time, in a plane, with bands. */
final class LineScenes {
  private static final double MARGIN = 0.04;
  private static final int LONGEST_AXIS_LABEL = 28;
  private static final int MOST_MEMBERS = 81;

  private LineScenes() {}

  static Scene timeSeries(TimeSeries plot, int mostLines) {
    boolean members = plot.style() == Style.MEMBERS;
    List<Series> all = plot.series();
    List<Series> shown = evenly(all, members ? MOST_MEMBERS : mostLines);
    Range x = Range.EMPTY;
    for (Series series : shown) {
      x = x.union(Range.of(Scale.drawn(plot.time(), series.x())));
    }
    Scale time = new Scale(plot.time().label(), x.axis(), plot.time().log());
    List<Panel> panels = new ArrayList<>();
    int colour = 0;
    for (List<Series> group : members || plot.value().isPresent() ? List.of(shown) : Panels.grouped(shown, plot.log())) {
      List<Line> lines = new ArrayList<>();
      String label = plot.value().orElseGet(() -> label(group, members));
      Axis value = new Axis(label, plot.log());
      Range y = Range.EMPTY;
      for (Series series : group) {
        boolean mean = members && series == group.getLast();
        Weight weight = members ? mean ? Weight.STRONG : Weight.FAINT : group.size() > Scene.MOST_NAMED ? Weight.FAINT : Weight.NORMAL;
        Line line = new Line(label.isEmpty() ? series.title() : series.label(), members ? mean ? 1 : 0 : colour++,
            Scale.drawn(plot.time(), series.x()),
            Scale.drawn(value, series.y()), plot.style() == Style.POINTS ? Shape.POINTS : Shape.GRAPH, weight);
        lines.add(line);
        y = y.union(Range.of(line.y()));
      }
      panels.add(Panel.of(time, Scale.covering(value, y, MARGIN), List.of(), lines));
    }
    return new Scene(plot.heading(),
        notes(panels, members ? "members" : "lines", shown.size() - (members ? 1 : 0), all.size() - (members ? 1 : 0)), panels, 1);
  }

  private static <T> List<T> evenly(List<T> all, int most) {
    if (all.size() <= most) {
      return all;
    }
    List<T> some = new ArrayList<>();
    for (int k = 0; k < most; k++) {
      some.add(all.get((int) ((long) k * (all.size() - 1) / (most - 1))));
    }
    return some;
  }

  /** What the axis stands for: names as far as they are short, and the unit, which all have in common. */
  private static String label(List<Series> group, boolean members) {
    String unit = group.getFirst().unit();
    if (group.stream().anyMatch(s -> !s.unit().equals(unit))) {
      return "";
    }
    List<String> names = group.stream().map(s -> s.label().replaceFirst(", member \\d+$", "")).distinct().toList();
    String joined = members ? names.getFirst() : String.join(", ", names);
    if (joined.length() > LONGEST_AXIS_LABEL && names.size() > 1) {
      List<String> bare = names.stream().map(n -> n.replaceFirst("\\[[\\d, ]+\\]$", "")).distinct().toList();
      joined = bare.size() == 1 ? bare.getFirst() : names.getFirst() + " \u2026 " + names.getLast();
    }
    return Column.title(joined, unit);
  }

  private static List<String> notes(List<Panel> panels, String what, int shown, int all) {
    List<String> notes = new ArrayList<>();
    if (shown < all) {
      notes.add(shown + " of " + all + " " + what + " are shown");
    }
    boolean ends = panels.stream().flatMap(p -> p.lines().stream())
        .anyMatch(l -> (l.shape() == Shape.GRAPH || l.shape() == Shape.CURVE) && l.endsAt() >= 0);
    if (ends) {
      notes.add("\u00d7 no values after this");
    }
    return notes;
  }

  static Scene phasePlane(PhasePlane plot, int mostLines) {
    List<PhasePlane.Trace> shown = evenly(plot.traces(), mostLines);
    List<Line> lines = new ArrayList<>();
    Range x = Range.EMPTY;
    Range y = Range.EMPTY;
    for (PhasePlane.Trace trace : shown) {
      Weight weight = shown.size() > Scene.MOST_NAMED ? Weight.FAINT : Weight.NORMAL;
      lines.add(new Line(trace.label(), lines.size(), Scale.drawn(plot.x(), trace.x()), Scale.drawn(plot.y(), trace.y()),
          plot.dots() ? Shape.DOTS : Shape.CURVE, weight));
      x = x.union(Range.of(lines.getLast().x()));
      y = y.union(Range.of(lines.getLast().y()));
    }
    double across = plot.dots() ? 0.015 : MARGIN;
    Panel panel = Panel.of(Scale.covering(plot.x(), x, across), Scale.covering(plot.y(), y, MARGIN), List.of(), lines);
    boolean equal = !plot.dots() && !plot.x().log() && !plot.y().log() && unit(plot.x()).equals(unit(plot.y()))
        && x.width() < 2 * y.width() && y.width() < 2 * x.width();
    return new Scene(plot.heading(), notes(List.of(panel), "lines", shown.size(), plot.traces().size()),
        List.of(equal ? panel.equalAxes() : panel), 1);
  }

  private static String unit(Axis axis) {
    int open = axis.label().lastIndexOf(" (");
    return open < 0 ? "" : axis.label().substring(open);
  }

  static Scene fan(Fan plot) {
    double[] x = Scale.drawn(plot.time(), plot.times());
    List<Scene.Area> areas = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    Range y = Range.EMPTY;
    for (Fan.Band band : plot.bands()) {
      Scene.Area area = new Scene.Area(band.label(), x, Scale.drawn(plot.value(), band.lower()), Scale.drawn(plot.value(), band.upper()));
      areas.add(area);
      y = y.union(Range.of(area.lower())).union(Range.of(area.upper()));
    }
    for (Fan.Line line : plot.lines()) {
      lines.add(new Line(line.label(), lines.size(), x, Scale.drawn(plot.value(), line.values()), Shape.GRAPH, Weight.NORMAL));
      y = y.union(Range.of(lines.getLast().y()));
    }
    Scale time = new Scale(plot.time().label(), Range.of(x).axis(), plot.time().log());
    return new Scene(plot.heading(), List.of(), List.of(Panel.of(time, Scale.covering(plot.value(), y, MARGIN), areas, lines)), 1);
  }
}
