package dyn.passes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What cells of a state become that change one after the other, of a MODEL program: the body `@next.x`. Its results are the values,
 * one for each part of x; the number of each cell's turn; and how many turns there are. A number for each cell and how many such
 * there are may follow: other turns, in which no cell reads one that changes with it.
 *
 * @param states numbers of the states that it computes
 */
public record TurnBody(Body body, List<Integer> states, int count) {
  private static final String NEXT = "next.";

  public TurnBody {
    states = List.copyOf(states);
  }

  /** In the order of the states. */
  public static List<TurnBody> of(Program program) {
    List<TurnBody> all = new ArrayList<>();
    int count = program.find("initial").map(b -> b.results().size()).orElse(0);
    for (Body b : program.bodies()) {
      if (!b.name().startsWith(NEXT)) continue;
      String state = b.name().substring(NEXT.length());
      List<Value> params = b.params().subList(b.params().size() - count, b.params().size());
      List<Integer> parts = IntStream.range(0, count).filter(k -> {
        String name = params.get(k).name();
        return name.equals(state) || name.equals(state + ".re") || name.equals(state + ".im");
      }).boxed().toList();
      all.add(new TurnBody(b, parts, count));
    }
    return all;
  }

  public String state() {
    return body.name().substring(NEXT.length());
  }

  public long cells() {
    return stateParams().getFirst().type().axes().stream().mapToLong(Axis::size).reduce(1, Math::multiplyExact);
  }

  /** The states as the body reads them. */
  public List<Value> stateParams() {
    List<Value> params = body.params().subList(body.params().size() - count, body.params().size());
    return states.stream().map(params::get).toList();
  }

  public List<Value> values() {
    return body.results().subList(0, states.size());
  }

  public int turnAt() {
    return states.size();
  }

  /** How many turns a step has. */
  public long turns() {
    Value last = body.results().get(states.size() + 1);
    return body.stmts().stream().filter(s -> s.results().contains(last)).map(Stmt::op).filter(Pure.Const.class::isInstance)
        .map(o -> ((Pure.Const) o).bits()).findFirst().orElseThrow(() -> new IllegalStateException("turns without a number: " + last));
  }
}
