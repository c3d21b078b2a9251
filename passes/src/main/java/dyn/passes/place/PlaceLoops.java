package dyn.passes.place;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.Program;
import dyn.ir.Signature;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.Exactness;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs each member from start to end by itself, in one loop over members; array statements become loops over cells, those over the
 * same cells one loop. Outputs become buffers that the caller brings.
 */
public final class PlaceLoops implements Pass {
  @Override
  public String name() {
    return "place-loops";
  }

  @Override
  public String summary() {
    return "lay out members and cells as loops, values over cells as buffers";
  }

  @Override
  public Level from() {
    return Level.LOCAL;
  }

  @Override
  public Level to() {
    return Level.PLACED;
  }

  @Override
  public Exactness exactness() {
    return Exactness.BITWISE;
  }

  @Override
  public Program run(Program program, PassContext context) {
    Signature signature = Signature.of(program);
    Builder top = new Builder();
    List<Value> params = new ArrayList<>();
    for (Value v : signature.inputs()) params.add(top.param(v.name(), v.type()));
    Value lanes = top.param(Signature.LANES, Type.I64);
    params.add(lanes);
    List<Value> outputs = signature.outputs().stream().map(v -> top.exactParam(v.name(), v.type())).toList();
    params.addAll(outputs);
    top.forLoop(lanes, List.of(), List.of(), (b, p) -> {
      Placer placer = new Placer(top, p.getFirst(), outputs, program.main());
      for (int i = 0; i < signature.inputs().size(); i++) placer.bindInput(signature.inputs().get(i), params.get(i));
      placer.place(b, program.main());
      return List.of();
    });
    List<Body> bodies = new ArrayList<>(program.bodies().stream().filter(b -> !b.name().equals(Program.MAIN)).toList());
    bodies.add(top.finish(Program.MAIN, params, List.of()));
    return new Program(Level.PLACED, program.name(), bodies);
  }
}
