package dyn.compiler.reduce;

import dyn.ir.Body;
import dyn.ir.IllTyped;
import dyn.ir.Op;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Stmt;
import dyn.ir.Text;
import dyn.ir.TextError;
import dyn.ir.Value;
import dyn.ir.Verifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds a smaller program that still fails: fewer statements, then constants for statements, then shorter axes. */
public final class Shrinker {
  private static final Pattern AXIS = Pattern.compile("([\\w.']+)=(\\d+)");

  /** What stands in place of one statement. */
  private sealed interface Edit {
    record Drop() implements Edit {}

    record Constants() implements Edit {}

    /** Its own operand: the first that fits. */
    record Operand(int index) implements Edit {}

    /** The statements of a nested body, run once. */
    record Inside(int body) implements Edit {}

    /** The same operation with one operand twice. */
    record Twice(int from, int to) implements Edit {}

    /** The same loop without one of its carries, which stays as it enters. */
    record WithoutCarry(int index) implements Edit {}
  }

  private final Predicate<Program> fails;

  private Shrinker(Predicate<Program> fails) {
    this.fails = fails;
  }

  /** {@code p} must fail. A program on which {@code fails} throws does not count as failing. */
  public static Program shrink(Program p, Predicate<Program> fails) {
    Shrinker s = new Shrinker(fails);
    Program best = p;
    for (Optional<Program> next = Optional.of(p); next.isPresent(); next = s.smaller(best)) best = next.get();
    return best;
  }

  private Optional<Program> smaller(Program p) {
    return candidates(p).map(Supplier::get).flatMap(Optional::stream).filter(this::stillFails).findFirst();
  }

