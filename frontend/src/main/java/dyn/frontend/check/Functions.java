package dyn.frontend.check;

import dyn.ir.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The functions of the language: primitives by name, and those written in terms of primitives in {@link Calls}. */
final class Functions {
  /** Arguments at least and at most; composites have no primitive. */
  record Signature(String name, int least, int most, Optional<Primitive> primitive) {
    String counts() {
      return (least == most ? "" : "at least ") + least + (least == 1 ? " argument" : " arguments");
    }
  }

  private static final Map<String, Signature> ALL = new TreeMap<>();

  static {
    for (Primitive p : List.of(Primitive.EXP, Primitive.EXP2, Primitive.EXPM1, Primitive.LOG, Primitive.LOG2, Primitive.LOG10,
        Primitive.LOG1P,
        Primitive.SIN, Primitive.COS, Primitive.TAN, Primitive.ASIN, Primitive.ACOS, Primitive.ATAN, Primitive.ATAN2, Primitive.SINH,
        Primitive.COSH, Primitive.TANH, Primitive.POW, Primitive.HYPOT, Primitive.CBRT, Primitive.SIGMOID, Primitive.SOFTPLUS,
        Primitive.ERF, Primitive.ERFC, Primitive.SQRT, Primitive.FLOOR, Primitive.ABS, Primitive.MOD)) {
      ALL.put(p.text(), new Signature(p.text(), p.arity(), p.arity(), Optional.of(p)));
    }
    ALL.put("round", new Signature("round", 1, 1, Optional.of(Primitive.RINT)));
    for (String one : List.of("ceil", "sign", "step", "relu", "size", "sum", "mean", "transpose", "re", "im",
        "arg", "conj", "diag", "identity", "trace", "quantiles", Draws.NAME, "in_degree", "out_degree")) {
      composite(one, 1, 1);
    }
    for (String field : List.of("laplacian", "ddx", "ddy", "ddz", "d2dx2", "d2dy2", "d2dz2", "grad")) composite(field, 1, 1);
    composite("div", 1, 3);
    composite(Divergences.NAME, 1, Integer.MAX_VALUE);
    composite("conv", 2, 2);
    for (String two : List.of("complex", "lowrank", "dot")) composite(two, 2, 2);
    composite("sparse", 1, 2);
    composite("tridiagonal", 3, 3);
    composite("banded", 2, Integer.MAX_VALUE);
    composite("clamp", 3, 3);
    composite("min", 1, Integer.MAX_VALUE);
    composite("max", 1, Integer.MAX_VALUE);
    composite("where", 3, Integer.MAX_VALUE);
  }

  /** Functions of the language to come, and statistics that belong to `record`. */
  static final Map<String, String> LATER = new TreeMap<>(Map.ofEntries(
      Map.entry("cholesky", "matrix factorizations are"),
      Map.entry("inverse", "matrix factorizations are"), Map.entry("solve", "matrix factorizations are"),
      Map.entry("integral", "memory integrals are"), Map.entry("prod", "products over an index are")));

  private static final Set<String> FREE = Set.of("re", "im", "arg", "conj", "diag", "banded", "tridiagonal", "lowrank", "identity",
      "trace", "dot", "div", Divergences.NAME, "grad", "conv", "in_degree", "out_degree", "sparse");

  private Functions() {}

  private static void composite(String name, int least, int most) {
    ALL.put(name, new Signature(name, least, most, Optional.empty()));
  }

  static Optional<Signature> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** Whether no value may have the name; names that models like to use are free, as a call is told from a value by its brackets. */
  static boolean reserves(String name) {
    return ALL.containsKey(name) && !FREE.contains(name);
  }

  static List<String> names() {
    return new ArrayList<>(ALL.keySet());
  }
}
