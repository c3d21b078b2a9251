package dyn.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.diagnostics.SourceFile;
import org.junit.jupiter.api.Test;

/** The smaller what a step holds at once, the more vectors are stepped side by side. */
class InterleavingTest {
  private static final String GROWTH = """
      model Growth {
        param r = 1
        state x = 0.1
        x' = r * x * (1 - x)
      }
      experiment e of Growth { ensemble %1$d; vary r over linspace(0, 3, %1$d); time 0 .. 1; method rk4(dt = 0.01); record x at end }
      """;
  private static final String LORENZ = """
      model Lorenz {
        param sigma = 10, rho = 28, beta = 8/3
        state x = 1, y = 0, z = 0
        x' = sigma * (y - x)
        y' = x * (rho - z) - y
        z' = x * y - beta * z
      }
      experiment e of Lorenz { ensemble %1$d; vary rho over linspace(0, 9, %1$d); time 0 .. 1; method rk4(dt = 0.01); record x at end }
      """;

  private static int vectors(String model, int members) {
    var options = CompileOptions.DEFAULT.withVectors(Vectors.ON);
    Compilation c = new Compiler().compile(new SourceFile("m.dyn", model.formatted(members)), options).value().orElseThrow();
    return c.lanes().members() / c.backend().target().vectors().reals();
  }

  @Test
  void whatFitsTheRegistersIsInterleaved() {
    assertTrue(vectors(GROWTH, 1000) >= 2);
    assertEquals(1, vectors(LORENZ, 1000));
  }

  @Test
  void membersFillTheirVectors() {
    assertEquals(1, vectors(GROWTH, 9));
  }
}
