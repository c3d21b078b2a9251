package dyn.backend.reference;

import dyn.backend.Host;
import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.MathLibrary;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Signature;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Interprets the {@code @main} of a program at STEP, LOCAL or PLACED. */
public final class ReferenceKernel implements Kernel {
  private final Program program;
  private final Poison poison;
  private final long maxTurns;
  private final Watcher watcher;
  private final Races races;
  private final MathLibrary library = new MathLibrary();

  public ReferenceKernel(Program program, Poison poison) {
    this(program, poison, Long.MAX_VALUE);
  }

  /** For programs that may not end: fails after {@code maxTurns} turns of loops. */
  public ReferenceKernel(Program program, Poison poison, long maxTurns) {
    this(program, poison, maxTurns, Watcher.NONE, null);
  }

  /** Counts into {@code tally} what a placed program does. */
  public ReferenceKernel(Program program, Tally tally) {
    this(program, Poison.NONE, Long.MAX_VALUE, tally, null);
  }

  /** A placed program that several tiles run at once; fails at the first of {@code races}. */
  public ReferenceKernel(Program program, Races races) {
    this(program, Poison.NONE, Long.MAX_VALUE, Watcher.NONE, races);
  }

  private ReferenceKernel(Program program, Poison poison, long maxTurns, Watcher watcher, Races races) {
    this.watcher = watcher;
    this.races = races;
    this.program = program;
    this.poison = poison;
    this.maxTurns = maxTurns;
  }

  @Override
  public void run(Memory memory, Host host) {
    if (races == null) {
      copyBack(evaluate(memory, host, watcher, ReferenceKernel::bits), memory);
      return;
    }
    String shared = program.main().params().stream().map(Value::name).filter(Signature::isShared).findFirst().orElseThrow();
    Races.Run run = races.run(memory.get(shared));
    Races.Tile tile = new Races.Tile(run, (int) memory.integer(Signature.TILE), host);
    List<Array> args = evaluate(memory, tile, tile, m -> m instanceof Number ? bits(m) : run.cells(m, ReferenceKernel::bits));
    run.takeBack(() -> copyBack(args, memory));
  }

  /** @return what the operands have become */
  private List<Array> evaluate(Memory memory, Host host, Watcher sees, Function<Object, long[]> cells) {
    Body main = program.main();
    Sizes sizes = sizes(main, memory);
    List<Array> args = new ArrayList<>();
    for (Value p : main.params()) args.add(new Array(p.type(), cells.apply(memory.get(p.name()))));
    new Interpreter(library, sizes, poison, new MemorySink(memory, host, sizes), maxTurns, sees).run(main, args);
    return args;
  }

  private void copyBack(List<Array> args, Memory memory) {
    Body main = program.main();
    Set<String> stored = new LinkedHashSet<>();
    collectStores(main, stored);
    for (int i = 0; i < args.size(); i++) {
      Value p = main.params().get(i);
      if (stored.contains(p.name())) copyBack(args.get(i), memory.get(p.name()));
    }
  }

  private static Sizes sizes(Body main, Memory memory) {
    Map<String, Long> known = new LinkedHashMap<>();
    if (memory.has(Signature.LANES)) known.put(Axis.MEMBER, memory.integer(Signature.LANES));
    Sizes sizes = new Sizes(known);
    List<Value> open = main.params();
    while (!open.isEmpty()) {
      List<Value> left = open.stream().filter(p -> !sizes.bind(p.type(), bits(memory.get(p.name())).length)).toList();
      if (left.size() == open.size()) throw new IllegalArgumentException("the sizes of " + left + " do not follow from the inputs");
      open = left;
    }
    return sizes;
  }

  private static long[] bits(Object value) {
    return switch (value) {
      case Double d -> new long[] {Double.doubleToRawLongBits(d)};
      case Long l -> new long[] {l};
      case double[] d -> Arrays.stream(d).mapToLong(Double::doubleToRawLongBits).toArray();
      case float[] f -> IntStream.range(0, f.length).mapToLong(i -> Float.floatToRawIntBits(f[i])).toArray();
      case long[] l -> l.clone();
      default -> throw new IllegalArgumentException("an input is a " + value.getClass());
    };
  }

  private static void collectStores(Body body, Set<String> buffers) {
    for (Stmt s : body.stmts()) {
      if (s.op() instanceof Placed.Store t) buffers.add(t.buffer().name());
      s.op().bodies().forEach(b -> collectStores(b, buffers));
    }
  }

  private static void copyBack(Array from, Object to) {
    for (int k = 0; k < from.bits().length; k++) {
      switch (from.type().scalar()) {
        case F64 -> ((double[]) to)[k] = from.real(k);
        case F32 -> ((float[]) to)[k] = Float.intBitsToFloat((int) from.bits()[k]);
        case I64, BOOL -> ((long[]) to)[k] = from.bits()[k];
      }
    }
  }
}