  private boolean stillFails(Program p) {
    try {
      return Verifier.check(p).isEmpty() && fails.test(p);
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static Stream<Supplier<Optional<Program>>> candidates(Program p) {
    List<Stmt> all = new ArrayList<>();
    p.bodies().forEach(b -> collect(b, all));
    List<Stmt> lastFirst = new ArrayList<>(all);
    Collections.reverse(lastFirst);
    List<Supplier<Optional<Program>>> out = new ArrayList<>();
    out.add(() -> withoutUncalled(p));
    for (Stmt s : lastFirst) out.add(() -> edited(p, s, new Edit.Drop()));
    for (Stmt s : lastFirst) {
      for (int k = 0; k < s.op().bodies().size(); k++) {
        int body = k;
        out.add(() -> edited(p, s, new Edit.Inside(body)));
      }
    }
    for (Stmt s : lastFirst) {
      if (s.op() instanceof Pure.Const) continue;
      int operands = s.op().operands().size();
      for (int k = 0; k < operands; k++) {
        int operand = k;
        out.add(() -> edited(p, s, new Edit.Operand(operand)));
        if (s.op() instanceof Regions.While) out.add(() -> edited(p, s, new Edit.WithoutCarry(operand)));
      }
      out.add(() -> edited(p, s, new Edit.Constants()));
    }
    for (Stmt s : lastFirst) {
      int operands = s.op().operands().size();
      for (int k = 0; k < operands * operands; k++) {
        Edit.Twice twice = new Edit.Twice(k / operands, k % operands);
        if (!s.op().operands().get(twice.from).equals(s.op().operands().get(twice.to))) out.add(() -> edited(p, s, twice));
      }
    }
    String text = Text.print(p);
    AXIS.matcher(text).results().map(MatchResult::group).distinct().forEach(axis -> out.add(() -> halved(text, axis)));
    return out.stream();
  }

  private static void collect(Body b, List<Stmt> into) {
    for (Stmt s : b.stmts()) {
      into.add(s);
      s.op().bodies().forEach(inner -> collect(inner, into));
    }
  }

  private static Optional<Program> withoutUncalled(Program p) {
    List<Stmt> all = new ArrayList<>();
    p.bodies().forEach(b -> collect(b, all));
    List<String> called = all.stream().filter(s -> s.op() instanceof Pure.Call).map(s -> ((Pure.Call) s.op()).callee().name()).toList();
    List<Body> kept = p.bodies().stream().filter(b -> b.name().equals(Program.MAIN) || called.contains(b.name())).toList();
    return kept.size() == p.bodies().size() ? Optional.empty() : Optional.of(p.with(kept));
  }

  private static Optional<Program> halved(String text, String axis) {
    int eq = axis.indexOf('=');
    long size = Long.parseLong(axis.substring(eq + 1));
    if (size < 2) return Optional.empty();
    try {
      String whole = "(?<![\\w.'])" + Pattern.quote(axis) + "(?!\\d)";
      return Optional.of(Text.parse(text.replaceAll(whole, axis.substring(0, eq + 1) + size / 2)));
    } catch (TextError e) {
      return Optional.empty();
    }
  }

  /** Empty where what is left would be ill-typed or read a value that is gone. */
  private static Optional<Program> edited(Program p, Stmt target, Edit edit) {
    try {
      Map<String, Body> bodies = new HashMap<>();
      List<Body> out = new ArrayList<>();
      for (Body b : p.bodies()) {
        Body changed = rebuild(b, new HashMap<>(), bodies, target, edit);
        bodies.put(b.name(), changed);
        out.add(changed);
      }
      return Optional.of(p.with(out));
    } catch (IllTyped | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Body rebuild(Body b, Map<Value, Value> known, Map<String, Body> bodies, Stmt target, Edit edit) {
    List<Stmt> stmts = new ArrayList<>();
    for (Value v : b.params()) known.put(v, v);
    append(b.stmts(), known, bodies, target, edit, stmts);
    return new Body(b.name(), b.params(), stmts, b.results().stream().map(v -> known(v, known)).toList());
  }

  private static void append(List<Stmt> from, Map<Value, Value> known, Map<String, Body> bodies, Stmt target, Edit edit, List<Stmt> out) {
    for (Stmt s : from) {
      if (s == target) {
        replace(s, known, bodies, edit, out);
        continue;
      }
      Op op = s.op().mapOperands(v -> known(v, known)).mapBodies(b -> rebuild(b, new HashMap<>(known), bodies, target, edit));
      if (op instanceof Pure.Call c) op = new Pure.Call(bodies.getOrDefault(c.callee().name(), c.callee()), c.args());
      Stmt copy = Stmt.of(s.results().stream().map(Value::name).toList(), op, s.origin());
      out.add(copy);
      for (int i = 0; i < copy.results().size(); i++) known.put(s.results().get(i), copy.results().get(i));
    }
  }

  private static Value known(Value v, Map<Value, Value> known) {
    Value now = known.get(v);
    if (now == null) throw new IllegalArgumentException(v + " is gone");
    return now;
  }

  private static void replace(Stmt s, Map<Value, Value> known, Map<String, Body> bodies, Edit edit, List<Stmt> out) {
    switch (edit) {
      case Edit.Drop _ -> { }
      case Edit.Constants _ -> {
        for (Value r : s.results()) {
          Stmt c = Stmt.of(List.of(r.name()), constant(r), s.origin());
          out.add(c);
          known.put(r, c.result());
        }
      }
      case Edit.Operand o -> {
        Value stand = known(s.op().operands().get(o.index()), known);
        for (Value r : s.results()) {
          if (stand.type().scalar() != r.type().scalar()) throw new IllegalArgumentException("no stand-in for " + r);
          known.put(r, stand);
        }
      }
      case Edit.Twice t -> {
        List<Value> operands = new ArrayList<>(s.op().operands());
        operands.set(t.to(), operands.get(t.from()));
        Iterator<Value> next = operands.iterator();
        append(List.of(new Stmt(s.results(), s.op().mapOperands(_ -> next.next()), s.origin())), known, bodies, null, null, out);
      }
      case Edit.WithoutCarry c -> withoutCarry(s, (Regions.While) s.op(), c, known, bodies, out);
      case Edit.Inside i -> inside(s, s.op().bodies().get(i.body()), known, bodies, out);
    }
  }

  private static List<Value> without(List<Value> values, Edit.WithoutCarry c) {
    List<Value> less = new ArrayList<>(values);
    less.remove(c.index());
    return less;
  }

  private static void withoutCarry(Stmt s, Regions.While w, Edit.WithoutCarry c, Map<Value, Value> known, Map<String, Body> bodies,
      List<Stmt> out) {
    Map<Value, Value> inside = new HashMap<>(known);
    Value stays = known(w.init().get(c.index()), known);
    for (Body b : w.bodies()) inside.put(b.params().get(c.index()), stays);
    Body test = Body.nested(without(w.cond().params(), c), w.cond().stmts(), w.cond().results());
    Body turn = Body.nested(without(w.body().params(), c), w.body().stmts(), without(w.body().results(), c));
    Body cond = rebuild(test, new HashMap<>(inside), bodies, null, null);
    Body body = rebuild(turn, new HashMap<>(inside), bodies, null, null);
    List<Value> init = without(w.init(), c).stream().map(v -> known(v, known)).toList();
    Stmt less = Stmt.of(without(s.results(), c).stream().map(Value::name).toList(), new Regions.While(init, cond, body), s.origin());
    out.add(less);
    List<Value> kept = without(s.results(), c);
    for (int i = 0; i < kept.size(); i++) known.put(kept.get(i), less.results().get(i));
    known.put(s.results().get(c.index()), stays);
  }

  private static void inside(Stmt s, Body body, Map<Value, Value> known, Map<String, Body> bodies, List<Stmt> out) {
    List<Value> entering = s.op() instanceof Regions.While w ? w.init() : List.of();
    if (entering.size() != body.params().size() || body.results().size() != s.results().size()) {
      throw new IllegalArgumentException("not a body to run once");
    }
    for (int i = 0; i < entering.size(); i++) known.put(body.params().get(i), known(entering.get(i), known));
    append(body.stmts(), known, bodies, null, null, out);
    for (int i = 0; i < s.results().size(); i++) known.put(s.results().get(i), known(body.results().get(i), known));
  }

  private static Pure.Const constant(Value v) {
    return switch (v.type().scalar()) {
      case F64, F32 -> Pure.Const.of(v.type().scalar(), 1.0);
      case I64 -> Pure.Const.of(1L);
      case BOOL -> Pure.Const.of(true);
    };
  }
}
