package dyn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.backend.Memory;
import dyn.backend.reference.ReferenceBackend;
import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.IllTyped;
import dyn.ir.Lanes;
import dyn.ir.Level;
import dyn.ir.Output;
import dyn.ir.Primitive;
import dyn.ir.Program;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Tangent;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tangents against differences, of every primitive and of what moves cells. */
class DerivativesTest {
  private static final Axis MEMBER = Axis.dynamic(Axis.MEMBER);
  private static final int POINTS = 64;
  /** Of a central difference with steps of 1e-6, over values of some units. */
  private static final double ACCURACY = 2e-7;

  private static boolean isOfReals(Primitive p) {
    try {
      List<Scalar> reals = IntStream.range(0, p.arity()).mapToObj(k -> p == Primitive.SELECT && k == 0 ? Scalar.BOOL : Scalar.F64).toList();
      return p.resultOf(reals) == Scalar.F64;
    } catch (IllTyped e) {
      return false;
    }
  }

  /** Arguments where a primitive is smooth. */
  private static double argument(Primitive p, int k, SplittableRandom random) {
    return switch (p) {
      case SQRT, LOG, LOG2, LOG10, LOG1P, CBRT -> random.nextDouble(0.3, 3);
      case ASIN, ACOS -> random.nextDouble(-0.9, 0.9);
      case POW -> k == 0 ? random.nextDouble(0.3, 3) : random.nextDouble(-2, 2);
      case TAN -> random.nextDouble(-1.2, 1.2);
      case POISSON -> k == 0 ? random.nextDouble(0.1, 0.9) : random.nextDouble(1, 5);
      case GAMMA -> k == 0 ? random.nextDouble(0.1, 0.4) : k == 1 ? random.nextDouble(0.6, 0.9) : random.nextDouble(0.5, 60);
      case BETA -> k < 2 ? random.nextDouble(0.1, 0.9) : random.nextDouble(0.5, 5);
      case DIV, MOD -> k == 1 ? random.nextDouble(0.7, 2) : random.nextDouble(-2, 2);
      default -> random.nextDouble(-2, 2);
    };
  }

  @TestFactory
  Stream<DynamicTest> primitives() {
    // Trials of a binomial number are whole: nothing can be moved a little.
    Stream<Primitive> all = Stream.of(Primitive.values()).filter(p -> isOfReals(p) && p != Primitive.BINOMIAL);
    return all.map(p -> DynamicTest.dynamicTest(p.text(), () -> {
      int arity = p == Primitive.SELECT ? 2 : p.arity();
      Body body = body(arity, List.of(), (b, x) -> List.of(p == Primitive.SELECT
          ? b.select(b.apply(Primitive.LT, x.get(0), x.get(1)), b.mul(x.get(0), x.get(0)), x.get(1))
          : b.apply(p, x.toArray(Value[]::new))));
      SplittableRandom random = new SplittableRandom(p.ordinal());
      double[][] at = new double[arity][POINTS];
      for (int k = 0; k < arity; k++) for (int i = 0; i < POINTS; i++) at[k][i] = argument(p, k, random);
      check(body, at);
    }));
  }

  /** Sums, products, extremes, gathers and shifts over six cells, of two arrays and a number. */
  @Test
  void cells() {
    Axis i = new Axis("i", 6);
    Body body = body(2, List.of(i), (b, x) -> {
      Value product = b.mul(x.get(0), b.apply(Primitive.SIN, x.get(1)));
      Value next = b.emit("next", new Lanes.Shift(x.get(1), "i", 1, Lanes.Edge.WRAP));
      Value sum = b.emit("sum", new Lanes.Reduce(Lanes.Combine.SUM, b.mul(product, next), "i"));
      Value most = b.emit("most", new Lanes.Reduce(Lanes.Combine.MAX, product, "i"));
      Value least = b.emit("least", new Lanes.Reduce(Lanes.Combine.MIN, next, "i"));
      Value dot = b.emit("dot", new Lanes.Contract(product, next, "i"));
      Value third = b.emit("third", new Lanes.Gather(product, b.constant(2L), "i"));
      Value pair = b.emit("pair", new Lanes.Stack(List.of(most, b.mul(least, dot)), new Axis("two", 2)));
      Value both = b.emit("both", new Lanes.Reduce(Lanes.Combine.SUM, pair, "two"));
      return List.of(b.add(b.mul(sum, both), b.mul(third, b.apply(Primitive.EXP, both))));
    });
    SplittableRandom random = new SplittableRandom(1);
    check(body, IntStream.range(0, 2).mapToObj(_ -> random.doubles(6, -1, 1).toArray()).toArray(double[][]::new));
  }

