package dyn.passes.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Pure;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class RoughTest {
  /** What {@code made} gives for {@code x}, by the reference evaluation of primitives. */
  private static double evaluate(BiFunction<Builder, Value, Value> made, double x) {
    Builder b = new Builder();
    Value in = b.param("x", Type.F64);
    Body body = b.finish("f", List.of(in), List.of(made.apply(b, in)));
    Map<Value, Long> bits = new HashMap<>(Map.of(in, Double.doubleToRawLongBits(x)));
    for (Stmt s : body.stmts()) {
      bits.put(s.result(), switch ((Pure) s.op()) {
        case Pure.Const c -> c.bits();
        case Pure.Apply a -> {
          long[] args = new long[3];
          for (int i = 0; i < a.args().size(); i++) args[i] = bits.get(a.args().get(i));
          yield a.primitive().evaluate(a.args().getFirst().type().scalar(), args[0], args[1], args[2]);
        }
        case Pure.Call c -> throw new IllegalStateException("a call of " + c.callee().name());
      });
    }
    assertEquals(Scalar.F64, body.results().getFirst().type().scalar());
    return Double.longBitsToDouble(bits.get(body.results().getFirst()));
  }

  @Test
  void theLogarithmHasFourDigits() {
    for (double x = 1e-300; x < 1e300; x *= 1.37) assertEquals(Math.log(x) / Math.log(2), evaluate(Rough::log2, x), 1.2e-4, "of " + x);
    assertEquals(0, evaluate(Rough::log2, 1));
  }

  @Test
  void whatIsNoErrorIsLessOrMoreThanAll() {
    assertEquals(-1023, evaluate(Rough::log2, 0));
    for (double x : new double[] {Double.POSITIVE_INFINITY, Double.NaN, -Double.NaN, Double.longBitsToDouble(-1L)}) {
      assertTrue(evaluate(Rough::log2, x) >= 1024, "of " + x);
    }
  }

  @Test
  void theExponentialHasFourDigits() {
    for (double x = -30; x < 30; x += 0.0371) assertEquals(1, evaluate(Rough::exp2, x) / Math.pow(2, x), 1.2e-4, "of " + x);
  }
}
