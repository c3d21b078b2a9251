package dyn.passes;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.Program;
import dyn.ir.Rewrite;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Applies a rewrite to every body of a program that is not a library function. */
final class Rewriting {
  private Rewriting() {}

  static Program bodies(Program program, Level to, Function<Body, Rewrite> rewrite) {
    List<Body> bodies = new ArrayList<>();
    for (Body body : program.bodies()) bodies.add(isFunction(program, body) ? body : body(body, rewrite.apply(body)));
    return new Program(to, program.name(), bodies);
  }

  static Body body(Body body, Rewrite rewrite) {
    Builder b = new Builder();
    List<Value> params = body.params().stream().map(p -> b.exactParam(p.name(), p.type())).toList();
    List<Value> results = b.inline(body, params, rewrite);
    return b.finish(body.name(), params, results);
  }

  /** Library functions are called, have nothing to do with lanes, and stay as they are. */
  static boolean isFunction(Program program, Body body) {
    return body.isScalar() && !body.hasEffect() && !body.name().equals(Program.MAIN) && program.find(Program.MAIN).isPresent();
  }
}
