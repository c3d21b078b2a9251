package dyn.ir;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Hands out names that are unique in one body and all that is nested in it: {@code v}, {@code v.1}, {@code v.2}, ... */
public final class Names {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> next = new HashMap<>();

  public String fresh(String hint) {
    String stem = stem(hint);
    if (taken.add(stem)) return stem;
    int k = next.getOrDefault(stem, 1);
    while (!taken.add(stem + "." + k)) k++;
    next.put(stem, k + 1);
    return stem + "." + k;
  }

  /** The hint without an earlier number, so that copies of {@code v.3} are {@code v.4} and not {@code v.3.1}. */
  private static String stem(String hint) {
    int dot = hint.lastIndexOf('.');
    if (dot <= 0 || dot == hint.length() - 1) return hint.isEmpty() ? "v" : hint;
    for (int i = dot + 1; i < hint.length(); i++) if (!Character.isDigit(hint.charAt(i))) return hint;
    return hint.substring(0, dot);
  }

  Names copy() {
    Names other = new Names();
    other.restore(this);
    return other;
  }

  void restore(Names earlier) {
    taken.clear();
    taken.addAll(earlier.taken);
    next.clear();
    next.putAll(earlier.next);
  }

  public boolean take(String name) {
    return taken.add(name);
  }
}
