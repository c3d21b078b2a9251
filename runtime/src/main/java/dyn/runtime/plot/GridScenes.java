package dyn.runtime.plot;

import dyn.runtime.plot.Scene.Panel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Scenes of bars and of coloured cells. */
final class GridScenes {
  private GridScenes() {}

  static Scene histogram(Histogram plot) {
    double[] edges = plot.edges();
    Scale x = new Scale(plot.value().label(), new Range(edges[0], edges[edges.length - 1]), false);
    List<Panel> panels = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Histogram.Group group : plot.groups()) {
      double[] heights = Scale.drawn(plot.count(), group.counts());
      Range drawn = Range.of(heights);
      Range from = plot.count().log() ? new Range(drawn.isEmpty() ? 0 : drawn.low() - 0.3, drawn.high()) : new Range(0, drawn.high());
      Scale y = Scale.covering(plot.count(), drawn.isEmpty() ? Range.EMPTY : from, 0.04);
      panels.add(new Panel(group.label(), x, y, List.of(), List.of(), Optional.of(new Scene.Bars(edges, heights)), Optional.empty(),
          false));
      if (group.missing() > 0) {
        notes.add(group.missing() + " missing" + (group.label().isEmpty() ? "" : " at " + group.label()));
      }
    }
    notes.addFirst("bins " + width(edges) + " wide");
    return new Scene(plot.heading(), notes, panels, 1);
  }

  private static String width(double[] edges) {
    double width = (edges[edges.length - 1] - edges[0]) / (edges.length - 1);
    return Ticks.number(width, 4);
  }

  static Scene heatMap(HeatMap plot) {
    Range range = Range.EMPTY;
    for (HeatMap.Grid grid : plot.grids()) {
      range = range.union(Range.of(Scale.drawn(plot.value(), grid.values())));
    }
    Scale colour = new Scale(plot.value().label(), range.axis(), plot.value().log());
    List<Panel> panels = new ArrayList<>();
    boolean missing = false;
    for (HeatMap.Grid grid : plot.grids()) {
      Scale x = new Scale(plot.x().label(), grid.x(), plot.x().log());
      Scale y = new Scale(plot.y().label(), grid.y(), plot.y().log());
      Scene.Cells cells = new Scene.Cells(grid, colour);
      panels.add(new Panel(grid.label(), x, y, List.of(), List.of(), Optional.empty(), Optional.of(cells), plot.square()));
      missing |= Arrays.stream(Scale.drawn(plot.value(), grid.values())).anyMatch(v -> !Double.isFinite(v));
    }
    List<String> notes = new ArrayList<>(plot.note().map(List::of).orElse(List.of()));
    if (missing) {
      notes.add("grey: " + plot.missing());
    }
    int count = panels.size();
    return new Scene(plot.heading(), notes, panels, count <= 3 ? count : (count + 1) / 2);
  }
}
