package dyn.backend.llvm;

import dyn.backend.Description;
import dyn.ir.Axis;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The C source of a model's library: tables of what its kernel is given, and the functions over them, which are the same for all. */
final class ModelSource {
  private static final String HEADER = """
      #define DYN_FREESTANDING
      typedef __SIZE_TYPE__ size_t;
      typedef __INT64_TYPE__ int64_t;
      typedef __UINT64_TYPE__ uint64_t;
      void *aligned_alloc(size_t, size_t);
      void free(void *);
      void *memcpy(void *, const void *, size_t);
      void *memset(void *, int, size_t);
      """;

  private final Description d;
  private final CNames names;
  private final List<Description.Column> columns;
  private final List<Value> operands;
  private final Map<String, Integer> places = new HashMap<>();
  private final DataBlock data = new DataBlock();
  private final StringBuilder out = new StringBuilder();

  /** @param operands of the kernel, in order */
  ModelSource(Description d, CNames names, List<Description.Column> columns, List<Value> operands) {
    this.d = d;
    this.names = names;
    this.columns = columns;
    this.operands = operands;
    for (int i = 0; i < operands.size(); i++) places.put(operands.get(i).name(), i);
  }

  /** @param kernel name of its function; {@code scratch} bytes of memory that it needs; {@code dataFile} where {@link #data} will be */
  String text(String kernel, long scratch, String dataFile) {
    String m = names.model();
    line(HEADER);
    line(new ModelHeader(d, names, columns).text());
    define("MODEL", m);
    define("MODEL_PROGRESS", m + "_progress");
    define("F(name)", m + "_##name");
    define("C(name)", names.constant("##name"));
    define("KERNEL", kernel);
    define("SCRATCH", scratch + 1 + "ull");
    define("MEMBERS", d.members() + "ll");
    define("SEED", integer((Long) d.inputs().get(Signature.SEED)));
    define("START", real(d.parts().start()));
    define("END", real(d.end()));
    define("FIXED", d.parts().isFixed() ? "1" : "0");
    define("DT", real(d.parts().isFixed() ? d.parts().dt() : 1));
    define("STEPS", d.parts().steps() + "ll");
    define("CODE", place(d.ends().code()));
    define("TIME", place(d.ends().time()));
    define("ACCEPTED", place(d.ends().accepted()));
    define("REJECTED", place(d.ends().rejected()));
    define("NOT_FINITE", d.ends().notFinite() + "ll");
    count("OPERANDS", operands.size());
    count("PARAMETERS", d.parameters().size());
    count("TRACKS", d.tracks().size());
    count("STATES", d.states().size());
    count("RECORDS", columns.size());
    count("CONSTRAINTS", d.constraints().size());
    count("CODES", d.ends().codes().size());
    line(resource("tables.c"));
    line("__asm__(\".section .rodata\\n.balign 64\\ndyn_data:\\n.incbin \\\"" + dataFile + "\\\"\\n.byte 0\\n.text\\n\");");
    line("extern const char dyn_data[] __attribute__((visibility(\"hidden\")));");
    tables();
    line(resource("model.c"));
    return out.toString();
  }

  /** What {@link #text} refers to. */
  byte[] data() {
    return data.bytes();
  }

  private void tables() {
    table("struct operand", "operand", operands.stream().map(this::operand).toList());
    table("struct track", "track", d.tracks().stream().map(t -> "{" + t.times().length + ", (const double *)" + array(t.times())
        + ", (const int64_t *)" + array(t.needed()) + ", " + place(t.recorded()) + "}").toList());
    table("struct parameter", "parameter", d.parameters().stream().map(p -> "{" + string(p.name()) + ", " + p.cells()
        + ", (const double *)" + array(values(p)) + "}").toList());
    table("struct place", "state", d.states().stream().map(s -> "{" + string(s.name()) + ", " + place(s.output()) + ", " + s.row() + ", "
        + s.cells() + "}").toList());
    table("struct place", "record", columns.stream().map(c -> "{" + string(c.label()) + ", " + place(c.output()) + ", 0, " + c.cells()
        + "}").toList());
    table("int", "constraint", d.constraints().stream().map(c -> place(c.output())).toList());
    table("char *const", "code", d.ends().codes().stream().map(ModelSource::string).toList());
    List<String> errors = new ArrayList<>(ModelHeader.TEXTS);
    d.constraints().forEach(c -> errors.add(c.parameter() + " of a member: `" + c.text() + "` does not hold"));
    table("char *const", "error", errors.stream().map(ModelSource::string).toList());
  }

