package dyn.ir;

import java.util.List;

/** Parameters, statements in order, results. A nested body has no name and may read the values around it. */
public record Body(String name, List<Value> params, List<Stmt> stmts, List<Value> results) {
  public Body {
    params = List.copyOf(params);
    stmts = List.copyOf(stmts);
    results = List.copyOf(results);
  }

  public static Body nested(List<Value> params, List<Stmt> stmts, List<Value> results) {
    return new Body("", params, stmts, results);
  }

  /** Itself where the statements are its own. */
  public Body withStmts(List<Stmt> others) {
    return areSame(others, stmts) ? this : new Body(name, params, others, results);
  }

  /** The same objects in the same order: what has been handed on as it was, which is told without comparing all that is nested in it. */
  static boolean areSame(List<?> made, List<?> before) {
    boolean same = made.size() == before.size();
    for (int i = 0; same && i < made.size(); i++) same = made.get(i) == before.get(i);
    return same;
  }

  public List<Type> paramTypes() {
    return params.stream().map(Value::type).toList();
  }

  public List<Type> resultTypes() {
    return results.stream().map(Value::type).toList();
  }

  /** A function of single numbers: a call applies it lane by lane. */
  public boolean isScalar() {
    for (Value v : params) if (!v.type().isScalar()) return false;
    for (Value v : results) if (!v.type().isScalar()) return false;
    return true;
  }

  /** Something in here must happen even if no result is read. */
  public boolean hasEffect() {
    for (Stmt s : stmts) if (s.op().hasEffect()) return true;
    return false;
  }

  public Value param(String wanted) {
    return params.stream().filter(p -> p.name().equals(wanted)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("@" + name + " has no parameter %" + wanted));
  }
}
