package dyn.ir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What goes into a program's {@code @main} and what comes out, by name. Outputs are the {@code result}s, at [cells..., member],
 * and the {@code record}s, value i of a track as {@code track.i} at [records, cells..., member]; row-major, member last.
 */
public record Signature(List<Value> inputs, List<Value> outputs) {
  /** Number of members in this run of the kernel; an input of every kernel. */
  public static final String LANES = "run.lanes";
  /** Number of the first of them in the ensemble. */
  public static final String FIRST = "run.first";
  public static final String SEED = "run.seed";

  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  private static final String CARRY = "carry.";

  /** The input that is what output {@code result} was when the program ran before, for the time up to where it now begins. */
  public static String carry(String result) {
    return CARRY + result;
  }

  /** The output that an input carries on, if it does. */
  public static Optional<String> carried(String input) {
    return input.startsWith(CARRY) ? Optional.of(input.substring(CARRY.length())) : Optional.empty();
  }

  /** Of a program at STEP or LOCAL. */
  public static Signature of(Program program) {
    Map<String, Value> outputs = new LinkedHashMap<>();
    collect(program.main(), outputs);
    return new Signature(program.main().params(), List.copyOf(outputs.values()));
  }

  /** Axis over which the records of {@code track} are counted. */
  public static Axis recordAxis(String track) {
    return Axis.dynamic(track);
  }

  private static void collect(Body body, Map<String, Value> outputs) {
    for (Stmt s : body.stmts()) {
      if (s.op() instanceof Output.Result r) outputs.put(r.label(), new Value(r.label(), layout(List.of(), r.value().type())));
      if (s.op() instanceof Output.Record r) {
        for (int i = 0; i < r.values().size(); i++) {
          String name = r.track() + "." + i;
          outputs.put(name, new Value(name, layout(List.of(recordAxis(r.track())), r.values().get(i).type())));
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
