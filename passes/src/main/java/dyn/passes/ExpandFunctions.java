package dyn.passes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.MathLibrary;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replaces elementary functions and draws by calls of library bodies, so that no target needs a mathematics library. */
public final class ExpandFunctions implements Pass {
  private static final About ABOUT = new About("expand-functions",
      "replace elementary functions and draws by calls of their bodies", Level.LOCAL, Level.LOCAL, Exactness.BITWISE);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    Map<String, Body> functions = new LinkedHashMap<>();
    Program expanded = Rewriting.bodies(program, Level.LOCAL, _ -> new Expand(context.library(), functions));
    List<Body> all = new ArrayList<>(functions.values());
    expanded.bodies().stream().filter(b -> !functions.containsKey(b.name())).forEach(all::add);
    return Rewriting.relink(expanded.with(all));
  }

  private record Expand(MathLibrary library, Map<String, Body> functions) implements Rewrite {
    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
      Op op = s.op().mapOperands(v -> known.getOrDefault(v, v));
      if (op instanceof Pure.Apply a) {
        return a.primitive().expansion(a.args().getFirst().type().scalar()).map(name -> call(b, s, name, a.args()));
      }
      if (!(op instanceof Noise.Draw d)) return Optional.empty();
      List<Value> key = List.of(d.seed(), b.constant((long) d.source()), d.member(), element(b, d.axes()), d.node());
      return Optional.of(call(b, s, "philox_" + d.distribution().text(), key));
    }

    private List<Value> call(Builder b, Stmt s, String name, List<Value> args) {
      return b.emitAll(s.results().stream().map(Value::name).toList(), new Pure.Call(require(name), args));
    }

    /** The function and, before it, all that it calls. */
    private Body require(String name) {
      Body body = library.body(name);
      callees(body);
      functions.putIfAbsent(name, body);
      return body;
    }

    private void callees(Body body) {
      for (Stmt s : body.stmts()) {
        if (s.op() instanceof Pure.Call c && !functions.containsKey(c.callee().name())) {
          callees(c.callee());
          functions.put(c.callee().name(), c.callee());
        }
        s.op().bodies().forEach(this::callees);
      }
    }

    /** Row-major number of a cell. */
    private static Value element(Builder b, List<Axis> axes) {
      Value number = b.constant(0L);
      for (Axis a : axes) {
        Value index = b.emit("i", new Lanes.Iota(a));
        number = b.apply(Primitive.ADD, b.mul(number, b.constant(a.size())), index);
      }
      return number;
    }
  }
}
