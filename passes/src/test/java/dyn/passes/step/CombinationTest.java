package dyn.passes.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class CombinationTest {
  private static long count(List<Double> weights, Primitive wanted) {
    Builder b = new Builder();
    List<Value> rates = weights.stream().map(_ -> b.param("k", Type.F64)).toList();
    Body body = b.finish("sum", rates, List.of(Combination.of(weights).sum(b, "sum", rates)));
    return body.stmts().stream().filter(s -> s.op() instanceof Pure.Apply a && a.primitive() == wanted).count();
  }

  @Test
  void theClassicalMethodWeighsOnce() {
    List<Double> weights = List.of(1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0);
    assertEquals(List.of(1.0, 2.0, 2.0, 1.0), Combination.of(weights).relative());
    assertEquals(1, count(weights, Primitive.FMA));
    assertEquals(2, count(weights, Primitive.ADD));
    assertEquals(0, count(weights, Primitive.MUL));
  }

  @Test
  void relativeWeightsStaySmall() {
    for (List<Double> weights : List.of(List.of(0.001, 0.0, -0.5, 0.2), List.of(-0.3, 0.9, 0.0), List.of(0.0, 2.5))) {
      Combination c = Combination.of(weights);
      for (int j = 0; j < weights.size(); j++) {
        assertEquals(weights.get(j), c.scale() * c.relative().get(j), 1e-15);
        assertTrue(Math.abs(c.relative().get(j)) <= 4);
      }
      assertTrue(c.relative().contains(1.0));
    }
  }

  @Test
  void theLastRateStandsApartWhereItIsWeighed() {
    assertEquals(2, Combination.late(List.of(0.1, 0.3, 0.4)));
    assertEquals(1, Combination.late(List.of(0.1, 0.3, 0.0)));
    assertEquals(-1, Combination.late(List.of(0.0, 0.5)));
    assertEquals(-1, Combination.late(List.of(1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0)));
  }
}
