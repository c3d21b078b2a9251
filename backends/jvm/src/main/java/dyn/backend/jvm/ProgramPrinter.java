package dyn.backend.jvm;

import dyn.backend.Artifact;
import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Prints a program: each named body becomes a static method or several of the class that is the kernel. */
final class ProgramPrinter {
  /** Host, reals, integers, buffers: what every method takes first that is not a plain function of numbers. */
  static final String CONTEXT = "Ldyn/backend/Host;[D[J[Ljava/lang/Object;";

  private final Program program;
  private final Split.Limits limits;
  private final Frame frame = new Frame();
  private final Map<Body, Function> functions = new IdentityHashMap<>();
  private final Map<String, Function> byName = new LinkedHashMap<>();
  private final String base;
  final ClassFiles files;
  /** Null where no value has lanes. */
  final Simd simd;

  /** @param perVector most f64 in a vector */
  ProgramPrinter(Program program, Split.Limits limits, int perVector) {
    this(program, limits, perVector, "dyn/kernel/" + identifier(program.name()));
  }

  /** @param base internal name of the kernel's class */
  ProgramPrinter(Program program, Split.Limits limits, int perVector, String base) {
    simd = program.bodies().stream().flatMap(b -> lanes(b).stream()).findFirst()
        .map(lane -> new Simd(Math.toIntExact(lane.size()), (int) Math.min(lane.size(), perVector))).orElse(null);
    this.program = program;
    this.limits = limits;
    this.base = base;
    files = new ClassFiles(base);
  }

  private static Optional<Axis> lanes(Body body) {
    for (Stmt s : body.stmts()) {
      for (Value r : s.results()) if (r.type().has(Axis.LANE)) return r.type().axis(Axis.LANE);
      for (Body inner : s.op().bodies()) if (lanes(inner).isPresent()) return lanes(inner);
    }
    return Optional.empty();
  }

  private static String identifier(String name) {
    StringBuilder s = new StringBuilder();
    for (char c : name.toCharArray()) s.append(Character.isLetterOrDigit(c) && c < 128 ? c : '_');
    if (s.isEmpty()) return "Program";
    if (Character.isDigit(s.charAt(0))) s.insert(0, '_');
    s.setCharAt(0, Character.toUpperCase(s.charAt(0)));
    return s.toString();
  }

  Artifact print() {
    Body main = program.main();
    Function entry = print(main, true);
    new EntryPrinter(files.entry(), base, entry, frame).print();
    Map<String, String> manifest = new LinkedHashMap<>();
    manifest.put(JvmBackend.ENTRY, base.replace('/', '.'));
    for (Value p : main.params()) manifest.put("memory." + p.name(), p.type().text());
    return new Artifact("jvm", program.name(), files.finish(), manifest);
  }

  /** Prints {@code body} after those that it calls, unless that is done. */
  private Function print(Body body, boolean isMain) {
    Function known = functions.getOrDefault(body, byName.get(body.name()));
    if (known == null) {
      List<Body> callees = new ArrayList<>();
      collectCallees(body, callees);
      for (Body c : callees) print(c, false);
      known = new Function(body, isMain, frame, functions, limits, simd);
      known.name = identifier(body.name()).toLowerCase(Locale.ROOT) + "_" + byName.size();
      byName.put(body.name(), known);
      printUnit(known, known.root);
    }
    functions.put(body, known);
    return known;
  }

  /** Callees first: a call names the class that its method is in. */
  private void printUnit(Function f, Unit unit) {
    for (Unit inner : unit.children) printUnit(f, inner);
    unit.name = unit == f.root ? f.name : f.name + "_" + unit.number;
    unit.owner = files.current();
    boolean isRoot = unit == f.root;
    String descriptor = isRoot ? f.descriptor() : "(" + CONTEXT + ")V";
    Code code = new Code(files.method(unit.name, descriptor));
    files.add(new MethodPrinter(this, f, unit, code).print());
  }

  private static void collectCallees(Body body, List<Body> into) {
    for (Stmt s : body.stmts()) {
      if (s.op() instanceof Pure.Call c) into.add(c.callee());
      else if (!(s.op() instanceof Pure)) s.op().bodies().forEach(b -> collectCallees(b, into));
    }
  }

  Function callee(Pure.Call c) {
    return functions.get(c.callee());
  }
}
