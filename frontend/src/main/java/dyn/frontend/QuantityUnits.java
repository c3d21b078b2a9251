package dyn.frontend;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The working units of a run, as texts; empty for a plain number. All numbers of the program, its inputs and its results are in them.
 *
 * @param model whether the model has units at all
 * @param time of `t`
 * @param names of parameters, states, inputs, `let`s and outputs, in the order of the model
 * @param items of what is recorded or drawn, by its label; a variance as `var(x)`
 */
public record QuantityUnits(boolean model, String time, Map<String, String> names, Map<String, String> items) {
  public static final QuantityUnits NONE = new QuantityUnits(false, "", Map.of(), Map.of());

  public QuantityUnits {
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
  }

  /** Of a name, or of what is recorded under a label; the parts of a complex value are in its unit. */
  public String of(String label) {
    boolean part = (label.startsWith("re(") || label.startsWith("im(")) && label.endsWith(")") && !items.containsKey(label);
    return names.getOrDefault(label, items.getOrDefault(part ? label.substring(3, label.length() - 1) : label, ""));
  }
}
