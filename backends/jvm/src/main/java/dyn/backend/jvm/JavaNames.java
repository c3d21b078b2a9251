package dyn.backend.jvm;

import dyn.backend.Description;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Names of classes (internal) and methods of a model: those of the model where Java allows it, with `_` behind where they are taken. */
final class JavaNames {
  private static final Set<String> OF_OBJECT = Set.of("wait", "notify", "notifyAll", "getClass", "hashCode", "equals", "toString", "clone",
      "finalize");
  private static final Set<String> OF_MODEL = Set.of("run", "main", "setup", "members", "seed", "threads");
  private static final Set<String> OF_RUN = Set.of("members", "times", "record", "end", "code", "reason", "time", "accepted", "rejected",
      "hash");

  private final String base;
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Map<String, String> records = new LinkedHashMap<>();
  private final Map<String, String> states = new LinkedHashMap<>();

  JavaNames(Description d) {
    base = d.name().replace('.', '/');
    Set<String> taken = new LinkedHashSet<>(OF_MODEL);
    for (Description.Parameter p : d.parameters()) parameters.put(p.name(), free(camel(p.name()), taken));
    Set<String> takenInRun = new LinkedHashSet<>(OF_RUN);
    for (Description.State s : d.states()) states.put(s.name(), free("end" + capital(camel(s.name())), takenInRun));
    d.tracks().stream().flatMap(t -> t.columns().stream()).map(Description.Column::label).distinct()
        .forEach(label -> records.put(label, free(camel(label), takenInRun)));
  }

  /** {@code mean(x)} as {@code meanX}. */
  private static String camel(String label) {
    StringBuilder name = new StringBuilder();
    boolean begins = false;
    for (char c : label.toCharArray()) {
      if (!Character.isJavaIdentifierPart(c)) {
        begins = !name.isEmpty();
        continue;
      }
      if (name.isEmpty() && !Character.isJavaIdentifierStart(c)) name.append('_');
      name.append(begins ? Character.toUpperCase(c) : c);
      begins = false;
    }
    return name.isEmpty() ? "value" : name.toString();
  }

  private static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static String free(String name, Set<String> taken) {
    String free = name;
    while (SourceVersion.isKeyword(free) || OF_OBJECT.contains(free) || !taken.add(free)) free += "_";
    return free;
  }

  String model() {
    return base;
  }

  String run() {
    return base + "Run";
  }

  String kernel() {
    return base + "Kernel";
  }

  String parameter(String name) {
    return parameters.get(name);
  }

  String state(String name) {
    return states.get(name);
  }

  /** Methods by the label of what is recorded. */
  Map<String, String> records() {
    return records;
  }
}
