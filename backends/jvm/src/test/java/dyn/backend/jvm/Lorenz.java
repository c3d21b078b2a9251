package dyn.backend.jvm;

/** Lorenz 1963 by the classical Runge-Kutta method, as placed text and as plain Java. */
final class Lorenz {
  private Lorenz() {}

  static final String TEXT = text();

  private static String text() {
    StringBuilder s = new StringBuilder("""
        program lorenz
        placed @main(%run.lanes: i64, %n: i64, %h: f64, %sigma: f64, %rho: f64, %beta: f64,
            %x0: f64[member=*] own, %out: f64[i=3, member=*] own) {
          %half = const 0.5
          %two = const 2.0
          %sixth = const 0.16666666666666666
          %hh = mul %half, %h
          %h6 = mul %sixth, %h
          %one = const 1.0
          for %run.lanes do (%m: i64) {
            %start = load %x0, %m
            %x, %y, %z = for %n, %start, %one, %one do (%k: i64, %x.0: f64, %y.0: f64, %z.0: f64) {
        """);
    stage(s, 0, null);
    stage(s, 1, "hh");
    stage(s, 2, "hh");
    stage(s, 3, "h");
    for (String v : new String[] {"x", "y", "z"}) {
      s.append(("""
              %s.V.a = fma %two, %d.V.1, %d.V.0
              %s.V.b = fma %two, %d.V.2, %s.V.a
              %s.V.c = add %s.V.b, %d.V.3
              %V.n = fma %h6, %s.V.c, %V.0
          """).replace("V", v));
    }
    return s.append("""
              yield %x.n, %y.n, %z.n
            }
            %i0 = const 0
            %i1 = const 1
            %i2 = const 2
            store %x, %out, %i0, %m
            store %y, %out, %i1, %m
            store %z, %out, %i2, %m
            yield
          }
          yield
        }
        """).toString();
  }

  private static void stage(StringBuilder s, int i, String step) {
    for (String v : new String[] {"x", "y", "z"}) {
      String line = i == 0 ? "" : "      %V.s.I = fma %STEP, %d.V.J, %V.0\n";
      s.append(line.replace("V", v).replace("STEP", step == null ? "" : step).replace("I", "" + i).replace("J", "" + (i - 1)));
    }
    String at = i == 0 ? "0" : "s." + i;
    s.append("""
              %a.I = sub %y.AT, %x.AT
              %d.x.I = mul %sigma, %a.I
              %b.I = sub %rho, %z.AT
              %c.I = mul %x.AT, %b.I
              %d.y.I = sub %c.I, %y.AT
              %e.I = mul %x.AT, %y.AT
              %f.I = mul %beta, %z.AT
              %d.z.I = sub %e.I, %f.I
        """.replace("AT", at).replace("I", "" + i));
  }

  static double[] java(long n, double h, double sigma, double rho, double beta, double x0) {
    double x = x0;
    double y = 1;
    double z = 1;
    double hh = 0.5 * h;
    double h6 = 0.16666666666666666 * h;
    for (long k = 0; k < n; k++) {
      double ax = sigma * (y - x);
      double ay = x * (rho - z) - y;
      double az = x * y - beta * z;
      double x1 = Math.fma(hh, ax, x);
      double y1 = Math.fma(hh, ay, y);
      double z1 = Math.fma(hh, az, z);
      double bx = sigma * (y1 - x1);
      double by = x1 * (rho - z1) - y1;
      double bz = x1 * y1 - beta * z1;
      double x2 = Math.fma(hh, bx, x);
      double y2 = Math.fma(hh, by, y);
      double z2 = Math.fma(hh, bz, z);
      double cx = sigma * (y2 - x2);
      double cy = x2 * (rho - z2) - y2;
      double cz = x2 * y2 - beta * z2;
      double x3 = Math.fma(h, cx, x);
      double y3 = Math.fma(h, cy, y);
      double z3 = Math.fma(h, cz, z);
      double dx = sigma * (y3 - x3);
      double dy = x3 * (rho - z3) - y3;
      double dz = x3 * y3 - beta * z3;
      x = Math.fma(h6, Math.fma(2, cx, Math.fma(2, bx, ax)) + dx, x);
      y = Math.fma(h6, Math.fma(2, cy, Math.fma(2, by, ay)) + dy, y);
      z = Math.fma(h6, Math.fma(2, cz, Math.fma(2, bz, az)) + dz, z);
    }
    return new double[] {x, y, z};
  }
}
