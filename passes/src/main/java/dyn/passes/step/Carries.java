package dyn.passes.step;

import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** The carries of a time loop under construction: names, types, start values, in one order. */
final class Carries {
  final List<String> hints = new ArrayList<>();
  final List<Type> types = new ArrayList<>();
  final List<Value> init = new ArrayList<>();

  /** Adds a carry and returns its position. */
  int add(String hint, Type type, Value start) {
    hints.add(hint);
    types.add(type);
    init.add(start);
    return hints.size() - 1;
  }

  /** Adds several and returns the position of the first. */
  int addAll(List<String> names, List<Type> of, List<Value> starts) {
    int first = hints.size();
    for (int i = 0; i < names.size(); i++) add(names.get(i), of.get(i), starts.get(i));
    return first;
  }
}
