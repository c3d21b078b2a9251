package dyn.llvmir;

import dyn.ir.Body;
import dyn.ir.Placed;
import dyn.ir.Regions;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Loops and branches: carries and results are phis. Lanes that have left a loop keep theirs by a choice at the end of a turn. */
final class RegionPrinter {
  private final FunctionPrinter function;
  private final Shape shape;
  private final Lines out;
  private final Operands operands;
  private final PrimitivePrinter primitives;

  RegionPrinter(FunctionPrinter function, Shape shape, Lines out, Operands operands, PrimitivePrinter primitives) {
    this.function = function;
    this.shape = shape;
    this.out = out;
    this.operands = operands;
    this.primitives = primitives;
  }

  /** Phis at the head of a loop, one for each part of each carry. */
  private final class Carries {
    private final List<Value> params;
    private final List<List<String>> init = new ArrayList<>();
    private final List<List<String>> registers = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final String before;

    /** In the block before the loop. */
    Carries(List<Value> params, List<Value> init) {
      this.params = params;
      for (int i = 0; i < params.size(); i++) this.init.add(operands.parts(init.get(i), Shape.hasLanes(params.get(i))));
      before = out.block();
    }

    void begin() {
      for (Value p : params) {
        List<String> parts = new ArrayList<>();
        for (int k = 0; k < shape.parts(p.type()); k++) {
          parts.add(out.register(p.name()));
          places.add(out.reserve());
        }
        registers.add(parts);
        operands.define(p, parts);
      }
    }

    void share(List<Value> others) {
      for (int i = 0; i < others.size(); i++) operands.define(others.get(i), registers.get(i));
    }

    /** What they become at the end of a turn; lanes without part keep theirs. */
    List<List<String>> next(List<Value> results, List<String> mask) {
      operands.enter();
      List<List<String>> next = new ArrayList<>();
      for (int i = 0; i < params.size(); i++) {
        boolean wide = Shape.hasLanes(params.get(i));
        List<String> parts = new ArrayList<>(operands.parts(results.get(i), wide));
        if (wide && mask != null) {
          for (int k = 0; k < parts.size(); k++) {
            String kept = registers.get(i).get(k);
            if (parts.get(k).equals(kept)) continue;
            Scalar scalar = params.get(i).type().scalar();
            parts.set(k, primitives.choose(params.get(i).name(), scalar, true, mask.get(k), parts.get(k), kept));
          }
        }
        next.add(parts);
      }
      operands.leave();
      return next;
    }

    void end(List<List<String>> next) {
      String latch = out.block();
      int at = 0;
      for (int i = 0; i < params.size(); i++) {
        for (int k = 0; k < next.get(i).size(); k++) {
          out.fill(places.get(at++), registers.get(i).get(k) + " = phi " + shape.text(params.get(i).type()) + " "
              + Lines.edge(init.get(i).get(k), before) + ", " + Lines.edge(next.get(i).get(k), latch));
        }
      }
    }
  }

  void print(Stmt s, Placed.For f) {
    List<Value> params = f.body().params();
    Carries carries = new Carries(params.subList(1, params.size()), f.init());
    String extent = operands.of(f.extent());
    String head = out.label("for");
    String done = out.label("done");
    String before = out.block();
    out.branch(out.let("enter", "icmp sgt i64 " + extent + ", 0"), head, done);
    out.place(head);
    Value index = params.getFirst();
    String i = out.register(index.name());
    int at = out.reserve();
    operands.define(index, i);
    carries.begin();
    function.lines(f.body(), function.active());
    List<List<String>> next = carries.next(f.body().results(), null);
    String following = out.let(index.name() + ".next", "add nuw nsw i64 " + i + ", 1");
    out.branch(out.let("again", "icmp slt i64 " + following + ", " + extent), head, done);
    out.fill(at, i + " = phi i64 " + Lines.edge("0", before) + ", " + Lines.edge(following, out.block()));
    carries.end(next);
    String latch = out.block();
    out.place(done);
    for (int r = 0; r < s.results().size(); r++) {
      define(s.results().get(r), List.of(carries.init.get(r), next.get(r)), List.of(before, latch));
    }
  }

