package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.backend.reference.Poison;
import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.MathLibrary;
import dyn.ir.Op;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Rewrite;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import dyn.ir.diagnostics.SourceFile;
import dyn.passes.Exactness;
import dyn.passes.Pass;
import dyn.passes.PassContext;
import dyn.passes.PassFault;
import dyn.passes.PassRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Wrong rewrites of waits, planted, each of which is caught: by types, by poison, or by other bits. */
final class PlantedMistakesTest {
  private static final int STEPS = 12;

  private static Compilation compile(String model, int tiles) {
    return Trial.present(new Compiler().compile(new SourceFile(model + ".dyn", Coupled.text(model, STEPS)),
        CompileOptions.DEFAULT.withTiles(tiles)));
  }

  /** The program after a pass that rewrites statements of @main. */
  private record Planted(String name, Rewrite rewrite) implements Pass {
    @Override
    public About about() {
      return new About(name, "a planted mistake", Level.LOCAL, Level.LOCAL, Exactness.BITWISE);
    }

    @Override
    public Program run(Program program, PassContext context) {
      Body main = program.main();
      Builder b = new Builder();
      List<Value> params = main.params().stream().map(p -> b.exactParam(p.name(), p.type())).toList();
      b.inline(main, params, rewrite);
      List<Body> bodies = new ArrayList<>(program.bodies());
      bodies.set(bodies.indexOf(main), b.finish(Program.MAIN, params, List.of()));
      return program.with(bodies);
    }
  }

  private static Program planted(Compilation c, String name, Rewrite rewrite) {
    PassContext context = new PassContext(c.plan().discretization(), new MathLibrary());
    return new PassRunner(context).run(List.of(new Planted(name, rewrite)), c.local());
  }

  private static List<Value> operands(Sync w, Map<Value, Value> known) {
    return Op.map(w.operands(), v -> known.getOrDefault(v, v));
  }

  @Test
  void anExchangeThatIsDroppedIsIllTyped() {
    Compilation c = compile("heat", 0);
    PassFault fault = assertThrows(PassFault.class, () -> planted(c, "drop-exchange",
        (_, s, known) -> s.op() instanceof Sync.Exchange e ? Optional.of(operands(e, known)) : Optional.empty()));
    assertTrue(fault.getMessage().contains("a wait is missing"), fault::getMessage);
  }

  @Test
  void aHaloThatIsTooNarrowIsIllTyped() {
    Compilation c = compile("advection", 0);
    assertThrows(PassFault.class, () -> planted(c, "narrow-halo", (b, s, known) -> s.op() instanceof Sync.Exchange e
        ? Optional.of(b.emitAll(s.results().stream().map(Value::name).toList(),
            Sync.Exchange.near(operands(e, known), e.axes(), e.widths().stream().map(w -> Math.max(1, w - 1)).toList())))
        : Optional.empty()));
  }

  @Test
  void anExchangeInPlaceOfABarrierIsIllTyped() {
    Compilation c = compile("rate-network", 0);
    assertThrows(PassFault.class, () -> planted(c, "exchange-for-barrier", (b, s, known) -> s.op() instanceof Sync.Barrier w
        ? Optional.of(b.emitAll(s.results().stream().map(Value::name).toList(),
            Sync.Exchange.near(operands(w, known), w.axes(), w.axes().stream().map(_ -> 1).toList())))
        : Optional.empty()));
  }

  /** A graph that is not the one whose edges are read. */
  @Test
  void anExchangeAlongOtherEdgesIsIllTyped() {
    Compilation c = compile("lattice", 0);
    assertThrows(PassFault.class, () -> planted(c, "other-edges", (b, s, known) -> s.op() instanceof Sync.Exchange e
        ? Optional.of(b.emitAll(s.results().stream().map(Value::name).toList(),
            Sync.Exchange.along(operands(e, known), e.axes(), List.of("far")))) : Optional.empty()));
  }

