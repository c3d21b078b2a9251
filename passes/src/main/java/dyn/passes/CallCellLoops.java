package dyn.passes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Noise;
import dyn.ir.Op;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes a loop that each cell leaves by itself a body of single numbers, which is called for each cell. After invariants have left it,
 * such a loop holds functions of its own cell alone, so that no cell waits for the turns of another one.
 */
public final class CallCellLoops implements Pass {
  private static final About ABOUT = new About("call-cell-loops",
      "make a loop that cells leave one by one a body that is called for each", Level.LOCAL, Level.LOCAL, Exactness.BITWISE);

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    List<Body> made = new ArrayList<>();
    Program changed = Rewriting.bodies(program, Level.LOCAL, body -> Rewriting.has(body, Regions.While.class) ? new Calls(made)
        : Rewrite.none());
    if (made.isEmpty()) return program;
    int own = changed.bodies().size() - 1;
    List<Body> all = new ArrayList<>(changed.bodies().subList(0, own));
    all.addAll(made);
    all.add(changed.bodies().get(own));
    return Rewriting.relink(changed.with(all));
  }

  private record Calls(List<Body> made) implements Rewrite {
    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
      if (!(s.op() instanceof Regions.While w)) return Optional.empty();
      if (w.divergesOver().stream().allMatch(Axis.MEMBER::equals) || !w.bodies().stream().allMatch(Calls::isOwn)) return Optional.empty();
      Set<Value> outside = new LinkedHashSet<>();
      for (Body inner : w.bodies()) free(inner, outside);
      // Each lane of the call has one number of each carry, and leaves by itself.
      Set<String> axes = w.divergesOver();
      boolean alike = w.body().params().stream().allMatch(p -> p.type().axisNames().equals(axes))
          && Stream.concat(outside.stream(), w.init().stream()).allMatch(v -> axes.containsAll(v.type().axisNames()))
          && axes.stream().allMatch(axis -> Stream.concat(outside.stream(), w.init().stream()).anyMatch(v -> v.type().has(axis)));
      if (!alike) return Optional.empty();
      Builder in = new Builder();
      Map<Value, Value> became = new HashMap<>();
      List<Value> params = new ArrayList<>();
      List<Value> init = new ArrayList<>();
      for (int i = 0; i < w.init().size(); i++) init.add(param(in, w.body().params().get(i), params));
      for (Value v : outside) became.put(v, param(in, v, params));
      List<String> hints = w.body().params().stream().map(Value::name).toList();
      List<Value> results = in.whileLoop(hints, init, init.stream().map(Value::type).toList(),
          (c, p) -> c.copy(w.cond(), with(became, w.cond(), p), Rewrite.none()),
          (c, p) -> c.copy(w.body(), with(became, w.body(), p), Rewrite.none()));
      Body body = in.finish("each." + s.results().getLast().name() + "." + made.size(), params, results);
      made.add(body);
      List<Value> args = new ArrayList<>(Op.map(w.init(), v -> known.getOrDefault(v, v)));
      outside.forEach(v -> args.add(known.getOrDefault(v, v)));
      return Optional.of(b.emitAll(s.results().stream().map(Value::name).toList(), new Pure.Call(body, args)));
    }

    /** Functions of single numbers alone. */
    private static boolean isOwn(Body body) {
      return body.stmts().stream().allMatch(s -> switch (s.op()) {
        case Pure.Call c -> c.callee().isScalar();
        case Pure _ -> true;
        case Regions r -> r.bodies().stream().allMatch(Calls::isOwn);
        case Lanes _, Sync _, Noise _, Output _, Placed _ -> false;
      });
    }

    private static Value param(Builder in, Value v, List<Value> params) {
      Value p = in.param(v.name(), Type.of(v.type().scalar()));
      params.add(p);
      return p;
    }

    private static Map<Value, Value> with(Map<Value, Value> became, Body body, List<Value> given) {
      Map<Value, Value> all = new HashMap<>(became);
      for (int i = 0; i < given.size(); i++) all.put(body.params().get(i), given.get(i));
      return all;
    }

    /** What a body reads that it does not define. */
    private static void free(Body body, Set<Value> found) {
      Set<Value> own = new LinkedHashSet<>(body.params());
      Set<Value> read = new LinkedHashSet<>();
      for (Stmt s : body.stmts()) {
        read.addAll(s.op().operands());
        s.op().bodies().forEach(inner -> free(inner, read));
        own.addAll(s.results());
      }
      read.addAll(body.results());
      read.stream().filter(v -> !own.contains(v)).forEach(found::add);
    }
  }
}
