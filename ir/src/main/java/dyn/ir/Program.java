package dyn.ir;

import java.util.List;
import java.util.Optional;

/** Bodies at one level; callees stand before their callers. */
public record Program(Level level, String name, List<Body> bodies) {
  public static final String MAIN = "main";

  public Program {
    bodies = List.copyOf(bodies);
  }

  public Optional<Body> find(String body) {
    return bodies.stream().filter(b -> b.name().equals(body)).findFirst();
  }

  public Body body(String wanted) {
    return find(wanted).orElseThrow(() -> new IllegalArgumentException("program " + name + " has no body @" + wanted));
  }

  public Body main() {
    return body(MAIN);
  }

  public Program with(List<Body> others) {
    return new Program(level, name, others);
  }

  public Program at(Level other) {
    return new Program(other, name, bodies);
  }
}