  /** What is read along a list that the program made up. */
  @Test
  void aListOfEdgesThatIsNoInputIsRefused() {
    Compilation c = compile("across", 0);
    PassFault fault = assertThrows(PassFault.class, () -> planted(c, "made-up", (b, s, known) -> {
      if (!(s.op() instanceof Lanes.Gather g) || !g.index().name().equals("link.source")) return Optional.empty();
      Value other = b.emit("link.source", new Pure.Apply(Primitive.NEG, List.of(known.getOrDefault(g.index(), g.index()))));
      Value seen = known.getOrDefault(g.operand(), g.operand());
      return Optional.of(List.of(b.emit(s.result().name(), new Lanes.Gather(seen, other, g.axis()))));
    }));
    assertTrue(fault.getMessage().contains("a wait for all is missing"), fault::getMessage);
  }

  @Test
  void whoDoesNotWaitForNeighboursReadsPoison() {
    List<String> models = List.of("heat", "gray-scott", "wave", "lattice", "across", "chance");
    for (String model : models) poisoned(compile(model, 0), Sync.Exchange.class);
  }

  @Test
  void whoDoesNotWaitForTheBlocksOfASumReadsPoison() {
    String large = Coupled.text("kuramoto", STEPS).replace("osc = 70", "osc = 3000");
    poisoned(Trial.present(new Compiler().compile(new SourceFile("large.dyn", large), CompileOptions.DEFAULT)), Sync.Barrier.class);
  }

  private static void poisoned(Compilation c, Class<? extends Sync> kind) {
    String right = Trial.run(Trial.interpreted(c, c.local(), new Poison(3))).hash();
    assertEquals(Trial.run(c).hash(), right);
    List<String> waits = new ArrayList<>();
    c.local().main().stmts().forEach(s -> {
      if (s.op() instanceof Regions.While w) w.body().stmts().forEach(i -> {
        if (kind.isInstance(i.op()) && severalCells((Sync) i.op())) waits.add(i.results().getFirst().name());
      });
    });
    assertFalse(waits.isEmpty());
    for (String w : waits) assertNotEquals(right, Trial.run(Trial.interpreted(c, c.local(), new Poison(3).unwaiting(w))).hash(), w);
  }

  /** The only block of a short sum is in nobody else's tile. */
  private static boolean severalCells(Sync w) {
    return w.operands().stream().anyMatch(o -> o.type().axes().stream().anyMatch(a -> w.axes().contains(a.name()) && a.size() > 1));
  }

  @Test
  void stepsThatRunOverARecordLoseIt() {
    String text = Coupled.text("gray-scott", 24).replace("method", "record u[10, 5] every 1\n  method");
    Compilation c = Trial.present(new Compiler().compile(new SourceFile("records.dyn", text), CompileOptions.DEFAULT.withTiles(2)));
    String right = Trial.run(c).hash();
    // Nothing is ever due, says the turn that takes several steps.
    Program wrong = planted(c, "forget-records", (b, s, _) -> s.op() instanceof Pure.Apply a && a.primitive() == Primitive.EQ
        && s.result().name().startsWith("due") ? Optional.of(List.of(b.constant(false))) : Optional.empty());
    assertEquals(right, Trial.run(Trial.interpreted(c, c.local(), Poison.NONE)).hash());
    assertNotEquals(right, Trial.run(Trial.interpreted(c, wrong, Poison.NONE)).hash());
  }

  @Test
  void aNeighbourOnTheWrongSideShowsInTheBits() {
    Compilation c = compile("advection", 0);
    Program wrong = planted(c, "mirror", (b, s, known) -> s.op() instanceof Lanes.Shift t
        ? Optional.of(List.of(b.emit(s.result().name(), new Lanes.Shift(known.getOrDefault(t.operand(), t.operand()), t.axis(), -t.by(),
            t.edge())))) : Optional.empty());
    assertNotEquals(Trial.run(c).hash(), Trial.run(Trial.interpreted(c, wrong, Poison.NONE)).hash());
  }
}
