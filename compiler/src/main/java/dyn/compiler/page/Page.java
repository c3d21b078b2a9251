package dyn.compiler.page;

import dyn.compiler.Compilation;
import dyn.frontend.CheckedExperiment;
import dyn.passes.PackStates;
import dyn.passes.Pass;
import dyn.passes.Refusals;
import dyn.passes.SplitIndependentComponents;
import dyn.passes.Waits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a step of an experiment: a page to look at.
 *
 * @param facts labels and what stands beside them
 * @param costColumns headings of the cells of {@code costs}
 * @param steps that the pictures show
 * @param written waits of one step
 * @param columns what the columns of the pictures stand for
 * @param pictures a step as written and as it is left; none where the program has no loop over steps
 * @param left waits that are left, equal ones once, with how many there are
 */
public record Page(String model, String experiment, String about, List<Fact> facts, List<String> costColumns, List<Cost> costs,
    int steps, List<Waits.Wait> written, String columns, List<Picture> pictures, List<Left> left, List<Applied> applied,
    List<Refusals.Refusal> refused) {
  public record Fact(String name, String text) {}

  /** @param cells one for each column, as people read numbers */
  public record Cost(String name, List<String> cells) {}

  /** @param line of the source that needs it, or empty */
  public record Left(Waits.Wait first, int count, String line) {}

  /**
   * A pass that ran.
   *
   * @param before statements of the program that it was given
   * @param changed whether it made another program
   */
  public record Applied(Pass pass, long before, long after, boolean changed) {}

  public static Page of(Compilation c, List<String> costColumns, List<Cost> costs, List<Applied> applied, List<Refusals.Refusal> refused) {
    CheckedExperiment e = c.experiment();
    List<Waits.Wait> left = c.waitsAfter().several().orElse(c.waitsAfter().all());
    List<Flow> flows = flows(c);
    return new Page(e.model(), e.name(), e.doc(), facts(c), costColumns, costs, c.tiles().together(), c.waitsBefore().all(), columns(c),
        pictures(c, flows), left(c, left), applied, refused);
  }

  /** A step as written, or as many as are taken together, and the same as they are left; none where there is no loop over steps. */
  public static List<Flow> flows(Compilation c) {
    List<String> states = new ArrayList<>(c.experiment().carried().stream().map(CheckedExperiment.Variable::name).toList());
    states.add(PackStates.PACKED);
    int steps = c.tiles().together();
    List<Flow> all = new ArrayList<>();
    FlowReader.of(c.written(), states, steps, 1).ifPresent(all::add);
    FlowReader.of(c.local(), states, 1, steps).ifPresent(all::add);
    return all.size() == 2 ? all : List.of();
  }

  private static String columns(Compilation c) {
    if (c.tiles().axis().isPresent()) return "all tiles along " + c.tiles().axis().get().name();
    boolean cells = c.experiment().states().stream().anyMatch(s -> !s.axes().isEmpty());
    return cells ? "all cells of all members" : c.experiment().members() > 1 ? "all members" : "members, of which this experiment has one";
  }

  private static List<Picture> pictures(Compilation c, List<Flow> flows) {
    if (flows.isEmpty()) return List.of();
    int steps = c.tiles().together();
    String of = steps == 1 ? "One step" : steps + " steps";
    return Layout.of(flows.getFirst(), flows.getLast(), List.of(of + " as written", of + " as left"));
  }

  private static List<Fact> facts(Compilation c) {
    CheckedExperiment e = c.experiment();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("method", c.plan().text() + ", " + c.plan().reason()));
    e.staleness().stability().ifPresent(s -> facts.add(new Fact("stable", s.text())));
    facts.add(new Fact("time", e.start().toPlainString() + " .. " + e.end().toPlainString()
        + (e.units().time().isEmpty() ? "" : " " + e.units().time())));
    facts.add(new Fact("states", Labels.names(e.states().stream().map(Page::shape).toList())));
    if (e.members() > 1) facts.add(new Fact("members", Labels.count(e.members(), "member") + ", " + c.lanes().reason()));
    c.tiles().axis().ifPresent(a -> facts.add(new Fact("tiles", "cells in " + Labels.count(c.tiles().count(), "tile") + " along "
        + a.name() + (c.tiles().together() > 1 ? ", " + c.tiles().together() + " steps at a time" : ""))));
    SplitIndependentComponents.apart(c.local()).forEach(a -> facts.add(new Fact("apart", a.text())));
    return facts;
  }

  private static String shape(CheckedExperiment.Variable v) {
    return v.name() + (v.axes().isEmpty() ? "" : "[" + String.join(", ", v.axes().stream().map(a -> a.text()).toList()) + "]");
  }

  private static List<Left> left(Compilation c, List<Waits.Wait> waits) {
    Map<String, List<Waits.Wait>> grouped = new LinkedHashMap<>();
    for (Waits.Wait w : waits) grouped.computeIfAbsent(w.kind() + w.origin() + "|" + w.why() + w.axes(), _ -> new ArrayList<>()).add(w);
    return grouped.values().stream().map(g -> new Left(g.getFirst(), g.size(), SourceLines.of(c, g.getFirst().origin()))).toList();
  }

  public String html() {
    return PagePrinter.print(this);
  }
}
