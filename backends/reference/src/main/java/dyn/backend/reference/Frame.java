package dyn.backend.reference;

import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of one body and of all that is nested in it.
 *
 * @param lanes axes over which a scalar body is applied cell by cell; null in every other body
 * @param active lanes that take part; null for all. The others compute too, but nothing they do is kept
 */
record Frame(Map<String, Array> values, Type lanes, Array active) {
  static Frame of(Type lanes, Array active) {
    return new Frame(new HashMap<>(), lanes, active);
  }

  Frame where(Array some) {
    return new Frame(values, lanes, some);
  }

  Array get(Value v) {
    Array a = values.get(v.name());
    if (a == null) throw new IllegalStateException(v + " has no value");
    return a;
  }

  List<Array> all(List<Value> wanted) {
    List<Array> found = new ArrayList<>(wanted.size());
    for (Value v : wanted) found.add(get(v));
    return found;
  }

  void put(Value v, Array a) {
    values.put(v.name(), a);
  }

  /** A value declared {@code t} has this type here. */
  Type actual(Type t) {
    return lanes == null ? t : Type.meet(t.scalar(), List.of(lanes, t));
  }
}
