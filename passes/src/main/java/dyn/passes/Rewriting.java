package dyn.passes;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.Op;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Applies a rewrite to every body of a program that is not a library function. */
public final class Rewriting {
  private Rewriting() {}

  /** A body for which {@code rewrite} gives {@link Rewrite#none} stays as it is. */
  public static Program bodies(Program program, Level to, Function<Body, Rewrite> rewrite) {
    List<Body> made = new ArrayList<>();
    for (Body body : program.bodies()) {
      Rewrite r = isFunction(program, body) ? Rewrite.none() : rewrite.apply(body);
      made.add(r == Rewrite.none() ? body : body(body, r));
    }
    return relink(program.with(made).at(to));
  }

  /** Whether {@code body} has such an operation, at any depth. */
  static boolean has(Body body, Class<? extends Op> kind) {
    for (Stmt s : body.stmts()) {
      if (kind.isInstance(s.op())) return true;
      for (Body inner : s.op().bodies()) if (has(inner, kind)) return true;
    }
    return false;
  }

  /** Calls go to the bodies of this program, not to earlier versions of them. */
  static Program relink(Program program) {
    boolean calls = program.bodies().stream().anyMatch(b -> !b.name().equals(Program.MAIN) && !isFunction(program, b));
    if (!calls || program.find(Program.MAIN).isEmpty()) return program;
    Map<String, Body> linked = new LinkedHashMap<>();
    for (Body body : program.bodies()) linked.put(body.name(), relink(body, linked));
    return program.with(List.copyOf(linked.values()));
  }

  private static Body relink(Body body, Map<String, Body> linked) {
    return body.withStmts(body.stmts().stream().map(s -> {
      if (!(s.op() instanceof Pure.Call c)) return s.mapBodies(inner -> relink(inner, linked));
      Body callee = linked.getOrDefault(c.callee().name(), c.callee());
      return callee == c.callee() ? s : new Stmt(s.results(), new Pure.Call(callee, c.args()), s.origin());
    }).toList());
  }

  static Body body(Body body, Rewrite rewrite) {
    Builder b = new Builder();
    List<Value> params = body.params().stream().map(p -> b.exactParam(p.name(), p.type())).toList();
    List<Value> results = b.inline(body, params, rewrite);
    return b.finish(body, params, results);
  }

  /** Library functions are called, have nothing to do with lanes, and stay as they are. */
  static boolean isFunction(Program program, Body body) {
    return !body.name().equals(Program.MAIN) && body.isScalar() && !body.hasEffect() && program.find(Program.MAIN).isPresent();
  }
}
