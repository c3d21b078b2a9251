package dyn.ir;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Binds the results of one operation to names. A record but for {@link #of}, which need not check the types that it derives itself. */
public final class Stmt {
  private final List<Value> results;
  private final Op op;
  private final String origin;

  /** @throws IllTyped where {@code results} are not of the types that follow from {@code op} */
  public Stmt(List<Value> results, Op op, String origin) {
    this(op, List.copyOf(results), origin);
    List<Type> derived = types(op, results.size());
    for (int i = 0; i < derived.size(); i++) {
      if (derived.get(i).equals(results.get(i).type())) continue;
      throw new IllTyped(results.get(i).text() + " is " + derived.get(i) + ", not " + results.get(i).type());
    }
  }

  private Stmt(Op op, List<Value> results, String origin) {
    this.results = results;
    this.op = op;
    this.origin = origin;
  }

  /** Binds {@code names} to the results of {@code op}; their types are derived. */
  public static Stmt of(List<String> names, Op op, String origin) {
    List<Type> types = types(op, names.size());
    List<Value> results = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) results.add(new Value(names.get(i), types.get(i)));
    return new Stmt(op, List.copyOf(results), origin);
  }

  private static List<Type> types(Op op, int results) {
    List<Type> types = op.resultTypes();
    if (types.size() != results) throw new IllTyped(op.name() + " has " + types.size() + " results, not " + results);
    return types;
  }

  public List<Value> results() {
    return results;
  }

  public Op op() {
    return op;
  }

  /** Source position such as {@code lorenz.dyn:5}, or empty; passes hand it on so that a wait can name its line. */
  public String origin() {
    return origin;
  }

  public Value result() {
    if (results.size() != 1) throw new IllegalStateException(op.name() + " has " + results.size() + " results");
    return results.getFirst();
  }

  /** The statement over other nested bodies; itself where each is its own. */
  public Stmt mapBodies(UnaryOperator<Body> f) {
    List<Body> before = op.bodies();
    if (before.isEmpty()) return this;
    List<Body> made = before.stream().map(f).toList();
    Iterator<Body> next = made.iterator();
    return Body.areSame(made, before) ? this : new Stmt(results, op.mapBodies(_ -> next.next()), origin);
  }

  @Override
  public boolean equals(Object o) {
    return o == this || o instanceof Stmt s && results.equals(s.results) && op.equals(s.op) && origin.equals(s.origin);
  }

  @Override
  public int hashCode() {
    return results.hashCode();
  }

  @Override
  public String toString() {
    return Text.print(this);
  }
}
