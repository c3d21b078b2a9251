package dyn.ir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** Itself where the bodies are its own. */
  public Program with(List<Body> others) {
    return Body.areSame(others, bodies) ? this : new Program(level, name, others);
  }

  public Program at(Level other) {
    return other == level ? this : new Program(other, name, bodies);
  }

  /** Of a program at STEP or LOCAL. */
  public Signature signature() {
    Map<String, Value> outputs = new LinkedHashMap<>();
    collect(main(), outputs);
    return new Signature(main().params(), List.copyOf(outputs.values()));
  }

  private static void collect(Body body, Map<String, Value> outputs) {
    for (Stmt s : body.stmts()) {
      if (s.op() instanceof Output.Result r) outputs.put(r.label(), new Value(r.label(), layout(List.of(), r.value().type())));
      if (s.op() instanceof Output.Record r) {
        for (int i = 0; i < r.values().size(); i++) {
          String name = r.column(i);
          outputs.put(name, new Value(name, layout(List.of(Signature.recordAxis(r.track())), r.values().get(i).type())));
        }
      }
      s.op().bodies().forEach(b -> collect(b, outputs));
    }
  }

  private static Type layout(List<Axis> leading, Type of) {
    List<Axis> axes = new ArrayList<>(leading);
    of.axes().stream().filter(a -> !a.name().equals(Axis.MEMBER)).forEach(axes::add);
    axes.add(Axis.dynamic(Axis.MEMBER));
    return Type.of(of.scalar(), axes, Reach.OWN);
  }
}
