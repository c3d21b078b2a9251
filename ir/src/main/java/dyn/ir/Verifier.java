package dyn.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What constructors cannot see: names defined once and before use, operations legal at the level, and no wait inside a loop
 * whose lanes leave at different times.
 */
public final class Verifier {
  /** The first fault: the body, the statement, and what is wrong. */
  public record Fault(String body, Stmt stmt, String message) {
    public String text() {
      return "@" + body + ": " + message + (stmt == null ? "" : "\n  " + Text.print(stmt).replace("\n", "\n  "));
    }
  }

  private static final Value ENDED = new Value("", Type.BOOL);

  private final Program program;
  private final Map<String, Body> defined = new HashMap<>();
  private final Set<Body> checkedCallees = new HashSet<>();
  private String current = "";

  private Verifier(Program program) {
    this.program = program;
  }

  public static Optional<Fault> check(Program program) {
    try {
      new Verifier(program).run();
      return Optional.empty();
    } catch (Found e) {
      return Optional.of(e.fault);
    }
  }

  private static final class Found extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Fault fault;

    Found(Fault fault) {
      super(fault.message(), null, false, false);
      this.fault = fault;
    }
  }

  private Found found(Stmt s, String message) {
    return new Found(new Fault(current, s, message));
  }

  private void run() {
    for (Body b : program.bodies()) {
      current = b.name();
      if (defined.putIfAbsent(b.name(), b) != null) throw found(null, "defined twice");
      check(b, new HashMap<>(), List.of());
    }
  }

  /** @param scope what each name has been bound to so far; those of bodies that have ended to {@link #ENDED} */
  private void check(Body b, Map<String, Value> scope, List<Set<String>> diverging) {
    for (Value p : b.params()) define(null, p, scope);
    for (Stmt s : b.stmts()) {
      if (!program.level().allows(s.op())) throw found(s, s.op().name() + " is not legal at level " + program.level().text());
      for (Value v : s.op().operands()) use(s, v, scope);
      checkWaits(s, diverging);
      checkEdges(s);
      checkCallee(s);
      for (Body inner : s.op().bodies()) check(inner, scope, inside(s.op(), diverging));
      for (Value r : s.results()) define(s, r, scope);
    }
    for (Value v : b.results()) use(null, v, scope);
    for (Value v : b.params()) if (v.type().isOfEnds()) throw found(null, v + " is a cell of each edge, which no lane carries");
    for (Value v : b.results()) if (v.type().isOfEnds()) throw found(null, v + " is a cell of each edge, which no lane hands on");
    for (Value p : b.params()) scope.put(p.name(), ENDED);
    for (Stmt s : b.stmts()) for (Value r : s.results()) scope.put(r.name(), ENDED);
  }

  private void define(Stmt s, Value v, Map<String, Value> scope) {
    if (scope.putIfAbsent(v.name(), v) != null) throw found(s, v.text() + " is defined twice");
  }

  private void use(Stmt s, Value v, Map<String, Value> scope) {
    Value known = scope.get(v.name());
    if (known == null || known == ENDED) throw found(s, v.text() + " is not defined here");
    if (!known.equals(v)) throw found(s, v + " is used, but " + known + " was defined");
  }

  private static List<Set<String>> inside(Op op, List<Set<String>> diverging) {
    Set<String> axes = switch (op) {
      case Regions.While w -> w.divergesOver();
      case Regions.If i -> i.condition().type().axisNames();
      case Pure _, Lanes _, Sync _, Noise _, Output _, Placed _ -> Set.of();
    };
    if (axes.isEmpty()) return diverging;
    List<Set<String>> more = new ArrayList<>(diverging);
    more.add(axes);
    return more;
  }

  private void checkWaits(Stmt s, List<Set<String>> diverging) {
    if (!(s.op() instanceof Sync b)) return;
    for (Set<String> axes : diverging) {
      for (String a : b.axes()) if (axes.contains(a)) throw found(s, "a wait over " + a + " where lanes of " + a + " may have left");
    }
  }

  /** What is read along edges is read by their lists in the inputs; and what is computed of an edge, at its ends only. */
  private void checkEdges(Stmt s) {
    switch (s.op()) {
      case Lanes.Gather g when !g.operand().type().reachAlong(g.axis()).equals(Reach.ALL) -> checkInput(s, g.index());
      case Lanes.Segment g when g.operand().type().isOfEnds() -> {
        checkInput(s, g.first());
        checkInput(s, g.last());
      }
      case Sync _, Regions _, Noise _, Output _, Placed _ -> {
        for (Value v : s.op().operands()) if (v.type().isOfEnds()) throw found(s, v + " is a cell of each edge, at its ends only");
      }
      case Pure _, Lanes _ -> { }
    }
  }

  private void checkInput(Stmt s, Value list) {
    boolean input = current.equals(Program.MAIN) && program.main().params().contains(list);
    if (!input) throw found(s, list.text() + " is no list of edges among the inputs: a wait for all is missing");
  }

  private void checkCallee(Stmt s) {
    if (!(s.op() instanceof Pure.Call c)) return;
    Body known = defined.get(c.callee().name());
    if (known == c.callee() || checkedCallees.contains(c.callee())) return;
    if (known == null || !known.equals(c.callee())) throw found(s, "@" + c.callee().name() + " is not defined above at this version");
    checkedCallees.add(c.callee());
  }
}
