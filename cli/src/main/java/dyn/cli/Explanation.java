package dyn.cli;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Refused;
import dyn.compiler.page.Page;
import dyn.compiler.page.SourceLines;
import dyn.frontend.CheckedExperiment;
import dyn.ir.Body;
import dyn.ir.Program;
import dyn.ir.Stmt;
import dyn.passes.Exactness;
import dyn.passes.Pass;
import dyn.passes.Refusals;
import dyn.passes.SplitIndependentComponents;
import dyn.passes.TurnBody;
import dyn.passes.Waits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the compiler did with an experiment: method, waits and what keeps them, passes and program sizes. */
final class Explanation {
  private static final int MOST_WAITS = 20;
  private static final int NAME = 26;

  /**
   * @param before statements of the program that the pass was given, {@code statements} of the one that it made
   * @param changed whether that is another program
   */
  record Step(Pass pass, String level, long before, long statements, boolean changed) {
    Page.Applied applied() {
      return new Page.Applied(pass, before, statements, changed);
    }
  }

  /** Hears the passes. */
  static final class Steps implements BiConsumer<Pass, Program> {
    private final List<Step> all = new ArrayList<>();
    private Program last;

    @Override
    public void accept(Pass pass, Program made) {
      long size = size(made);
      all.add(new Step(pass, made.level().text(), last == null ? size : all.getLast().statements(), size,
          last == null || !made.bodies().equals(last.bodies())));
      last = made;
    }
  }

  private final Compilation c;
  private final List<Step> steps;
  private final Waits before;
  private final Waits after;
  private final Costs costs;
  private final List<Refusals.Refusal> refused;

  Explanation(Compilation c, Steps steps) {
    this.c = c;
    this.steps = steps.all;
    this.before = c.waitsBefore();
    this.after = c.waitsAfter();
    this.costs = Costs.of(c);
    this.refused = Refused.of(c);
  }

  private static long size(Program p) {
    long n = 0;
    for (Body b : p.bodies()) n += size(b);
    return n;
  }

  private static long size(Body b) {
    long n = 0;
    for (Stmt s : b.stmts()) {
      n++;
      for (Body inner : s.op().bodies()) n += size(inner);
    }
    return n;
  }

  List<String> lines(Style style) {
    CheckedExperiment e = c.experiment();
    List<String> lines = new ArrayList<>();
    lines.add(style.bold(e.model() + ": " + e.name()) + (e.doc().isEmpty() ? "" : "  " + style.dim(e.doc())));
    lines.add("");
    lines.add(style.bold("method") + "  " + c.plan().text());
    lines.add("        " + style.dim(c.plan().reason()));
    stability(lines, style);
    if (!c.backend().name().equals(CompileOptions.DEFAULT_BACKEND)) lines.add(style.bold("backend") + " " + RunReport.backend(c));
    if (e.members() > 1) lines.add(style.bold("members") + " " + c.lanes().reason());
    lines.add("");
    edges(lines, style);
    matrices(lines, style);
    turns(lines, style);
    waits(lines, style);
    refused(lines, style);
    if (e.units().model()) {
      lines.add("");
      lines.add(style.bold("units"));
      lines.addAll(UnitTable.lines(e.units(), style));
    }
    lines.add("");
    passes(lines, style);
    return lines;
  }

  private void stability(List<String> lines, Style style) {
    List<String> facts = StableLines.of(c.experiment());
    for (int i = 0; i < facts.size(); i++) {
      lines.add(i == 0 ? style.bold("stable") + "  " + facts.get(i) : "        " + style.dim(facts.get(i)));
    }
  }

  private void edges(List<String> lines, Style style) {
    List<CheckedExperiment.EdgeCounts> all = c.experiment().edgeCounts();
    if (all.isEmpty()) return;
    int name = all.stream().mapToInt(m -> m.name().length()).max().orElse(0) + 2;
    lines.add(style.bold("edges") + "   and how many of them a node has");
    for (CheckedExperiment.EdgeCounts s : all) {
      lines.add("        " + Numbers.padded(s.name(), name) + Numbers.count(s.count()) + " from " + s.from() + " to " + s.to() + ", "
          + s.how());
      lines.add("        " + " ".repeat(name) + range(s.outOf()) + " out of " + s.from() + ", " + range(s.into()) + " into " + s.to());
    }
    lines.add("");
  }

  private static String range(int[] ends) {
    return ends[0] == ends[1] ? Numbers.count(ends[0]) : Numbers.count(ends[0]) + " to " + Numbers.count(ends[1]);
  }

