package dyn.bench;

import java.io.IOException;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.AdaptiveStepsizeIntegrator;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.sampling.ODEStateInterpolator;
import org.hipparchus.ode.sampling.ODEStepHandler;

/** Hipparchus, a library of mathematics for Java, on the systems of systems.hpp. */
final class HipparchusContestant {
  private HipparchusContestant() {}

  /** @param parameter of a member, which its number decides */
  private record Member(String system, double parameter) implements OrdinaryDifferentialEquation {
    static Member of(String system, int m, int members) {
      double product = m * 0.6180339887498949;
      double spread = product - Math.floor(product);
      double parameter = system.equals("lorenz") ? (members == 1 ? 28 : 100 * spread) : members == 1 ? 5 : 0.1 + 9.9 * spread;
      return new Member(system, parameter);
    }

    double[] start() {
      return switch (system) {
        case "lorenz" -> new double[] {1, 0, 0};
        case "van_der_pol" -> new double[] {2, 0};
        case "pleiades" -> new double[] {3, 3, -1, -3, 2, -2, 2, 0, 0, 0, 0, 0, 1.75, -1.5, 3, -3, 2, 0, 0, -4, 4, 0, 0, 0, -1.25, 1, 0, 0};
        default -> {
          double vx = 0.93240737;
          double vy = 0.86473146;
          yield new double[] {0.97000436, -0.24308753, -0.97000436, 0.24308753, 0, 0, vx / 2, vy / 2, vx / 2, vy / 2, -vx, -vy};
        }
      };
    }

    /** Name and cell of a state that is told, or null. */
    String told(int i, int m) {
      return switch (system) {
        case "lorenz", "van_der_pol" -> "xyz".charAt(i) + "@" + m;
        case "pleiades" -> i < 7 ? "x@" + i : i >= 14 && i < 21 ? "y@" + (i - 14) : null;
        default -> i < 6 ? "r@" + i : null;
      };
    }

    @Override
    public int getDimension() {
      return start().length;
    }

    @Override
    public double[] computeDerivatives(double t, double[] s) {
      return switch (system) {
        case "lorenz" -> new double[] {10 * (s[1] - s[0]), s[0] * (parameter - s[2]) - s[1], s[0] * s[1] - 8.0 / 3 * s[2]};
        case "van_der_pol" -> new double[] {s[1], parameter * (1 - s[0] * s[0]) * s[1] - s[0]};
        case "pleiades" -> pleiades(s);
        default -> threeBody(s);
      };
    }

    private static double[] threeBody(double[] s) {
      double[] d = new double[12];
      System.arraycopy(s, 6, d, 0, 6);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < i; j++) {
          double dx = s[2 * j] - s[2 * i];
          double dy = s[2 * j + 1] - s[2 * i + 1];
          double d2 = dx * dx + dy * dy;
          double w = 1 / (d2 * Math.sqrt(d2));
          d[6 + 2 * i] += w * dx;
          d[7 + 2 * i] += w * dy;
          d[6 + 2 * j] -= w * dx;
          d[7 + 2 * j] -= w * dy;
        }
      }
      return d;
    }

    private static double[] pleiades(double[] s) {
      double[] d = new double[28];
      System.arraycopy(s, 7, d, 0, 7);
      System.arraycopy(s, 21, d, 14, 7);
      for (int i = 0; i < 7; i++) {
        for (int j = 0; j < i; j++) {
          double dx = s[j] - s[i];
          double dy = s[14 + j] - s[14 + i];
          double d2 = dx * dx + dy * dy;
          double w = 1 / (d2 * Math.sqrt(d2));
          d[7 + i] += (j + 1) * w * dx;
          d[21 + i] += (j + 1) * w * dy;
          d[7 + j] -= (i + 1) * w * dx;
          d[21 + j] -= (i + 1) * w * dy;
        }
      }
      return d;
    }
  }

  private static final class Steps implements ODEStepHandler {
    private long taken;

    @Override
    public void handleStep(ODEStateInterpolator interpolator) {
      taken++;
    }
  }

  public static void main(String[] args) throws IOException {
    Arguments a = Arguments.of(args);
    Protocol.answer("", () -> run(a));
  }

  private static Protocol.Timed run(Arguments a) {
    int members = a.number("members", 1);
    int stride = a.number("stride", 1);
    double rtol = Double.parseDouble(a.text("rtol"));
    double atol = Double.parseDouble(a.text("atol"));
    double span = Double.parseDouble(a.text("span"));
    AdaptiveStepsizeIntegrator solver = a.text("method").equals("dopri5") ? new DormandPrince54Integrator(1e-14, span, atol, rtol)
        : new DormandPrince853Integrator(1e-14, span, atol, rtol);
    Steps steps = new Steps();
    solver.addStepHandler(steps);
    double[][] ends = new double[members][];
    int repeat = a.number("repeat", 1);
    long begin = System.nanoTime();
    for (int r = 0; r < repeat; r++) {
      for (int m = 0; m < members; m += stride) {
        Member member = Member.of(a.text("system"), m, members);
        ODEStateAndDerivative end = solver.integrate(member, new ODEState(0, member.start()), span);
        ends[m] = end.getPrimaryState();
      }
    }
    double seconds = (System.nanoTime() - begin) * 1e-9;
    StringBuilder outputs = new StringBuilder();
    for (int q = 0; q < 4; q++) {
      int m = q * (members / 4);
      Member member = Member.of(a.text("system"), m, members);
      for (int i = 0; i < ends[m].length; i++) if (member.told(i, m) != null) outputs.append(' ').append(member.told(i,
          m)).append('=').append(ends[m][i]);
    }
    return new Protocol.Timed(seconds, outputs + " steps=" + steps.taken / (double) repeat);
  }
}
