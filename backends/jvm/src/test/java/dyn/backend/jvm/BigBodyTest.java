package dyn.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.backend.Artifact;
import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.Placed;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Type;
import dyn.ir.Value;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random straight-line bodies with values that live far, plain and inside loops and branches, evaluated beside by definition. */
class BigBodyTest {
  private static final Type OUT = Type.of(Scalar.F64, List.of(new Axis("k", 4)), Reach.OWN);
  private static final Primitive[] SOME = {
    Primitive.ADD, Primitive.SUB, Primitive.MUL, Primitive.MIN, Primitive.FMA, Primitive.MAX, Primitive.NEG
  };

  /** A body under construction and what its values are. */
  private static final class Tape {
    final SplittableRandom random = new SplittableRandom(11);
    final List<Value> values = new ArrayList<>();
    final List<Double> known = new ArrayList<>();

    void add(Value v, double x) {
      values.add(v);
      known.add(x);
    }

    int pick() {
      int n = values.size();
      return random.nextInt(5) == 0 ? random.nextInt(n) : Math.max(0, n - 1 - random.nextInt(20));
    }

    void grow(Builder b, int statements) {
      for (int s = 0; s < statements; s++) {
        if (s % 50 == 0) {
          double c = random.nextDouble(-1, 1);
          add(b.constant(c), c);
        }
        Primitive p = SOME[random.nextInt(SOME.length)];
        List<Value> args = new ArrayList<>();
        long[] bits = new long[3];
        for (int i = 0; i < p.arity(); i++) {
          int at = pick();
          args.add(values.get(at));
          bits[i] = Double.doubleToRawLongBits(known.get(at));
        }
        Value r = b.emit("v", new Pure.Apply(p, args));
        double x = Double.longBitsToDouble(p.evaluate(Scalar.F64, bits[0], bits[1], bits[2]));
        if (Math.abs(x) < 1e6) add(r, x);
        else tame(b, r, x);
      }
    }

    private void tame(Builder b, Value big, double x) {
      Value limit = b.constant(1e6);
      Value above = b.apply(Primitive.GT, big, limit);
      Value least = b.constant(-0.25);
      double y = x > 1e6 ? 0.5 : -0.25;
      add(b.select(above, b.constant(0.5), least), y);
    }
  }

  private static Kernel load(Builder b, List<Value> params) {
    Program p = new Program(Level.PLACED, "big", List.of(b.finish("main", params, List.of())));
    Artifact a = new JvmBackend().emit(p);
    a.files().forEach(BigBodyTest::checkLengths);
    return new JvmBackend().loader().orElseThrow().load(a);
  }

  /** HotSpot compiles no method above 8000 bytes. */
  private static void checkLengths(String file, byte[] bytes) {
    for (MethodModel m : ClassFile.of().parse(bytes).methods()) {
      int length = ((CodeAttribute) m.code().orElseThrow()).codeLength();
      assertTrue(length < 8000, () -> m.methodName() + " in " + file + " has " + length + " bytes");
    }
  }

  @Test
  void aHundredThousandStatements() {
    Builder b = new Builder();
    Value a = b.param("a", Type.F64);
    Value out = b.param("out", OUT);
    Tape tape = new Tape();
    tape.add(a, 0.75);
    tape.grow(b, 120_000);
    int last = tape.values.size() - 1;
    int[] at = {last, last - 1, last / 2, 3};
    for (int i = 0; i < 4; i++) b.emit(new Placed.Store(out, List.of(b.constant((long) i)), tape.values.get(at[i])));
    Memory m = new Memory().put("a", 0.75).put("out", new double[4]);
    load(b, List.of(a, out)).run(m, (_, _) -> false);
    for (int i = 0; i < 4; i++) assertEquals(tape.known.get(at[i]), m.reals("out")[i], "value " + at[i]);
  }