  private void matrices(List<String> lines, Style style) {
    List<CheckedExperiment.Matrix> all = c.experiment().matrices();
    if (all.isEmpty()) return;
    int name = all.stream().mapToInt(m -> m.name().length()).max().orElse(0) + 2;
    int structure = all.stream().mapToInt(m -> m.structure().length()).max().orElse(0) + 2;
    lines.add(style.bold("matrices") + "  held by their parts; multiplications of one with a vector, and with all cells");
    for (CheckedExperiment.Matrix m : all) {
      lines.add("        " + Numbers.padded(m.name(), name) + Numbers.padded(m.structure(), structure) + Numbers.count(m.products())
          + ", not " + Numbers.count(m.cells()));
    }
    lines.add("");
  }

  private void turns(List<String> lines, Style style) {
    List<Turns> all = turns();
    if (all.isEmpty()) return;
    int name = all.stream().mapToInt(t -> t.state().length()).max().orElse(0) + 2;
    lines.add(style.bold("turns") + "   of cells that change one after the other; those of a turn do not read each other");
    for (Turns t : all) {
      lines.add("        " + Numbers.padded(t.state(), name) + (t.left() == t.cells() ? Numbers.count(t.cells(), "turn")
          + ", one for each cell: all read each other" : "colour-updates: " + Numbers.count(t.left(), "colour") + ", as written "
          + Numbers.count(t.cells(), "turn") + ", one for each cell"));
    }
    lines.add("");
  }

  /** @param cells of a member, which have a turn each as written */
  private record Turns(String state, long cells, long left) {}

  private List<Turns> turns() {
    return TurnBody.of(c.model()).stream().map(t -> new Turns(t.state(), t.cells(), t.turns())).toList();
  }

  private void waits(List<String> lines, Style style) {
    int tiles = c.tiles().count();
    String where = tiles == 0 ? "" : ", cells in " + Numbers.count(tiles, "tile") + " along " + c.tiles().axis().orElseThrow().name();
    lines.add(style.bold("step") + "    " + "what one costs" + where);
    lines.add(style.dim("        " + Numbers.padded("", NAME) + columns(costs.columns())));
    for (Costs.Row r : costs.rows()) lines.add("        " + Numbers.padded(r.name(), NAME) + columns(costs.cells(r)));
    if (c.tiles().together() > 1) {
      lines.add("        " + style.dim("where nothing is recorded in " + c.tiles().together() + " steps; a step that is recorded waits "
          + Numbers.count(after.all().size(), "time") + " by itself"));
    }
    for (SplitIndependentComponents.Apart a : SplitIndependentComponents.apart(c.local())) lines.add("        " + style.dim(a.text()));
    lines.add("");
    List<Waits.Wait> left = after.several().orElse(after.all());
    if (left.isEmpty()) {
      lines.add("        " + style.good("Nothing waits") + ": every value is read by the lane that wrote it.");
      return;
    }
    lines.add("        What is left, and why:");
    Map<String, List<Waits.Wait>> grouped = new LinkedHashMap<>();
    for (Waits.Wait w : left) grouped.computeIfAbsent(w.origin() + "|" + w.why() + "|" + w.axes(), _ -> new ArrayList<>()).add(w);
    grouped.values().stream().limit(MOST_WAITS).forEach(g -> wait(g, lines, style));
    if (grouped.size() > MOST_WAITS) lines.add("        and " + Numbers.count(grouped.size() - MOST_WAITS) + " more");
  }

  private static String columns(List<String> cells) {
    return cells.stream().map(x -> Numbers.right(x, 14)).collect(Collectors.joining());
  }

  private void wait(List<Waits.Wait> same, List<String> lines, Style style) {
    Waits.Wait w = same.getFirst();
    String times = same.size() > 1 ? same.size() + " x " : "";
    lines.add("          " + times + Costs.what(w));
    if (!w.origin().isEmpty()) lines.add("            " + style.dim(w.origin()) + "  " + SourceLines.of(c, w.origin()));
    if (c.tiles().knows(w.along())) lines.add("            " + style.dim(tiles(w.along())));
  }

  /** Whom tiles wait for along edges. */
  private String tiles(List<String> along) {
    int[] others = IntStream.range(0, c.tiles().count()).map(t -> c.tiles().others(along, t).cardinality()).sorted().toArray();
    int most = others[others.length - 1];
    if (others[0] == others.length - 1 && most > 0) return "edges join every tile to every other: each waits for all";
    if (most == 0) return "no edge leads from one tile to another: none waits";
    return "each tile waits for " + range(new int[] {others[0], most}) + " of " + Numbers.count(others.length - 1, "other");
  }

