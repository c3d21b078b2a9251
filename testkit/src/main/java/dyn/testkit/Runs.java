package dyn.testkit;

import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.backend.reference.Poison;
import dyn.backend.reference.ReferenceKernel;
import dyn.ir.Axis;
import dyn.ir.Program;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Runs a kernel on made-up inputs; the inputs are a function of the signature, the seed and the number of lanes. */
public final class Runs {
  static final long MAX_TURNS = 100_000;

  private Runs() {}

  /** The bits of every output, NaN canonical; fails on a program whose loops do not end. */
  public static Map<String, String> reference(Program p, long seed, int lanes, Poison poison) {
    return outcome(new ReferenceKernel(p, poison, MAX_TURNS), p.signature(), seed, lanes);
  }

  public static Map<String, String> outcome(Kernel kernel, Signature signature, long seed, int lanes) {
    Memory memory = memory(signature, seed, lanes);
    kernel.run(memory, (_, _) -> false);
    Map<String, String> bits = new LinkedHashMap<>();
    for (Value out : signature.outputs()) bits.put(out.name(), Arrays.toString(canonical(memory.get(out.name()))));
    return bits;
  }

  private static long[] canonical(Object cells) {
    return cells instanceof double[] d ? Arrays.stream(d).mapToLong(Double::doubleToLongBits).toArray() : (long[]) cells;
  }

  public static Memory memory(Signature signature, long seed, int lanes) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Memory memory = new Memory().put(Signature.LANES, (long) lanes);
    for (Value in : signature.inputs()) memory.put(in.name(), input(in, random, seed, lanes));
    for (Value out : signature.outputs()) {
      int cells = cells(out.type(), lanes);
      memory.put(out.name(), out.type().scalar() == Scalar.F64 ? new double[cells] : new long[cells]);
    }
    return memory;
  }

  private static Object input(Value in, RandomGenerator random, long seed, int lanes) {
    if (in.name().equals(Signature.FIRST)) return 0L;
    if (in.name().equals(Signature.SEED)) return seed;
    int cells = cells(in.type(), lanes);
    boolean real = in.type().scalar() == Scalar.F64;
    if (in.type().isScalar()) return real ? (Object) random.nextGaussian() : (Object) random.nextLong(2);
    if (real) return random.doubles(cells, -2, 2).toArray();
    return random.longs(cells, 0, in.type().scalar() == Scalar.BOOL ? 2 : 6).toArray();
  }

  private static int cells(Type t, int lanes) {
    int n = 1;
    for (Axis a : t.axes()) n *= !a.isDynamic() ? (int) a.size() : a.name().equals(Axis.MEMBER) ? lanes : Programs.RECORDS;
    return n;
  }
}
