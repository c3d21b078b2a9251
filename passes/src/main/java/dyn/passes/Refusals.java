package dyn.passes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.EdgeList;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Regions;
import dyn.ir.Signature;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What passes left of one step as it was, and why. Passes change programs and tell nothing, so that the reasons are found in the programs:
 * what a pass asks of a step, and the first statement that does not grant it.
 */
public final class Refusals {
  /**
   * @param pass that would have done it
   * @param what was left as it was
   * @param origin source position of what stands against it, or empty
   */
  public record Refusal(String pass, String what, String why, String origin) {}

  private static final String NARROW = "remove-global-barriers";

  private final List<Refusal> all = new ArrayList<>();

  private Refusals() {}

  /**
   * @param model the program before there are steps
   * @param step the program as written
   * @param local the program as it is left
   * @param tiles that share the cells of a member; 0 for none
   * @param together steps that they take at a time
   */
  public static List<Refusal> of(Program model, Program step, Program local, int tiles, int together) {
    Refusals r = new Refusals();
    for (DeferNormalization.Kept k : DeferNormalization.kept(model)) {
      r.add("defer-normalization", k.state() + " keeps its size in every step", k.why(), k.origin());
    }
    r.waits(local);
    r.members(local);
    loop(step).ifPresent(w -> r.several(w, tiles, together));
    if (together <= 1) r.stages(local);
    loop(local).ifPresent(r::components);
    Map<String, Set<Refusal>> byPass = new LinkedHashMap<>();
    for (Refusal x : r.all) byPass.computeIfAbsent(x.pass(), _ -> new LinkedHashSet<>()).add(x);
    return byPass.values().stream().flatMap(Set::stream).toList();
  }

  private void add(String pass, String what, String why, String origin) {
    all.add(new Refusal(pass, what, why, origin));
  }

  /** The loop over steps: it asks the host whether to go on. */
  static Optional<Regions.While> loop(Program program) {
    return program.main().stmts().stream().map(Stmt::op).filter(Regions.While.class::isInstance).map(Regions.While.class::cast)
        .filter(w -> Waits.polls(w.body())).findFirst();
  }

  /** The body whose waits a turn comes to: where a turn may take several steps, the arm that does. */
  private static Body turn(Regions.While w) {
    boolean chooses = w.body().stmts().getLast().op() instanceof Regions.If i && i.bodies().stream().allMatch(Waits::polls);
    return chooses ? ((Regions.If) w.body().stmts().getLast().op()).then() : w.body();
  }

  // ---- waits that are left

  private void waits(Program local) {
    Optional<Regions.While> w = loop(local);
    if (w.isEmpty()) return;
    Body body = turn(w.get());
    Demand demand = Demand.of(local.main());
    Stmt before = null;
    for (Stmt s : body.stmts()) {
      if (!(s.op() instanceof Sync wait)) continue;
      narrower(body, s, wait, demand);
      if (before != null) apart(body, before, s);
      before = s;
    }
  }

  /** Why nothing narrower than {@code wait} would do. */
  private void narrower(Body body, Stmt s, Sync wait, Demand demand) {
    Stmt reader = Waits.reader(body, s);
    String name = Waits.names(s);
    String origin = reader == null ? "" : reader.origin();
    if (reader != null && !(reader.op() instanceof Lanes.Gather) && s.results().stream().anyMatch(r -> r.type().has(Signature.ROWS))) {
      add(NARROW, "all wait for a row of " + name, "every cell of a row reads all of the rows before it; within a row none waits for"
          + " another", origin);
      return;
    }
    switch (wait) {
      case Sync.Exchange e when !e.graphs().isEmpty() -> add(NARROW, "tiles that edges join wait for " + name,
          "a cell reads those that edges of " + String.join(", ", e.graphs()) + " join to it; some of them are of other tiles", origin);
      case Sync.Exchange e -> {
        int most = e.widths().stream().mapToInt(x -> x).max().orElse(1);
        add(NARROW, "neighbours wait for " + name, "a cell reads others up to " + most + " away along " + String.join(", ", e.axes())
            + "; beyond the end of a tile they are the neighbour's", origin);
      }
      case Sync.Barrier b -> {
        if (reader == null) {
          String far = s.results().stream().anyMatch(r -> demand.of(r).containsValue(Reach.ALL)) ? "it is read in another step"
              : "it is kept as it is written";
          add(NARROW, "all wait for " + name, far, origin);
        } else {
          all(b, name, reader);
        }
      }
    }
  }

