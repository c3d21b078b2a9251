package dyn.testkit.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.Scalar;
import dyn.testkit.FunctionKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Measures every function and writes the table of docs/language/functions.md. Runs in the profile {@code accuracy} alone;
 * {@code -Dfunctions=exp,log} measures some and leaves the other rows; {@code -Dpoints=N} tries with fewer points, in f32 too.
 */
class AccuracyTable {
  private static final long PATTERNS = 1L << 32;
  private static final int POINTS = Integer.getInteger("points", 10_000_000);
  private static final int BLOCK = 1 << 16;
  private static final List<String> CHOSEN = List.of(System.getProperty("functions", "").split(","));
  private static final Table TABLE = new Table(Path.of("..", "docs", "language", "functions.md"));

  private static Stream<Measured> chosen() {
    return Measured.ALL.stream().filter(f -> CHOSEN.contains("") || CHOSEN.contains(f.name()));
  }

  @TestFactory
  Stream<DynamicTest> f64() {
    return chosen().map(f -> DynamicTest.dynamicTest(f.name(), () -> sample(f, Scalar.F64)));
  }

  /** Functions of one argument at all their arguments. */
  @TestFactory
  Stream<DynamicTest> f32() {
    return chosen().map(f -> DynamicTest.dynamicTest(f.name(), () -> {
      if (f.arity() == 1) exhaust(f);
      else sample(f, Scalar.F32);
    }));
  }

  private static void sample(Measured f, Scalar real) throws IOException {
    Measurement m = new Measurement(f, "jvm", real);
    Points points = new Points(20_260_101);
    while (m.points() < POINTS) m.add(points, BLOCK);
    report(f, real, m);
  }

  /** With {@code points} given, so many arguments, evenly spread. */
  private static void exhaust(Measured f) throws IOException {
    Measurement m = new Measurement(f, "jvm", Scalar.F32);
    FunctionKernel wide = FunctionKernel.load("jvm", f.function(), Scalar.F64);
    UnaryOperator<double[]> better = f.quick() == null ? wide::run : x -> Arrays.stream(x).map(f.quick()).toArray();
    long step = System.getProperty("points") == null ? 1 : PATTERNS / POINTS | 1;
    for (long first = 0; first < PATTERNS; first += step * BLOCK) m.addPatterns(first, step, BLOCK, better);
    report(f, Scalar.F32, m);
  }

  private static void report(Measured f, Scalar real, Measurement m) throws IOException {
    String points = m.points() == PATTERNS ? "all" : "%.1e".formatted((double) m.points());
    TABLE.put(f.name(), real.text(), points, m.worst(), m.where());
    assertTrue(m.worst() <= 1, m::text);
  }
}