  /** Carries, the index, a condition and outer values all cross into methods of their own, and results come back. */
  @Test
  void bigLoopBodiesAndBranches() {
    Builder b = new Builder();
    Value a = b.param("a", Type.F64);
    Value n = b.param("n", Type.I64);
    Value out = b.param("out", OUT);
    Value cell = b.emit("cell", new Placed.Alloc(Scalar.F64, List.of(new Axis("q", 1))));
    Value zero = b.constant(0L);
    b.emit(new Placed.Store(cell, List.of(zero), b.constant(100.0)));
    Tape outside = new Tape();
    outside.add(a, 0.75);
    outside.grow(b, 3000);
    Tape inside = new Tape();
    List<Value> sums = b.forLoop(n, List.of("sum", "count"), List.of(b.constant(0.0), b.constant(0L)), (in, ps) -> {
      outside.values.stream().limit(40).forEach(v -> inside.add(v, outside.known.get(inside.values.size())));
      inside.grow(in, 3000);
      Value even = in.apply(Primitive.EQ, in.apply(Primitive.AND, ps.get(0), in.constant(1L)), zero);
      Value chosen = in.ifElse(even, List.of("chosen"), yes -> {
        Value v = inside.values.getLast();
        for (int i = 0; i < 2000; i++) v = yes.mul(v, yes.fma(v, inside.values.get(i), yes.constant(1.0)));
        return List.of(yes.apply(Primitive.MIN, v, yes.constant(2.0)));
      }, no -> {
        Value c = no.emit("c", new Placed.Load(cell, List.of(zero)));
        no.emit(new Placed.Store(cell, List.of(zero), no.add(c, no.constant(1.0))));
        return List.of(no.mul(inside.values.getLast(), c));
      }).getFirst();
      return List.of(in.add(ps.get(1), chosen), in.add(ps.get(2), ps.get(0)));
    });
    List<Value> results = List.of(sums.get(0), b.apply(Primitive.TO_F64, sums.get(1)), outside.values.getLast(),
        b.emit("c", new Placed.Load(cell, List.of(zero))));
    for (int i = 0; i < 4; i++) b.emit(new Placed.Store(out, List.of(b.constant((long) i)), results.get(i)));
    Memory m = new Memory().put("a", 0.75).put("n", 5L).put("out", new double[4]);
    load(b, List.of(a, n, out)).run(m, (_, _) -> false);

    double last = inside.known.getLast();
    double even = last;
    for (int i = 0; i < 2000; i++) even = even * Math.fma(even, inside.known.get(i), 1.0);
    even = Math.min(even, 2.0);
    double sum = 0;
    double c = 100;
    for (int i = 0; i < 5; i++) {
      sum += i % 2 == 0 ? even : last * c;
      if (i % 2 == 1) c++;
    }
    assertEquals(sum, m.reals("out")[0]);
    assertEquals(10.0, m.reals("out")[1]);
    assertEquals(outside.known.getLast(), m.reals("out")[2]);
    assertEquals(c, m.reals("out")[3]);
  }

  /** More operands than a JVM method takes, for @main and for a callee. */
  @Test
  void manyOperands() {
    Builder f = new Builder();
    List<Value> xs = new ArrayList<>();
    for (int i = 0; i < 150; i++) xs.add(f.param("x" + i, Type.F64));
    Value sum = xs.getFirst();
    for (Value x : xs.subList(1, xs.size())) sum = f.sub(x, sum);
    dyn.ir.Body callee = f.finish("alternate", xs, List.of(sum));
    Builder b = new Builder();
    List<Value> params = new ArrayList<>();
    Memory m = new Memory().put("out", new double[4]);
    double expected = 0;
    for (int i = 0; i < 150; i++) {
      params.add(b.param("p" + i, Type.F64));
      m.put("p" + i, 0.1 * i);
      expected = i == 0 ? 0.0 : 0.1 * i - expected;
    }
    Value out = b.param("out", OUT);
    b.emit(new Placed.Store(out, List.of(b.constant(2L)), b.emit("r", new Pure.Call(callee, params))));
    params.add(out);
    Kernels.load(new Program(Level.PLACED, "many", List.of(callee, b.finish("main", params, List.of())))).run(m, (_, _) -> false);
    assertEquals(expected, m.reals("out")[2]);
  }
}
