package dyn.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Arguments of a contestant, each `name=value`; a name may be repeated. */
record Arguments(List<String> all) {
  static Arguments of(String... args) {
    return new Arguments(Arrays.asList(args));
  }

  List<String> every(String name) {
    return all.stream().filter(a -> a.startsWith(name + "=")).map(a -> a.substring(name.length() + 1)).toList();
  }

  Optional<String> find(String name) {
    return every(name).stream().findFirst();
  }

  String text(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no argument " + name));
  }

  int number(String name, int otherwise) {
    return find(name).map(Integer::parseInt).orElse(otherwise);
  }
}