  private String operand(Value v) {
    int track = trackOf(v);
    String name = v.name();
    if (places.containsKey(Signature.carry(name)) || d.signature().outputs().stream().anyMatch(o -> o.name().equals(name))) {
      long unrun = v.type().scalar() == Scalar.F64 ? Double.doubleToRawLongBits(Double.NaN) : d.unrun().getOrDefault(name, 0L);
      return entry("OUTPUT", track, cells(v), unrun, "0", false, places.containsKey(Signature.carry(name)));
    }
    if (Signature.carried(name).isPresent()) {
      return entry("CARRY", -1, cells(v), places.get(Signature.carried(name).get()), "0", false, false);
    }
    for (int p = 0; p < d.parameters().size(); p++) {
      Description.Parameter q = d.parameters().get(p);
      if (q.input().equals(name)) return entry("PARAMETER", -1, q.cells(), p, "0", v.type().isScalar(), false);
    }
    for (int k = 0; k < d.tracks().size(); k++) {
      if (d.tracks().get(k).count().equals(name)) return entry("COUNT", k, 1, 0, "0", false, false);
      if (d.tracks().get(k).tables().contains(name)) return entry("TABLE", k, 1, 0, array(d.inputs().get(name)), false, false);
    }
    String kind = name.equals(Signature.LANES) ? "ALL_MEMBERS" : name.equals(Signature.FIRST) ? "FIRST_MEMBER"
        : name.equals(Signature.SEED) ? "THE_SEED" : name.equals(d.parts().fresh()) ? "FRESH"
        : name.equals(d.parts().done()) ? "DONE" : name.equals(d.parts().until()) ? "UNTIL" : "";
    if (!kind.isEmpty()) return entry(kind, -1, 1, 0, "0", false, false);
    return switch (d.inputs().get(name)) {
      case Double x -> entry("NUMBER", -1, 1, Double.doubleToRawLongBits(x), "0", false, false);
      case Long x -> entry("NUMBER", -1, 1, x, "0", false, false);
      case double[] a -> entry("ARRAY", -1, a.length, 0, array(a), false, false);
      case long[] a -> entry("ARRAY", -1, a.length, 0, array(a), false, false);
      case null, default -> throw new IllegalArgumentException("nothing is known of the kernel's operand " + v);
    };
  }

  private static String entry(String kind, int track, long cells, long number, String data, boolean single, boolean carried) {
    return "{" + kind + ", " + track + ", " + cells + ", " + integer(number) + ", " + data + ", " + (single ? 1 : 0) + ", "
        + (carried ? 1 : 0) + "}";
  }

  /** The track that has rows of an output, or -1. */
  private int trackOf(Value v) {
    for (int k = 0; k < d.tracks().size(); k++) if (d.tracks().get(k).outputs().containsKey(v.name())) return k;
    return -1;
  }

  /** Of a member, and of a record where there are some. */
  private static long cells(Value v) {
    return v.type().axes().stream().filter(a -> !a.isDynamic()).mapToLong(Axis::size).reduce(1, Math::multiplyExact);
  }

  private double[] values(Description.Parameter p) {
    return d.inputs().get(p.input()) instanceof double[] all ? all : new double[] {(Double) d.inputs().get(p.input())};
  }

  private String array(Object array) {
    return "(dyn_data + " + data.place(array) + ")";
  }

  private String place(String operand) {
    Integer at = places.get(operand);
    if (at == null) throw new IllegalArgumentException("the kernel has no operand " + operand);
    return at.toString();
  }

  private void table(String type, String name, List<String> entries) {
    line("static const " + type + " " + name + "_table[] = {"
        + (entries.isEmpty() ? (type.startsWith("struct") ? "{0}" : "0") : entries.stream().map(e -> "\n  " + e)
        .collect(Collectors.joining(","))) + "\n};");
  }

  private void count(String name, int n) {
    line("enum { " + name + " = " + n + " };");
  }

  private void define(String name, String value) {
    line("#define " + name + " " + value);
  }

  private static String integer(long x) {
    return x == Long.MIN_VALUE ? "(-9223372036854775807ll - 1)" : x + "ll";
  }

  private static String real(double x) {
    return Double.isInfinite(x) ? (x > 0 ? "" : "-") + "__builtin_inf()" : Double.toHexString(x);
  }

  private static String string(String text) {
    StringBuilder s = new StringBuilder("\"");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 32 && b < 127 && b != '"' && b != '\\' && b != '?') s.append((char) b);
      else s.append(String.format("\\%03o", b));
    }
    return s.append('"').toString();
  }

  static String resource(String name) {
    try (InputStream in = ModelSource.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
