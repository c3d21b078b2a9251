package dyn.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyn.ir.diagnostics.SourceFile;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class DecimalsTest {
  @Test
  void numbersReadAsTheyAreTyped() {
    assertEquals("1e-6", Decimals.text(1e-6));
    assertEquals("2.5e-13", Decimals.text(2.5e-13));
    assertEquals("0.005", Decimals.text(0.005));
    assertEquals("0.0001", Decimals.text(1e-4));
    assertEquals("3", Decimals.text(3.0));
    assertEquals("0", Decimals.text(0));
    assertEquals("-1000000", Decimals.text(-1e6));
    assertEquals("1e7", Decimals.text(new BigDecimal("10000000")));
    assertEquals("0.01581478495", Decimals.text(new BigDecimal("0.01581478495000")));
    assertEquals("Infinity", Decimals.text(Double.POSITIVE_INFINITY));
  }

  private static String method(String items) {
    SourceFile source = new SourceFile("a.dyn", "model A { state x = 1; x' = -x }  experiment e { time 0 .. 1 " + items + " }");
    return new Compiler().compile(source, CompileOptions.DEFAULT).value().orElseThrow().plan().text();
  }

  @Test
  void methodsReadAsTheExperimentWritesThem() {
    assertEquals("tsit5(rtol = 1e-6, atol = 1e-9)", method(""));
    assertEquals("vern7(rtol = 1e-13, atol = 1e-9)", method("method vern7(rtol = 1e-13)"));
    assertEquals("rk4(dt = 1e-5)", method("method rk4(dt = 0.00001)"));
  }
}
