package dyn.ir;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Binds the results of one operation to names.
 *
 * @param origin source position such as {@code lorenz.dyn:5}, or empty; passes hand it on so that a wait can name its line
 */
public record Stmt(List<Value> results, Op op, String origin) {
  public Stmt {
    results = List.copyOf(results);
    List<Type> derived = op.resultTypes();
    if (derived.size() != results.size()) throw new IllTyped(op.name() + " has " + derived.size() + " results, not " + results.size());
    for (int i = 0; i < derived.size(); i++) {
      if (derived.get(i).equals(results.get(i).type())) continue;
      throw new IllTyped(results.get(i).text() + " is " + derived.get(i) + ", not " + results.get(i).type());
    }
  }

  /** Binds {@code names} to the results of {@code op}; their types are derived. */
  public static Stmt of(List<String> names, Op op, String origin) {
    List<Type> types = op.resultTypes();
    if (types.size() != names.size()) throw new IllTyped(op.name() + " has " + types.size() + " results, not " + names.size());
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) results.add(new Value(names.get(i), types.get(i)));
    return new Stmt(results, op, origin);
  }

  /** The statement over other nested bodies; itself where each is its own. */
  public Stmt mapBodies(UnaryOperator<Body> f) {
    List<Body> before = op.bodies();
    if (before.isEmpty()) return this;
    List<Body> made = before.stream().map(f).toList();
    Iterator<Body> next = made.iterator();
    return Body.areSame(made, before) ? this : new Stmt(results, op.mapBodies(_ -> next.next()), origin);
  }

  public Value result() {
    if (results.size() != 1) throw new IllegalStateException(op.name() + " has " + results.size() + " results");
    return results.getFirst();
  }
}
