package dyn.passes.lanes;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Value;
import dyn.passes.Exactness;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import dyn.passes.Rewriting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes two turns of a loop of lanes at a time, statement by statement. What both read is loaded once, as in the rows of a matrix times one
 * vector; and where a turn waits for its own results, as in a long formula, the other one fills the time.
 *
 * <pre>for n do (%i) { %x = load %v, %k; %a = load %m, %i, %k; ... }
 * ==>  for n / 2 do (%j) { %x = load %v, %k; %a = load %m, 2 * %j, %k; %b = load %m, 2 * %j + 1, %k; ... }</pre>
 *
 * <p>Source: Callahan, Cocke and Kennedy (1988), "Estimating interlock and improving balance for pipelined architectures".
 */
public final class UnrollAndJam implements Pass {
  private static final About ABOUT = new About("unroll-and-jam",
      "take two turns of a loop of lanes at a time", Level.PLACED, Level.PLACED, Exactness.BITWISE);
  /** Turns at a time: more would do a little better and take far longer to compile. */
  private static final long ABREAST = 2;
  /** In statements: what is added to a loop, and to a program. */
  private static final int LONGEST = 1000;
  private static final int ALL = 4000;

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    return Rewriting.bodies(program, Level.PLACED, body -> LaneCopy.hasLanes(body) ? new Jam() : Rewrite.none());
  }

  private static final class Jam implements Rewrite {
    private long left = ALL;

    @Override
    public Optional<List<Value>> statement(Builder b, Stmt s, Map<Value, Value> known) {
      if (!(s.op() instanceof Placed.For f) || !f.init().isEmpty() || !LaneCopy.hasLanes(f.body())) return Optional.empty();
      Value all = known.getOrDefault(f.extent(), f.extent());
      Optional<Long> turns = b.constantOf(all).map(Pure.Const::bits);
      boolean even = turns.isPresent() && turns.get() % ABREAST == 0;
      long size = Turns.size(f.body()) * (even ? ABREAST - 1 : ABREAST);
      boolean few = turns.isPresent() && turns.get() < ABREAST;
      Turns two = new Turns(f.body(), v -> b.constantOf(known.getOrDefault(v, v)));
      if (few || size > Math.min(left, LONGEST) || !two.fit()) return Optional.empty();
      left -= size;
      Value some = turns.isPresent() ? b.constant(turns.get() / ABREAST) : b.apply("some", Primitive.SHR, all, b.constant(1L));
      b.forLoop(some, List.of(), List.of(), (in, p) -> {
        Value first = in.mul(p.getFirst(), in.constant(ABREAST));
        List<Value> numbers = new ArrayList<>(List.of(first));
        for (long k = 1; k < ABREAST; k++) numbers.add(in.add(first, in.constant(k)));
        jam(in, f.body(), known, numbers);
        return List.of();
      });
      if (even) return Optional.of(List.of());
      Value done = turns.isPresent() ? b.constant(turns.get() - turns.get() % ABREAST) : b.mul(some, b.constant(ABREAST));
      Value rest = turns.isPresent() ? b.constant(turns.get() % ABREAST) : b.apply("rest", Primitive.SUB, all, done);
      b.forLoop(rest, List.of(), List.of(), (in, p) -> {
        jam(in, f.body(), known, List.of(in.add(done, p.getFirst())));
        return List.of();
      });
      return Optional.of(List.of());
    }

    private static void jam(Builder b, Body body, Map<Value, Value> known, List<Value> turns) {
      List<Map<Value, Value>> scopes = new ArrayList<>();
      for (Value turn : turns) {
        scopes.add(new HashMap<>(known));
        scopes.getLast().put(body.params().getFirst(), turn);
      }
      Set<Value> differ = new HashSet<>(body.params());
      List<Stmt> writes = new ArrayList<>();
      for (Stmt s : body.stmts()) {
        if (Turns.isLast(s)) {
          writes.add(s);
        } else if (Turns.reads(s).stream().anyMatch(differ::contains)) {
          scopes.forEach(scope -> b.copy(Body.nested(List.of(), List.of(s), s.results()), scope, Rewrite.none()));
          differ.addAll(s.results());
        } else {
          List<Value> same = b.copy(Body.nested(List.of(), List.of(s), s.results()), scopes.getFirst(), Rewrite.none());
          for (Map<Value, Value> scope : scopes) for (int i = 0; i < same.size(); i++) scope.put(s.results().get(i), same.get(i));
        }
      }
      // At the end: then no write lies between two reads.
      scopes.forEach(scope -> b.copy(Body.nested(List.of(), writes, List.of()), scope, Rewrite.none()));
    }
  }
}