  /** Rounding to f32 moves as the number itself. */
  @Test
  void conversions() {
    Body body = body(1, List.of(), (b, x) -> List.of(b.apply(Primitive.TO_F64, b.apply(Primitive.TO_F32, x.getFirst()))));
    assertEquals((float) 0.3, tangent(body, new double[][] {{0.1}}, new double[][] {{0.3}})[0]);
  }

  /** An if of which one arm moves, and a value that does not move at all. */
  @Test
  void branches() {
    Body body = body(1, List.of(), (b, x) -> {
      Value small = b.apply("small", Primitive.LT, x.getFirst(), b.constant(0.5));
      Value v = b.ifElse(small, List.of("v"), in -> List.of(in.mul(x.getFirst(), x.getFirst())), in -> List.of(in.constant(2.0)))
          .getFirst();
      return List.of(b.mul(v, b.apply(Primitive.FLOOR, b.constant(3.5))));
    });
    assertEquals(2 * 3 * 0.25, tangent(body, new double[][] {{0.25}}, new double[][] {{1}})[0], 1e-15);
    assertEquals(0, tangent(body, new double[][] {{0.75}}, new double[][] {{1}})[0]);
  }

  /** A tangent is linear in its direction, so that its own tangent along the direction is itself. */
  @Test
  void tangentsAreLinear() {
    Body body = body(1, List.of(), (b, x) -> List.of(b.apply(Primitive.EXP, b.mul(x.getFirst(), x.getFirst()))));
    Body once = Tangent.of(body, List.of(0));
    Body again = Tangent.of(once, List.of(1));
    double[] value = run(again, new double[][] {{0.7}, {123}, {2}});
    assertEquals(2 * 2 * 0.7 * Math.exp(0.49), value[0], 1e-12);
  }

  private static Body body(int params, List<Axis> axes, BiFunction<Builder, List<Value>, List<Value>> of) {
    Builder b = new Builder();
    List<Value> x = IntStream.range(0, params).mapToObj(k -> b.param("x" + k, Type.of(Scalar.F64, axes, Reach.ALL))).toList();
    return b.finish("f", x, of.apply(b, x));
  }

  /** In a direction in which all arguments move, each by another amount. */
  private static void check(Body body, double[][] at) {
    double h = 1e-6;
    double[][] direction = new double[at.length][];
    for (int k = 0; k < at.length; k++) {
      int arg = k;
      direction[k] = IntStream.range(0, at[k].length).mapToDouble(i -> 1 - 0.4 * arg + 0.1 * (i % 7)).toArray();
    }
    double[] tangent = tangent(body, at, direction);
    double[] above = run(body, moved(at, direction, h));
    double[] below = run(body, moved(at, direction, -h));
    assertTrue(Arrays.stream(tangent).allMatch(Double::isFinite), () -> Arrays.toString(tangent));
    for (int i = 0; i < tangent.length; i++) {
      double slope = (above[i] - below[i]) / (2 * h);
      int point = i;
      assertEquals(slope, tangent[i], ACCURACY * (1 + Math.abs(slope)), () -> "point " + point);
    }
  }

  private static double[][] moved(double[][] at, double[][] direction, double by) {
    return IntStream.range(0, at.length).mapToObj(k -> IntStream.range(0, at[k].length)
        .mapToDouble(i -> at[k][i] + by * direction[k][i]).toArray()).toArray(double[][]::new);
  }

  private static double[] tangent(Body body, double[][] at, double[][] direction) {
    Body tangent = Tangent.of(body, IntStream.range(0, at.length).boxed().toList());
    return run(tangent, Stream.concat(Arrays.stream(at), Arrays.stream(direction)).toArray(double[][]::new));
  }

  /** The first result; numbers are those of members. */
  private static double[] run(Body body, double[][] args) {
    boolean numbers = body.params().getFirst().type().isScalar();
    Builder b = new Builder();
    List<Value> params = new ArrayList<>();
    for (Value p : body.params()) {
      List<Axis> axes = new ArrayList<>(p.type().axes());
      if (numbers) axes.add(MEMBER);
      params.add(b.param("in" + params.size(), Type.of(Scalar.F64, axes, numbers ? Reach.OWN : Reach.ALL)));
    }
    Value y = b.inline(body, params).getFirst();
    b.emit(new Output.Result("y", numbers ? y : b.emit("y", new Lanes.Spread(y, MEMBER))));
    Program program = new Program(Level.STEP, "tangent", List.of(b.finish(Program.MAIN, params, List.of())));
    ReferenceBackend reference = new ReferenceBackend();
    double[] result = new double[numbers ? args[0].length : 1];
    Memory memory = new Memory().put(Signature.LANES, (long) result.length).put("y", result);
    for (int k = 0; k < args.length; k++) memory.put("in" + k, args[k]);
    reference.loader().orElseThrow().load(reference.emit(program)).run(memory, (_, _) -> false);
    return result;
  }
}