  private void refused(List<String> lines, Style style) {
    if (refused.isEmpty()) return;
    int width = refused.stream().mapToInt(r -> r.pass().length()).max().orElse(0) + 2;
    lines.add("");
    lines.add("        What was not done, and why:");
    for (Refusals.Refusal r : refused.subList(0, Math.min(MOST_WAITS, refused.size()))) {
      lines.add("          " + Numbers.padded(r.pass(), width) + r.what() + (r.origin().isEmpty() ? "" : "  " + style.dim(r.origin())));
      lines.add("            " + style.dim(r.why()));
    }
    if (refused.size() > MOST_WAITS) lines.add("          and " + Numbers.count(refused.size() - MOST_WAITS) + " more");
  }

  private void passes(List<String> lines, Style style) {
    int width = Math.max(10, steps.stream().mapToInt(s -> s.pass().name().length()).max().orElse(0) + 2);
    lines.add(style.bold("passes") + "  "
        + style.dim(Numbers.padded("", width) + Numbers.padded("level", 9) + Numbers.right("statements", 10) + "  keeps"));
    for (Step s : steps) {
      String exactness = s.pass().exactness().name().toLowerCase(Locale.ROOT);
      lines.add("        " + Numbers.padded(s.pass().name(), width) + Numbers.padded(s.level(), 9)
          + Numbers.right(Numbers.count(s.statements()), 10)
          + "  " + (s.pass().exactness() == Exactness.BITWISE ? style.dim(exactness) : exactness));
    }
  }

  /** The same as a page for a browser. */
  Page page() {
    List<Page.Cost> table = costs.rows().stream().map(r -> new Page.Cost(r.name(), costs.cells(r))).toList();
    return Page.of(c, costs.columns(), table, steps.stream().map(Step::applied).toList(), refused);
  }

  Map<String, Object> json() {
    CheckedExperiment e = c.experiment();
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("model", e.model());
    o.put("experiment", e.name());
    o.put("method", c.plan().text());
    o.put("reason", c.plan().reason());
    e.staleness().stability().ifPresent(s -> o.put("stability", StableLines.json(e)));
    o.put("backend", c.backend().name());
    o.put("backendReason", c.backendWhy());
    o.put("membersReason", c.lanes().reason());
    if (e.units().model()) o.put("units", UnitTable.all(e.units()));
    o.put("edges", e.edgeCounts().stream().map(Explanation::json).toList());
    o.put("matrices", e.matrices().stream().map(Explanation::json).toList());
    o.put("turns", turns().stream().map(t -> Map.of("state", t.state(), "cells", t.cells(), "turns", t.left())).toList());
    o.put("waitsWritten", RunJson.waits(before));
    o.put("waitsNeeded", RunJson.waits(after));
    o.put("waits", after.several().orElse(after.all()).stream().map(Explanation::json).toList());
    o.put("tiles", c.tiles().count());
    o.put("stepsTogether", c.tiles().together());
    o.put("step", costs.json());
    o.put("refused", refused.stream().map(Explanation::json).toList());
    o.put("passes", steps.stream().map(s -> {
      Map<String, Object> p = new LinkedHashMap<>();
      p.put("name", s.pass().name());
      p.put("level", s.level());
      p.put("statements", s.statements());
      p.put("exactness", s.pass().exactness().name().toLowerCase(Locale.ROOT));
      return p;
    }).toList());
    return o;
  }

  private static Map<String, Object> json(CheckedExperiment.Matrix m) {
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("name", m.name());
    o.put("structure", m.structure());
    o.put("products", m.products());
    o.put("cells", m.cells());
    return o;
  }

  private static Map<String, Object> json(Refusals.Refusal r) {
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("pass", r.pass());
    o.put("what", r.what());
    o.put("why", r.why());
    o.put("origin", r.origin());
    return o;
  }

  private static Map<String, Object> json(Waits.Wait w) {
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("value", w.value());
    o.put("axes", w.axes());
    o.put("kind", w.kind().name().toLowerCase(Locale.ROOT));
    o.put("along", w.along());
    o.put("why", w.why());
    o.put("origin", w.origin());
    o.put("slack", w.slack());
    return o;
  }

  private static Map<String, Object> json(CheckedExperiment.EdgeCounts s) {
    Map<String, Object> o = new LinkedHashMap<>();
    o.put("name", s.name());
    o.put("count", s.count());
    o.put("from", s.from());
    o.put("to", s.to());
    o.put("how", s.how());
    return o;
  }
}
