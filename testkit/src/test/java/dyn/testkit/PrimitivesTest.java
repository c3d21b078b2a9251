package dyn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyn.backend.Backend;
import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.backend.jvm.JvmBackend;
import dyn.backend.llvm.LlvmBackend;
import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.IllTyped;
import dyn.ir.Level;
import dyn.ir.MathLibrary;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.Discretization;
import dyn.passes.PassContext;
import dyn.passes.PassRunner;
import dyn.passes.Pipelines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every primitive over special values, against its definition, bit by bit: operands from memory, alone and in lanes, and constants. */
class PrimitivesTest {
  private static final double[] REALS = {
    0.0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 1e-320, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 9.007199254740993e15, 9.3e18, -9.3e18, Math.PI, 1e300
  };
  private static final long[] INTEGERS = {
    0, 1, -1, 2, 3, -7, 63, 64, 65, 127, 32767, 32768, -32769, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 32, Long.MAX_VALUE,
    Long.MIN_VALUE, 0x5555555555555555L
  };

  private static final int LANES = 16;
  private static final List<Backend> BACKENDS = List.of(new JvmBackend(4), new LlvmBackend(128), new LlvmBackend(512));

  @TestFactory
  Stream<DynamicTest> everyPrimitiveIsItsDefinition() {
    return Stream.of(Primitive.values()).filter(p -> !p.isLibrary()).flatMap(p -> signatures(p).stream()
        .map(s -> DynamicTest.dynamicTest(p.text() + " of " + s, () -> BACKENDS.forEach(b -> check(b, p, s)))));
  }

  private static List<List<Scalar>> signatures(Primitive p) {
    List<List<Scalar>> found = new ArrayList<>();
    for (Scalar first : Scalar.values()) {
      for (Scalar rest : Scalar.values()) {
        List<Scalar> of = new ArrayList<>(List.of(first));
        for (int i = 1; i < p.arity(); i++) of.add(rest);
        if (p.arity() == 1 && rest != first) continue;
        try {
          p.resultOf(of);
          found.add(of);
        } catch (IllTyped e) {
          continue;
        }
      }
    }
    return found;
  }

  private static long[] samples(Scalar s, SplittableRandom random) {
    return switch (s) {
      case BOOL -> new long[] {0, 1};
      case I64 -> INTEGERS;
      case F64, F32 -> {
        long[] bits = new long[REALS.length + 4];
        for (int i = 0; i < REALS.length; i++) bits[i] = s.bits(REALS[i]);
        for (int i = REALS.length; i < bits.length; i++) bits[i] = s.bits(random.nextDouble(-100, 100));
        yield bits;
      }
    };
  }

  private static List<long[]> rows(List<Scalar> of) {
    SplittableRandom random = new SplittableRandom(7);
    List<long[]> rows = new ArrayList<>();
    rows.add(new long[3]);
    for (int i = 0; i < of.size(); i++) {
      List<long[]> more = new ArrayList<>();
      for (long[] row : i == 0 ? rows.subList(0, 1) : rows) {
        for (long x : samples(of.get(i), random)) {
          long[] r = row.clone();
          r[i] = x;
          more.add(r);
        }
      }
      rows = more;
    }
    return rows;
  }

  private static void check(Backend b, Primitive p, List<Scalar> of) {
    List<long[]> rows = rows(of);
    Scalar result = p.resultOf(of);
    Memory m = new Memory().put(Signature.LANES, (long) rows.size());
    for (int i = 0; i < of.size(); i++) m.put("a" + i, column(rows, i, of.get(i)));
    m.put("out", switch (result) {
      case F64 -> new double[rows.size()];
      case F32 -> new float[rows.size()];
      case I64, BOOL -> new long[rows.size()];
    });
    Program program = fromMemory(p, of, result);
    Program lanes = new PassRunner(new PassContext(Discretization.map(), new MathLibrary())).run(Pipelines.vector(LANES, false), program);
    for (Program q : List.of(program, lanes)) {
      load(b, q).run(m, (_, _) -> false);
      compare(p, of, rows, bits(m.get("out")));
    }
    if (rows.size() < 1000) {
      load(b, fromConstants(p, of, rows, result)).run(m, (_, _) -> false);
      compare(p, of, rows, bits(m.get("out")));
    }
  }

  private static Object column(List<long[]> rows, int i, Scalar s) {
    if (s == Scalar.F64) return rows.stream().mapToDouble(r -> Double.longBitsToDouble(r[i])).toArray();
    if (s != Scalar.F32) return rows.stream().mapToLong(r -> r[i]).toArray();
    float[] singles = new float[rows.size()];
    for (int k = 0; k < singles.length; k++) singles[k] = Float.intBitsToFloat((int) rows.get(k)[i]);
    return singles;
  }

  private static long[] bits(Object array) {
    return switch (array) {
      case long[] l -> l;
      case double[] d -> Arrays.stream(d).mapToLong(Double::doubleToRawLongBits).toArray();
      case float[] f -> IntStream.range(0, f.length).mapToLong(i -> Float.floatToRawIntBits(f[i])).toArray();
      default -> throw new IllegalArgumentException(array.getClass().getName());
    };
  }

  private static void compare(Primitive p, List<Scalar> of, List<long[]> rows, long[] got) {
    Scalar result = p.resultOf(of);
    for (int i = 0; i < got.length; i++) {
      long[] r = rows.get(i);
      long expected = p.evaluate(of.get(p == Primitive.SELECT ? 1 : 0), r[0], r[1], r[2]);
      if (result.isReal() && Double.isNaN(result.real(expected)) && Double.isNaN(result.real(got[i]))) continue;
      int row = i;
      assertEquals(expected, got[i], () -> p.text() + " of " + of + " at " + Arrays.toString(rows.get(row)));
    }
  }

  private static Type array(Scalar s) {
    return Type.of(s, List.of(Axis.dynamic(Axis.MEMBER)), Reach.OWN);
  }

  private static Program fromMemory(Primitive p, List<Scalar> of, Scalar result) {
    Builder b = new Builder();
    List<Value> params = new ArrayList<>(List.of(b.param(Signature.LANES, Type.I64)));
    for (int i = 0; i < of.size(); i++) params.add(b.param("a" + i, array(of.get(i))));
    params.add(b.param("out", array(result)));
    b.forLoop(params.getFirst(), List.of(), List.of(), (in, ps) -> {
      List<Value> args = new ArrayList<>();
      for (int i = 0; i < of.size(); i++) args.add(in.emit("x", new Placed.Load(params.get(1 + i), List.of(ps.getFirst()))));
      Value r = in.emit("r", new Pure.Apply(p, args));
      in.emit(new Placed.Store(params.getLast(), List.of(ps.getFirst()), r));
      return List.of();
    });
    return program(b.finish("main", params, List.of()));
  }

  private static Program fromConstants(Primitive p, List<Scalar> of, List<long[]> rows, Scalar result) {
    Builder b = new Builder();
    Value out = b.param("out", array(result));
    for (int k = 0; k < rows.size(); k++) {
      List<Value> args = new ArrayList<>();
      for (int i = 0; i < of.size(); i++) args.add(b.emit("c", new Pure.Const(of.get(i), rows.get(k)[i])));
      b.emit(new Placed.Store(out, List.of(b.constant((long) k)), b.emit("r", new Pure.Apply(p, args))));
    }
    return program(b.finish("main", List.of(out), List.of()));
  }

  private static Program program(Body main) {
    return new Program(Level.PLACED, "primitive", List.of(main));
  }

  private static Kernel load(Backend b, Program p) {
    return b.loader().orElseThrow().load(b.emit(p));
  }
}
