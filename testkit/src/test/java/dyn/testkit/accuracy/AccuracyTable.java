package dyn.testkit.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Measures every function and writes the table of docs/language/functions.md. Runs in the profile {@code accuracy} alone;
 * {@code -Dfunctions=exp,log} measures some and leaves the other rows, {@code -Dpoints=N} tries with fewer points.
 */
class AccuracyTable {
  private static final int POINTS = Integer.getInteger("points", 10_000_000);
  private static final int BLOCK = 100_000;
  private static final List<String> CHOSEN = List.of(System.getProperty("functions", "").split(","));
  private static final Table TABLE = new Table(Path.of("..", "docs", "language", "functions.md"));

  private static Stream<Measured> chosen() {
    return Measured.ALL.stream().filter(f -> CHOSEN.contains("") || CHOSEN.contains(f.name()));
  }

  @TestFactory
  Stream<DynamicTest> f64() {
    return chosen().map(f -> DynamicTest.dynamicTest(f.name(), () -> {
      Measurement m = new Measurement(f, FunctionKernel.load("jvm", f.function()));
      Points points = new Points(20_260_101);
      while (m.points() < POINTS) m.add(points, BLOCK);
      TABLE.put(f.name(), "f64", "%.1e".formatted((double) m.points()), m.worst(), m.where());
      assertTrue(m.worst() <= 1, m::text);
    }));
  }
}
