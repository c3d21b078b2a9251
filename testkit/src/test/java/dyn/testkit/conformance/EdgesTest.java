package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.compiler.CompileOptions;
import dyn.compiler.Compilation;
import dyn.compiler.RunResult;
import dyn.compiler.Runner;
import dyn.frontend.term.EdgeSet;
import dyn.ir.Text;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EdgesTest {
  private static String chance(int n, int degree) {
    return """
        model Net {
          dim n = %d
          edges link[a in n -> b in n] with out_degree %d, seed 11
          param w[link] = sin(link)
          state x[n] = cos(n)
          x' = 0 * x
          output into[n] = sum(link into n) w * x[a]
          output out_of[n] = sum(link out of n) w * x[b]
        }
        experiment e { time 0 .. 1; method euler(dt = 0.5); record x, w, into, out_of at 0 }
        """.formatted(n, degree);
  }

  /** To the last bit: in the order of edges, which are sorted by target. */
  @Test
  void sumsGoInTheOrderOfEdges() {
    Compilation c = Trial.compile(chance(200, 7));
    RunResult run = Trial.whole(c);
    EdgeSet set = c.experiment().edges().getFirst();
    long[] sources = set.lists().ends(true, set.source().ranges(), 0);
    long[] targets = set.lists().ends(false, set.target().ranges(), 0);
    double[] x = Trial.recorded(run, "x");
    double[] w = Trial.recorded(run, "w");
    double[] into = new double[200];
    double[] out = new double[200];
    Arrays.fill(into, -0.0);
    Arrays.fill(out, -0.0);
    for (int e = 0; e < sources.length; e++) {
      assertTrue(e == 0 || targets[e] > targets[e - 1] || targets[e] == targets[e - 1] && sources[e] > sources[e - 1]);
      into[(int) targets[e]] += w[e] * x[(int) sources[e]];
      out[(int) sources[e]] += w[e] * x[(int) targets[e]];
    }
    assertEquals(1400, sources.length);
    assertArrayEquals(into, Trial.recorded(run, "into"));
    assertArrayEquals(out, Trial.recorded(run, "out_of"));
  }

  @Test
  void tilesDoNotShow() {
    for (String text : List.of(Models.EDGES, chance(200, 7))) {
      String hash = Trial.run(Trial.compile(text, CompileOptions.DEFAULT.withBackend("reference"))).hash();
      for (int tiles : new int[] {1, 2, 3}) {
        Compilation c = Trial.compile(text, CompileOptions.DEFAULT.withTiles(tiles).withThreads(tiles));
        assertEquals(hash, Trial.run(new Runner(tiles), c, Path.of(".")).hash(), tiles + " tiles");
      }
      assertEquals(hash, Trial.run(Trial.compile(text, CompileOptions.DEFAULT.withEveryWait())).hash());
    }
  }

  /** Edges are data: ten times as many make the same program. */
  @Test
  void programsDoNotGrowWithTheirEdges() {
    String small = Text.print(Trial.compile(chance(100, 2)).target());
    String large = Text.print(Trial.compile(chance(100, 90)).target());
    assertEquals(small.lines().count(), large.lines().count());
  }
}