  private void all(Sync.Barrier wait, String name, Stmt reader) {
    String what = "all wait for " + name;
    String origin = reader.origin();
    switch (reader.op()) {
      case Lanes.Total r -> add(NARROW, "all wait for the " + Waits.describe(reader), "every cell enters the " + r.combine().text()
          + ", and every tile reads it; only one number for each block is waited for", origin);
      case Lanes.Reduce r when r.axis().equals(Axis.MEMBER) -> add(NARROW, what, "the " + r.combine().text() + " is over members", origin);
      case Lanes.Reduce r when !wait.axes().contains(r.axis()) -> secondIndex(wait, what, reader, r);
      case Lanes.Reduce r -> add("split-reductions", what, "the terms of the " + r.combine().text() + " over " + r.axis()
          + " are read across tiles by others as well, so the wait for them stays and serves it", origin);
      case Lanes.Contract c -> add(NARROW, what, "every cell of the product reads every cell along " + c.axis(), origin);
      case Lanes.Gather g when EdgeList.along(g.index()).isPresent() -> add(NARROW, what, "cells along " + g.axis() + " are read along "
          + EdgeList.along(g.index()).get() + ", and not only for sums at the nodes along " + g.axis()
          + ": any tile may need any", origin);
      case Lanes.Gather g -> add(NARROW, what, "cells along " + g.axis() + " are picked by their number, and may lie in any tile", origin);
      case Lanes.Shift t -> add(NARROW, what, "cells are read too far away along " + t.axis() + " for tiles beside each other", origin);
      case Lanes.Rename r -> add(NARROW, what, "a second index over " + String.join(", ", r.from()) + " reads every cell", origin);
      case Pure.Call c -> add(NARROW, what, "the equations in @" + c.callee().name()
          + " are called as a whole, and read cells along " + String.join(", ", wait.axes()), origin);
      case Lanes _, Pure _, Sync _, Regions _, Noise _, Output _, Placed _ -> add(NARROW, what, "it is read along "
          + String.join(", ", wait.axes()), origin);
    }
  }

  /** The reduction runs over cells that have been given another index. */
  private void secondIndex(Sync.Barrier wait, String what, Stmt reader, Lanes.Reduce r) {
    boolean each = reader.result().type().axes().stream().anyMatch(a -> wait.axes().contains(a.name()) && !a.name().equals(Axis.MEMBER));
    String text = r.combine().text();
    if (each) add(NARROW, what, "every cell has a " + text + " of its own, over all others", reader.origin());
    else add("split-reductions", what, "the " + text + " runs over a second index over " + r.axis().replaceFirst("\\.\\w+$", "")
        + ", not over the cells by their own", reader.origin());
  }

  /** Why two waits, one after the other, are not one. */
  private void apart(Body body, Stmt first, Stmt second) {
    boolean follows = follows(body, first.results(), new HashSet<>(second.op().operands()));
    String a = told(body, first);
    String b = told(body, second);
    String what = a.equals(b) ? "the waits for " + a + ", one after the other" : b + " does not share the wait for " + a;
    boolean along = ((Sync) first.op()).axes().equals(((Sync) second.op()).axes());
    add("merge-waits", what, follows ? "what is waited for next is computed from what the first grants" : along
        ? "one is for neighbours, the other for all, or something must happen between them" : "they wait along different axes", "");
  }

  private static String told(Body body, Stmt wait) {
    Stmt reader = Waits.reader(body, wait);
    return reader != null && reader.op() instanceof Lanes.Total ? "the " + Waits.describe(reader) : Waits.names(wait);
  }

  private static boolean follows(Body body, List<Value> from, Set<Value> wanted) {
    Set<Value> reached = new HashSet<>(from);
    for (Stmt s : body.stmts()) {
      if (s.op().operands().stream().anyMatch(reached::contains)) reached.addAll(s.results());
    }
    return wanted.stream().anyMatch(reached::contains);
  }

  // ---- members

  private void members(Program local) {
    loop(local).filter(w -> w.cond().stmts().stream().anyMatch(s -> s.op() instanceof Sync)).ifPresent(w -> add("diverge-loops",
        "members go on together until the last is done", "something in the loop waits across members", ""));
  }

  // ---- cells by themselves

