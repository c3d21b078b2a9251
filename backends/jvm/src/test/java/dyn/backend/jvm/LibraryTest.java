package dyn.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyn.backend.Memory;
import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Level;
import dyn.ir.MathLibrary;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Stmt;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Library functions are bodies like any other; here they print and give what their names say, whole and cut. */
class LibraryTest {
  private static final double[] AT = {
    0.0, -0.0, 0.3, -0.7, 1, 2.5, 10, -30, 700, -745, 1e-9, 12345.678, 1e-310, Double.NaN, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
  };

  private static void collect(Body b, Set<Body> into) {
    for (Stmt s : b.stmts()) {
      if (s.op() instanceof Pure.Call c) collect(c.callee(), into);
      s.op().bodies().forEach(inner -> collect(inner, into));
    }
    if (!b.name().isEmpty()) into.add(b);
  }

  private static double[] evaluate(String name) {
    Body f = new MathLibrary().body(name);
    Builder b = new Builder();
    Type array = Type.of(Scalar.F64, List.of(Axis.dynamic("row")), Reach.OWN);
    Value x = b.param("x", array);
    Value y = b.param("y", array);
    Value n = b.emit("n", new Placed.Extent(x));
    b.forLoop(n, List.of(), List.of(), (in, ps) -> {
      Value a = in.emit("a", new Placed.Load(x, ps));
      in.emit(new Placed.Store(y, ps, in.emit("r", new Pure.Call(f, List.of(a)))));
      return List.of();
    });
    Set<Body> bodies = new LinkedHashSet<>();
    collect(f, bodies);
    List<Body> all = new ArrayList<>(bodies);
    all.add(b.finish("main", List.of(x, y), List.of()));
    Memory m = new Memory().put("x", AT).put("y", new double[AT.length]);
    Kernels.load(new Program(Level.PLACED, name, all)).run(m, (_, _) -> false);
    return m.reals("y");
  }

  private static void check(String name, DoubleUnaryOperator f) {
    double[] y = evaluate(name);
    for (int i = 0; i < AT.length; i++) {
      double expected = f.applyAsDouble(AT[i]);
      double near = Double.isFinite(expected) ? 2 * Math.ulp(expected) : Double.MIN_VALUE;
      assertEquals(expected, y[i], near, name + " at " + AT[i]);
    }
  }

  @Test
  void exponentialAndLogarithm() {
    check("exp", StrictMath::exp);
    check("log", StrictMath::log);
    check("expm1", StrictMath::expm1);
    check("log1p", StrictMath::log1p);
    check("cbrt", StrictMath::cbrt);
  }

  @Test
  void circular() {
    check("sin", StrictMath::sin);
    check("cos", StrictMath::cos);
    check("tan", StrictMath::tan);
    check("asin", StrictMath::asin);
    check("acos", StrictMath::acos);
    check("atan", StrictMath::atan);
  }

  @Test
  void hyperbolic() {
    check("sinh", StrictMath::sinh);
    check("cosh", StrictMath::cosh);
    check("tanh", StrictMath::tanh);
  }
}