  void print(Stmt s, Regions.While w) {
    boolean diverges = !w.divergesOver().isEmpty();
    Carries carries = new Carries(w.cond().params(), w.init());
    String head = out.label("while");
    String turn = out.label("do");
    String done = out.label("done");
    String before = out.block();
    List<String> outer = function.active() == null ? Collections.nCopies(shape.parts(), Context.all(shape)) : function.active();
    out.jump(head);
    out.place(head);
    carries.begin();
    carries.share(w.body().params());
    carries.share(s.results());
    List<String> active = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int k = 0; diverges && k < shape.parts(); k++) {
      active.add(out.register("active"));
      places.add(out.reserve());
    }
    List<String> mask = function.active();
    function.lines(w.cond(), diverges ? active : mask);
    Value holds = w.cond().results().getFirst();
    if (diverges) mask = and(active, operands.parts(holds, true));
    out.branch(diverges ? operands.any(mask) : operands.of(holds), turn, done);
    out.place(turn);
    function.lines(w.body(), mask);
    // Where nobody reads what a loop leaves behind, lanes that have left it may hold anything.
    boolean kept = diverges && s.results().stream().anyMatch(function::isRead);
    carries.end(carries.next(w.body().results(), kept ? mask : null));
    for (int k = 0; k < places.size(); k++) {
      out.fill(places.get(k), active.get(k) + " = phi " + shape.text(Scalar.BOOL, true) + " " + Lines.edge(outer.get(k), before) + ", "
          + Lines.edge(mask.get(k), out.block()));
    }
    out.jump(head);
    out.place(done);
  }

  private List<String> and(List<String> a, List<String> b) {
    List<String> both = new ArrayList<>();
    String type = shape.text(Scalar.BOOL, true);
    for (int k = 0; k < a.size(); k++) both.add(out.let("active", "and " + type + " " + a.get(k) + ", " + b.get(k)));
    return both;
  }

  private List<String> not(List<String> a) {
    return a.stream().map(x -> out.let("not", "xor " + shape.text(Scalar.BOOL, true) + " " + x + ", " + Context.all(shape))).toList();
  }

  void print(Stmt s, Regions.If i) {
    if (Shape.hasLanes(i.condition())) {
      apart(s, i);
      return;
    }
    String yes = out.label("then");
    String no = out.label("else");
    String join = out.label("join");
    if (i.isGuess()) out.often(operands.of(i.condition()), yes, no);
    else out.branch(operands.of(i.condition()), yes, no);
    List<String> ends = new ArrayList<>();
    List<List<List<String>>> results = new ArrayList<>();
    for (Body arm : i.bodies()) {
      out.place(arm == i.then() ? yes : no);
      results.add(side(arm, s.results(), function.active()));
      ends.add(out.block());
      out.jump(join);
    }
    out.place(join);
    for (int r = 0; r < s.results().size(); r++) {
      define(s.results().get(r), List.of(results.get(0).get(r), results.get(1).get(r)), ends);
    }
  }

  private List<List<String>> side(Body arm, List<Value> results, List<String> mask) {
    function.lines(arm, mask);
    operands.enter();
    List<List<String>> parts = new ArrayList<>();
    for (int k = 0; k < results.size(); k++) parts.add(operands.parts(arm.results().get(k), Shape.hasLanes(results.get(k))));
    operands.leave();
    return parts;
  }

  /** A value that comes over several edges. */
  private void define(Value v, List<List<String>> from, List<String> blocks) {
    List<String> parts = new ArrayList<>();
    for (int k = 0; k < shape.parts(v.type()); k++) {
      StringBuilder edges = new StringBuilder();
      for (int e = 0; e < blocks.size(); e++) {
        edges.append(e == 0 ? "" : ", ").append(Lines.edge(from.get(e).get(k), blocks.get(e)));
      }
      parts.add(out.let(v.name(), "phi " + shape.text(v.type()) + " " + edges));
    }
    operands.define(v, parts);
  }

  /** Each arm runs if any lane takes it. One that has nothing to do needs no branch; where no lane takes the second, nothing is chosen. */
  private void apart(Stmt s, Regions.If i) {
    List<String> condition = operands.parts(i.condition(), true);
    List<List<String>> results;
    if (i.otherwise().stmts().isEmpty()) results = arm(s, i.then(), condition, side(i.otherwise(), s.results(), function.active()));
    else if (i.then().stmts().isEmpty()) results = arm(s, i.otherwise(), not(condition), side(i.then(), s.results(), function.active()));
    else results = arm(s, i.otherwise(), not(condition), arm(s, i.then(), condition, null));
    for (int r = 0; r < s.results().size(); r++) operands.define(s.results().get(r), results.get(r));
  }

  private List<String> choose(Value v, List<String> mask, List<String> yes, List<String> no) {
    List<String> parts = new ArrayList<>();
    for (int k = 0; k < mask.size(); k++) {
      boolean same = yes.get(k).equals(no.get(k));
      parts.add(same ? yes.get(k) : primitives.choose(v.name(), v.type().scalar(), true, mask.get(k), yes.get(k), no.get(k)));
    }
    return parts;
  }

  /** What one arm yields, where it is run; else, and for lanes that do not take it, {@code others}: null where those do not matter. */
  private List<List<String>> arm(Stmt s, Body arm, List<String> takes, List<List<String>> others) {
    List<String> mask = function.active() == null ? takes : and(function.active(), takes);
    String run = out.label("some");
    String join = out.label("join");
    String before = out.block();
    out.branch(operands.any(mask), run, join);
    out.place(run);
    List<List<String>> made = side(arm, s.results(), mask);
    if (others != null) {
      for (int r = 0; r < made.size(); r++) made.set(r, choose(s.results().get(r), mask, made.get(r), others.get(r)));
    }
    String end = out.block();
    out.jump(join);
    out.place(join);
    List<List<String>> joined = new ArrayList<>();
    for (int r = 0; r < made.size(); r++) {
      Value v = s.results().get(r);
      List<String> parts = new ArrayList<>();
      for (int k = 0; k < shape.parts(); k++) {
        String other = others == null ? "zeroinitializer" : others.get(r).get(k);
        parts.add(out.let(v.name(), "phi " + shape.text(v.type()) + " " + Lines.edge(made.get(r).get(k), end) + ", "
            + Lines.edge(other, before)));
      }
      joined.add(parts);
    }
    return joined;
  }
}
