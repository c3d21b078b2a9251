package dyn.bench;

import dyn.compiler.RunResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The Lorenz ensemble over rho from 0 to 100, scalar and in vectors. Fixed steps are counted; adaptive ones differ between members. */
public class Lorenz extends Timed {
  private static final int MEMBERS = 16_384;
  private static final int STEPS = 1000;
  private static final int ADAPTIVE_MEMBERS = 4096;

  private static final String MODEL = """
      model Lorenz {%s
        param sigma = 10, rho = 28, beta = 8/3
        state x = 1, y = 0, z = 0
        x' = sigma * (y - x)
        y' = x * (rho - z) - y
        z' = x * y - beta * z
      }
      experiment e of Lorenz {
        ensemble %d
        vary rho over linspace(0, 100, %2$d)
        time 0 .. %d
        method %s
        record x at end
      }
      """;

  @Param({"scalar", "vector"})
  public String path;

  @Param({"f64", "f32"})
  public String real;

  private Warm fixed;
  private Warm adaptive;

  @Setup
  public void compile() {
    boolean vectors = path.equals("vector");
    boolean single = real.equals("f32");
    String type = single ? "\n  real = f32" : "";
    fixed = new Warm(MODEL.formatted(type, MEMBERS, 1, "rk4(dt = 1e-3)"), vectors);
    String tolerances = single ? "tsit5(rtol = 1e-4, atol = 1e-5)" : "tsit5(rtol = 1e-6, atol = 1e-9)";
    adaptive = new Warm(MODEL.formatted(type, ADAPTIVE_MEMBERS, 20, tolerances), vectors);
  }

  /** One step of one member. */
  @Benchmark
  @OperationsPerInvocation(MEMBERS * STEPS)
  public RunResult rk4() {
    return fixed.run();
  }

  /** One member from 0 to 20, a thousand steps or so. */
  @Benchmark
  @OperationsPerInvocation(ADAPTIVE_MEMBERS)
  public RunResult tsit5() {
    return adaptive.run();
  }
}