  private void components(Regions.While w) {
    for (Components.Part p : new Components(w).parts()) {
      List<Value> carries = p.carries().stream().map(w.body().params()::get).toList();
      if (p.axis().isPresent() || carries.stream().noneMatch(v -> hasCells(v.type()))) continue;
      Optional<Value> number = carries.stream().filter(v -> !hasCells(v.type())).findFirst();
      String what = "cells of " + Waits.name(carries.stream().filter(v -> hasCells(v.type()) && !v.name().startsWith("fault.")).findFirst()
          .orElse(carries.getLast())) + " take each step together";
      if (p.reader() != null) {
        add("split-independent-components", what, "they do not meet, but for what is recorded: " + Waits.describe(p.reader()),
            p.reader().origin());
      } else if (number.isPresent() && w.body().stmts().stream().noneMatch(s -> s.op() instanceof Sync)) {
        add("split-independent-components", what, Waits.name(number.get()) + " goes with them, one for all cells", "");
      }
    }
  }

  // ---- several steps at a time

  private void several(Regions.While w, int tiles, int together) {
    if (together > 1 || w.body().params().stream().map(Value::type).noneMatch(Refusals::hasCells)) return;
    String what = "one step at a time";
    Demand demand = Demand.of(w.body());
    for (Stmt s : w.body().stmts()) {
      Optional<String> against = against(s, w.body(), demand);
      if (against.isEmpty()) continue;
      add("tile-time", what, against.get(), s.op() instanceof Sync ? origin(w, s) : s.origin());
      return;
    }
    boolean waits = w.body().stmts().stream().anyMatch(s -> s.op() instanceof Sync);
    boolean asks = w.cond().stmts().stream().anyMatch(s -> s.op().operands().stream().anyMatch(v -> !v.type().isScalar()));
    if (!waits) add("tile-time", what, "nothing in a step waits", "");
    else if (asks) add("tile-time", what, "whether to go on is read from cells", "");
    else if (tiles == 0) add("tile-time", what, "no workers share the cells of a member, so that no wait would be spared", "");
    else add("tile-time", what, "the stages of one are enough to run behind each other; `--together N` asks for more", "");
  }

  private static boolean hasCells(Type t) {
    return t.axes().stream().anyMatch(a -> !a.name().equals(Axis.MEMBER));
  }

  private static String origin(Regions.While w, Stmt s) {
    Stmt reader = Waits.reader(w.body(), s);
    return reader == null ? "" : reader.origin();
  }

  /** What stands against taking several steps at a time; the same that {@link TileTime} asks. */
  private static Optional<String> against(Stmt s, Body body, Demand demand) {
    return switch (s.op()) {
      case Lanes.Reduce r -> Optional.of(isControl(s) ? "the control of the step takes the " + r.combine().text() + " over "
          + r.axis() + " in each" : "each has a " + r.combine().text() + " over " + r.axis());
      case Lanes.Contract c -> Optional.of("each has a product over " + c.axis());
      case Pure.Call c -> c.callee().isScalar() ? Optional.empty()
          : Optional.of("the equations in @" + c.callee().name() + " are called as a whole");
      case Regions.If _ -> Optional.of("each takes one of two branches");
      case Regions.While inner -> inner.init().stream().allMatch(v -> v.type().isScalar()) ? Optional.empty()
          : Optional.of("a loop in each carries cells");
      case Sync.Barrier _ -> barrier(s, body, demand);
      case Pure _, Lanes _, Sync _, Noise _, Output _, Placed _ -> Optional.empty();
    };
  }

  /** What the model does not say has no line of it. */
  private static boolean isControl(Stmt s) {
    return s.origin().indexOf(':') < 0;
  }

  private static Optional<String> barrier(Stmt s, Body body, Demand demand) {
    for (Value r : s.results()) {
      Map<String, Reach> read = demand.of(r);
      if (read.isEmpty()) return Optional.of("cells of " + Waits.names(s) + " are read by their own lane only, so nothing is spared");
      if (!read.containsValue(Reach.ALL)) continue;
      Stmt reader = Waits.reader(body, s);
      String how = reader == null || Waits.describe(reader).isEmpty() ? "" : ": " + Waits.describe(reader);
      return Optional.of("each reads " + Waits.names(s) + " beyond its neighbours" + how);
    }
    return Optional.empty();
  }

  /** Why stages wait for neighbours each by itself. */
  private void stages(Program local) {
    Optional<Regions.While> w = loop(local);
    if (w.isEmpty()) return;
    Map<Boolean, Long> waits = new HashMap<>();
    for (Stmt s : turn(w.get()).stmts()) {
      if (s.op() instanceof Sync) waits.merge(s.op() instanceof Sync.Exchange e && e.graphs().isEmpty(), 1L, Long::sum);
    }
    if (waits.getOrDefault(true, 0L) > 1) {
      add("widen-halo", "each stage waits for its neighbours",
          "cells of neighbours are computed anew where several steps are taken at a time only", "");
    }
  }
}
