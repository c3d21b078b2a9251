package dyn.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hands out names that are unique in one body and all that is nested in it: {@code v}, {@code v.1}, {@code v.2}, ... */
public final class Names {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> next = new HashMap<>();
  private final List<Given> given = new ArrayList<>();

  /** @param stem whose numbers went on from {@code before}; null for a name without a number */
  private record Given(String name, String stem, int before) {}

  public String fresh(String hint) {
    String stem = stem(hint);
    if (taken.add(stem)) {
      given.add(new Given(stem, null, 0));
      return stem;
    }
    int before = next.getOrDefault(stem, 1);
    int k = before;
    String name = numbered(stem, k, hint);
    while (!taken.add(name)) name = numbered(stem, ++k, hint);
    next.put(stem, k + 1);
    given.add(new Given(name, stem, before));
    return name;
  }

  /** A copy often has the name of the original, which need not be made again. */
  private static String numbered(String stem, int k, String hint) {
    int at = stem.length() + 1;
    int rest = k;
    int end = hint.length();
    while (end > at && rest > 0 && hint.charAt(end - 1) == '0' + rest % 10) {
      rest /= 10;
      end--;
    }
    return rest == 0 && end == at ? hint : stem + "." + k;
  }

  /** The hint without an earlier number, so that copies of {@code v.3} are {@code v.4} and not {@code v.3.1}. */
  private static String stem(String hint) {
    int dot = hint.lastIndexOf('.');
    if (dot <= 0 || dot == hint.length() - 1) return hint.isEmpty() ? "v" : hint;
    for (int i = dot + 1; i < hint.length(); i++) if (!Character.isDigit(hint.charAt(i))) return hint;
    return hint.substring(0, dot);
  }

  /** To come back to by {@link #forget}. */
  int mark() {
    return given.size();
  }

  /** As if no name had been handed out since {@code mark}. */
  void forget(int mark) {
    while (given.size() > mark) {
      Given last = given.removeLast();
      taken.remove(last.name());
      if (last.stem() == null) continue;
      if (last.before() == 1) next.remove(last.stem());
      else next.put(last.stem(), last.before());
    }
  }

  public boolean take(String name) {
    if (!taken.add(name)) return false;
    given.add(new Given(name, null, 0));
    return true;
  }
}
