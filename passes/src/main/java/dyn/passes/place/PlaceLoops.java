package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Reach;
import dyn.ir.Signature;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.Exactness;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs each member from start to end by itself, in one loop over members; array statements become loops over cells, those over the
 * same cells one loop. Outputs become buffers that the caller brings.
 */
public final class PlaceLoops implements Pass {
  /** Cells that take all steps at a time where each is by itself: with all their values they fit into the first cache. */
  public static final long BLOCK = 256;

  private static final About ABOUT = new About("place-loops",
      "lay out members and cells as loops, values over cells as buffers", Level.LOCAL, Level.PLACED, Exactness.BITWISE);

  private static final About TILES = new About("place-tiles",
      "lay out cells as loops over tiles that wait for each other, values over cells as shared buffers", Level.LOCAL, Level.PLACED,
      Exactness.BITWISE);

  private final boolean tiles;

  public PlaceLoops() {
    this(false);
  }

  /** @param tiles whether several workers share the cells of a member */
  public PlaceLoops(boolean tiles) {
    this.tiles = tiles;
  }

  @Override
  public About about() {
    return tiles ? TILES : ABOUT;
  }

  @Override
  public Program run(Program program, PassContext context) {
    Map<String, Body> bodies = new LinkedHashMap<>();
    for (Body b : program.bodies()) {
      if (b.name().equals(Program.MAIN)) bodies.put(b.name(), main(program, bodies, tiles ? TiledAxis.of(program) : Optional.empty()));
      else bodies.put(b.name(), b.isScalar() ? b : callee(b, bodies));
    }
    return new Program(Level.PLACED, program.name(), List.copyOf(bodies.values()));
  }

  /** A body of one member: arrays come in buffers, results go out in further ones. */
  private static Body callee(Body body, Map<String, Body> placed) {
    Builder top = new Builder();
    List<Value> params = new ArrayList<>();
    for (Value v : body.params()) params.add(top.exactParam(v.name(), v.type().withReach(Reach.OWN)));
    Placer placer = new Placer(top, null, List.of(), placed, body, null);
    for (int i = 0; i < params.size(); i++) placer.bindInput(body.params().get(i), params.get(i));
    for (int i = 0; i < body.results().size(); i++)
      params.add(top.exactParam("out." + i, body.results().get(i).type().withReach(Reach.OWN)));
    placer.place(top, body);
    placer.copyOut(top, body.results(), params.subList(body.params().size(), params.size()));
    return top.finish(body.name(), params, List.of());
  }

  private static Body main(Program program, Map<String, Body> placed, Optional<Axis> axis) {
    Signature signature = program.signature();
    Builder top = new Builder();
    List<Value> params = new ArrayList<>();
    for (Value v : signature.inputs()) params.add(top.param(v.name(), v.type()));
    Value lanes = top.param(Signature.LANES, Type.I64);
    params.add(lanes);
    List<Value> outputs = signature.outputs().stream().map(v -> top.exactParam(v.name(), v.type())).toList();
    params.addAll(outputs);
    Tiling tiling = axis.map(a -> {
      List<Value> place = List.of(top.exactParam(Signature.TILE, Type.I64), top.exactParam(Signature.TILES, Type.I64));
      params.addAll(place);
      return Tiling.of(top, a, place.getFirst(), place.getLast());
    }).orElse(null);
    top.forLoop(lanes, List.of(), List.of(), (b, p) -> {
      Placer placer = new Placer(top, p.getFirst(), outputs, placed, program.main(), tiling);
      for (int i = 0; i < signature.inputs().size(); i++) placer.bindInput(signature.inputs().get(i), params.get(i));
      if (tiling != null) signature.inputs().forEach(v -> placer.readNow(b, v));
      placer.place(b, program.main());
      params.addAll(placer.shared());
      if (tiling != null) b.emit(Placed.Wait.ALL);
      return List.of();
    });
    return top.finish(Program.MAIN, params, List.of());
  }
}
