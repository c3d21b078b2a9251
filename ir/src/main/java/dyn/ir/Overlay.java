package dyn.ir;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A map as seen from inside a nested body: what is put there is not seen outside, and nothing is copied to keep it so. */
final class Overlay extends AbstractMap<Value, Value> {
  private final Map<Value, Value> outer;
  private final Map<Value, Value> inner = new HashMap<>();

  Overlay(Map<Value, Value> outer) {
    this.outer = outer;
  }

  @Override
  public Value get(Object key) {
    Value v = inner.get(key);
    return v != null ? v : outer.get(key);
  }

  @Override
  public Value getOrDefault(Object key, Value otherwise) {
    Value v = get(key);
    return v != null ? v : otherwise;
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public Value put(Value key, Value v) {
    Value before = get(key);
    inner.put(key, v);
    return before;
  }

  @Override
  public Set<Entry<Value, Value>> entrySet() {
    Map<Value, Value> all = new HashMap<>(outer);
    all.putAll(inner);
    return all.entrySet();
  }
}
