package dyn.frontend.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Definitions in an order in which each comes after what it mentions, and the cycles that forbid it. Without recursion: a chain of 10,000
 * definitions is no deeper than one.
 *
 * @param sorted all names that are in no cycle
 * @param cycles each as a path `a, b, c` where each mentions the next and the last the first
 */
record Order(List<String> sorted, List<List<String>> cycles) {
  static Order of(Map<String, Set<String>> mentions) {
    Map<String, Integer> state = new LinkedHashMap<>();
    List<String> sorted = new ArrayList<>();
    List<List<String>> cycles = new ArrayList<>();
    Set<String> bad = new LinkedHashSet<>();
    for (String root : mentions.keySet()) {
      if (state.containsKey(root)) continue;
      Deque<String> path = new ArrayDeque<>();
      Deque<Iterator<String>> todo = new ArrayDeque<>();
      enter(root, mentions, state, path, todo);
      while (!path.isEmpty()) {
        if (!todo.peek().hasNext()) {
          todo.pop();
          String done = path.pop();
          state.put(done, 2);
          if (!bad.contains(done)) sorted.add(done);
          continue;
        }
        String next = todo.peek().next();
        if (!mentions.containsKey(next)) continue;
        Integer seen = state.get(next);
        if (seen == null) enter(next, mentions, state, path, todo);
        else if (seen == 1) cycle(next, path, cycles, bad);
      }
    }
    return new Order(sorted, cycles);
  }

  private static void enter(String name, Map<String, Set<String>> mentions, Map<String, Integer> state, Deque<String> path,
      Deque<Iterator<String>> todo) {
    state.put(name, 1);
    path.push(name);
    todo.push(mentions.get(name).iterator());
  }

  private static void cycle(String from, Deque<String> path, List<List<String>> cycles, Set<String> bad) {
    List<String> names = new ArrayList<>();
    for (String name : path) {
      names.addFirst(name);
      if (name.equals(from)) break;
    }
    if (names.stream().noneMatch(bad::contains)) cycles.add(names);
    bad.addAll(names);
  }
}
