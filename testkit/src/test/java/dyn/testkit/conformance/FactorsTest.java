package dyn.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.compiler.CompileOptions;
import dyn.compiler.RunResult;
import dyn.ir.Text;
import dyn.ir.diagnostics.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers that a rate is multiplied by, or divided by, join steps of one size. */
class FactorsTest {
  private static final String MODEL = """
      model Charge {
        param tau = 0.5, gain = 3
        state x = 0, y = 1
        x' = (1 - x) / tau
        y' = gain * (x - y)
      }
      experiment e { time 0 .. 2; method METHOD; record x at end }
      """;

  private static List<String> ofMembers(String method, String primitive) {
    String text = Text.print(Trial.compile(new SourceFile("charge.dyn", MODEL.replace("METHOD", method)), CompileOptions.DEFAULT).step());
    return text.substring(text.indexOf(" do (")).lines().filter(l -> l.contains(" = " + primitive + " ") && l.contains("[member")).toList();
  }

  @Test
  void noStageDividesByThem() {
    assertEquals(List.of(), ofMembers("rk4(dt = 0.01)", "div"));
    assertEquals(List.of(), ofMembers("euler(dt = 0.01)", "mul"));
  }

  @Test
  void stepsThatChangeDoNotHaveThem() {
    assertTrue(ofMembers("tsit5(rtol = 1e-6)", "div").size() >= 7);
  }

  @Test
  void theSolutionIsTheSame() {
    for (String method : List.of("rk4(dt = 0.01)", "dopri5(dt = 0.01)", "tsit5(rtol = 1e-10)")) {
      RunResult run = Trial.run(MODEL.replace("METHOD", method));
      assertEquals(1 - Math.exp(-4), run.outputs().reals("end.x")[0], 1e-8, method);
    }
  }
}
