package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import dyn.runtime.ensemble.Progress;
import dyn.runtime.results.Column;
import dyn.runtime.results.MemberTable;
import dyn.runtime.results.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What `record` keeps over members, against numbers worked out by hand or counted from the members. */
class StatisticsOfMembersTest {
  private static final String TEN = """
      model Ten { dim n = 2
        param p = 0
        state x = p, u[n] = [p, 2 * p]
        next x = x + 1
        next u = u }
      experiment e { vary p over [9, 0, 1, 2, 3, 4, 5, 6, 7, 8]; time 0 .. 1
      """;

  private static Table series(RunResult run) {
    return run.tables().series(run.compilation().experiment().tracks().getFirst());
  }

  private static double[] row(Table table, int time) {
    return table.columns().stream().mapToDouble(c -> c.values()[time]).toArray();
  }

  private static List<String> labels(Table table) {
    return table.columns().stream().map(Column::label).toList();
  }

  /** Of 0 .. 9, the squared deviations add to 82.5. */
  @Test
  void ofTenMembers() {
    Table table = series(Trial.run(TEN + "record sd(x), se(x), min(x), max(x), median(x), count(x > 3), fraction(x > 3) every 1 }"));
    assertEquals(List.of("sd(x)", "se(x)", "min(x)", "max(x)", "median(x)", "count(x > 3)", "fraction(x > 3)"), labels(table));
    double variance = 82.5 / 9;
    double[] expected = {Math.sqrt(variance), Math.sqrt(variance / 10), 0, 9, 4.5, 6, 0.6};
    assertArrayEquals(expected, row(table, 0));
    assertArrayEquals(new double[] {expected[0], expected[1], 1, 10, 5.5, 7, 0.7}, row(table, 1));
  }

  @Test
  void histogramsCountBetweenEdges() {
    Table table = series(Trial.run(TEN + "record histogram(x, 0.5, 2 + 3, 3), histogram(x / 10, 0, 0.3, 3) every 1 }"));
    assertEquals(List.of("x < 0.5", "x in [0.5, 2)", "x in [2, 3.5)", "x in [3.5, 5)", "x >= 5", "x / 10 < 0", "x / 10 in [0, 0.1)",
        "x / 10 in [0.1, 0.2)", "x / 10 in [0.2, 0.3)", "x / 10 >= 0.3"), labels(table));
    assertArrayEquals(new double[] {1, 1, 2, 1, 5, 0, 1, 1, 1, 7}, row(table, 0));
    assertArrayEquals(new double[] {0, 1, 2, 1, 6, 0, 0, 1, 1, 8}, row(table, 1));
  }

  /** Of a number `max` is over members; of an array over its cells, and of that over members. */
  @Test
  void extremesOfArrays() {
    RunResult run = Trial.run(TEN + "record max(max(u)), count(u > 8), max(u) at 0 }");
    Table table = series(run);
    assertEquals(List.of("max(max(u))", "count(u > 8[0])", "count(u > 8[1])"), labels(table));
    assertArrayEquals(new double[] {18, 1, 5}, row(table, 0));
    MemberTable members = run.tables().members(run.compilation().experiment().tracks().getFirst());
    assertArrayEquals(new double[] {18, 0, 2, 4, 6, 8, 10, 12, 14, 16}, members.columns().getFirst().values());
  }

  @Test
  void theSameForAnyThreadsAndCountedFromTheMembers() {
    String text = """
        model Cloud { state x from normal(0, 1); x' = -x }
        experiment e { ensemble 5000; time 0 .. 1; method rk4(dt = 0.5)
          record histogram(x, -1, 1, 8), sd(x), se(x), median(x), fraction(x > 0), x at [0, 1] }
        """;
    RunResult one = Trial.run(new Runner(1), Trial.compile(text), Path.of("."));
    RunResult three = Trial.run(new Runner(3), Trial.compile(text), Path.of("."));
    MemberTable members = one.tables().members(one.compilation().experiment().tracks().getFirst());
    for (int t = 0; t < 2; t++) {
      double[] row = row(series(one), t);
      assertArrayEquals(row, row(series(three), t));
      double[] x = members.at(t, members.columns().getFirst());
      for (int bin = 0; bin < 10; bin++) {
        double lo = bin == 0 ? Double.NEGATIVE_INFINITY : -1 + (bin - 1) / 4.0;
        double hi = bin == 9 ? Double.POSITIVE_INFINITY : -1 + bin / 4.0;
        assertEquals(DoubleStream.of(x).filter(v -> v >= lo && v < hi).count(), row[bin]);
      }
      assertEquals(DoubleStream.of(x).filter(v -> v > 0).count() / 5000.0, row[13]);
    }
  }

  /** x' = x^2 from 1 has no value at 1; those from 0.1 and 0.2 have. */
  @Test
  void membersThatDoNotReachATimeAreNotCounted() {
    Compilation burst = Trial.compile("""
        model Burst { param p = 1; state x = p; x' = x^2 }
        experiment e { vary p over [0.1, 0.2, 2]; time 0 .. 1
          record count(x > 0), fraction(x > 0.15), histogram(x, 0, 1, 1), max(x) at [0, 1] }
        """);
    Table table = series(Trial.present(new Runner(1).run(burst, Path.of("."), Progress.NONE)));
    assertArrayEquals(new double[] {3, 2 / 3.0, 0, 2, 1, 2}, row(table, 0));
    assertArrayEquals(new double[] {2, 0.5, 0, 2, 0, 0.25}, row(table, 1), 1e-6);
  }

  @Test
  void wrongUseIsRefused() {
    assertEquals(List.of(Code.E0651, Code.E0651, Code.E0651, Code.E0651, Code.E0651, Code.E0303),
        codes("record histogram(x, 1, 1, 3), histogram(x, 0, 1, 2.5), histogram(x, 0, 1, 10001), histogram(x, x, 1, 3), "
            + "histogram(x, 1, 1 + 2^-52, 10), histogram(x)"));
    assertEquals(List.of(Code.E0609, Code.E0609, Code.E0609),
        codes("record 2 * se(x)  expect histogram(x, 0, 1, 2) == 1 within 0  expect max(x) == 9 within 1 se"));
    assertEquals(List.of(Code.E0301, Code.E0301, Code.E0203), codes("record count(x), count(x > 1), max(x > 1), medain(x)"));
  }

  private static List<Code> codes(String rest) {
    SourceFile file = new SourceFile("trial.dyn", TEN + rest + " }");
    return new Compiler().compile(file, CompileOptions.DEFAULT).diagnostics().stream().map(Diagnostic::code).toList();
  }
}
