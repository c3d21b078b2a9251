package dyn.backend.jvm;

import dyn.ir.Body;
import dyn.ir.Scalar;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells of the values of one named body, and how they are used across its methods: what one method defines and another reads cannot
 * be a local variable, and gets a place in the frame.
 */
final class Cells {
  private final Body body;
  private final Map<String, Cell> byName = new HashMap<>();
  private final List<Cell> framed = new ArrayList<>();

  Cells(Body body) {
    this.body = body;
  }

  Cell of(Value v) {
    Cell c = byName.get(v.name());
    if (c == null) throw new IllegalArgumentException(v.text() + " in @" + body.name() + " is not defined");
    return c;
  }

  /** @param unit the method that holds it in a local variable; null where none does */
  Cell define(Value v, Unit unit, Body in) {
    Cell c = new Cell(v, unit, in);
    if (byName.put(v.name(), c) != null) throw new IllegalArgumentException(v.text() + " in @" + body.name() + " is defined twice");
    return c;
  }

  /** A condition of the printer's own, with the lanes of {@code like}. */
  Value synthetic(String hint, Value like) {
    return new Value(hint + "#" + byName.size(), like.type().withScalar(Scalar.BOOL));
  }

  /** A condition of the printer's own. */
  Value synthetic(String hint) {
    return new Value(hint + "#" + byName.size(), Type.BOOL);
  }

  void cross(Cell c) {
    if (c.crosses) return;
    c.crosses = true;
    if (c.carrier == null) framed.add(c);
  }

  /** It lives where {@code carrier} does. */
  static void keepInFrame(Cell c, Cell carrier) {
    c.carrier = carrier;
    c.crosses = true;
  }

  /** Gives all that cross a place. @return whether there are any */
  boolean place(Frame frame) {
    for (Cell c : framed) c.frame = frame.place(c);
    return !framed.isEmpty();
  }

  void use(Value v, Unit unit, Body in) {
    Cell c = of(v);
    c.uses++;
    c.near = c.unit == unit && c.body == in;
    if (c.constant != null || c.unit == unit) return;
    cross(c);
    c.escapes |= c.unit == null || !unit.isInside(c.unit);
    unit.external.add(c);
  }

  void use(List<Value> values, Unit unit, Body in) {
    for (Value v : values) use(v, unit, in);
  }

  /** Uses {@code v} as a vector. */
  void useWide(Value v, Unit unit, Body in) {
    use(v, unit, in);
    if (!Simd.isVector(v)) unit.broadcasts.add(of(v));
  }

  /** Uses {@code values}, each as a vector where what it becomes is one. */
  void use(List<Value> values, Unit unit, Body in, List<Value> become) {
    for (int i = 0; i < values.size(); i++) {
      if (Simd.isVector(become.get(i))) useWide(values.get(i), unit, in);
      else use(values.get(i), unit, in);
    }
  }

  /** Those that have no vector among what they become. */
  void useNumbers(List<Value> values, List<Value> become, Unit unit, Body in) {
    for (int i = 0; i < values.size(); i++) if (!Simd.isVector(become.get(i))) use(values.get(i), unit, in);
  }

  /** Lanes read or write cells that do not lie side by side. */
  boolean areGathered(List<Value> indices) {
    if (indices.stream().noneMatch(Simd::isVector)) return false;
    return !of(indices.getLast()).contiguous || indices.subList(0, indices.size() - 1).stream().anyMatch(Simd::isVector);
  }
}
