package dyn.llvmir;

import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Noise;
import dyn.ir.Output;
import dyn.ir.Placed;
import dyn.ir.Program;
import dyn.ir.Pure;
import dyn.ir.Regions;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Stmt;
import dyn.ir.Sync;
import dyn.ir.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints a placed program as a module. Its one function that others see is
 * {@code int kernel(void **operands, const int64_t *lengths, void *scratch, const struct host *host)}: operands in the order of the
 * parameters of {@code @main}, a single number in its slot, an array by its address; the number of cells of each array; memory of
 * {@link #scratchBytes} for this worker alone, aligned to 64; whom to ask and to wait for. It returns 0, or 1 where a wait has failed.
 */
public final class ModulePrinter {
  /** The usual name of the function that a kernel is entered by. */
  public static final String ENTRY = "dyn_kernel";
  /** Of functions with a deeper frame LLVM tells, in bytes: threads of Java have a stack of one MiB. */
  private static final int DEEP_FRAME = 1 << 17;

  private final Program program;
  /** To which a stack is aligned. */
  private static final int STACK_BITS = 128;

  private final Machine machine;
  private final String entry;
  private final Shape shape;
  private final Intrinsics intrinsics = new Intrinsics();
  private final Scratch scratch = new Scratch();
  private final Map<Body, FunctionSignature> signatures = new IdentityHashMap<>();
  private final Map<String, FunctionSignature> byName = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final List<String> functions = new ArrayList<>();

  /** @param entry name of the function that others see */
  public ModulePrinter(Program program, Machine machine, String entry) {
    this.entry = entry;
    this.program = program;
    this.machine = machine;
    shape = Shape.of(program, machine.vectorLanes());
  }

  /** The text of the module. */
  public String print() {
    main(program.main());
    StringBuilder text = new StringBuilder();
    text.append("; ").append(program.name()).append('\n');
    text.append("target triple = \"").append(machine.triple()).append("\"\n\n");
    texts.forEach((graphs, name) -> text.append(name).append(" = private unnamed_addr constant [")
        .append(graphs.getBytes(StandardCharsets.UTF_8).length + 1).append(" x i8] c\"").append(escaped(graphs)).append("\\00\"\n"));
    functions.forEach(text::append);
    intrinsics.declarations().forEach(d -> text.append(d).append('\n'));
    text.append("\nattributes #0 = { nounwind ").append(stack()).append("\"target-cpu\"=\"").append(machine.cpu())
        .append("\" \"target-features\"=\"").append(machine.features()).append("\" \"prefer-vector-width\"=\"").append(machine.vectorBits())
        .append("\" \"warn-stack-size\"=\"").append(DEEP_FRAME).append("\" }\n");
    text.append("!0 = !{!\"branch_weights\", i32 1, i32 1000}\n");
    text.append("!1 = !{!\"branch_weights\", i32 1000, i32 1}\n");
    return text.toString();
  }

  /** Without it, vectors that do not fit the registers lie across two lines of the cache. */
  private String stack() {
    return machine.vectorBits() > STACK_BITS ? "\"stackrealign\" " : "";
  }

  /** Memory that each worker of {@link #print}ed code needs. */
  public long scratchBytes() {
    return scratch.bytes();
  }

  Intrinsics intrinsics() {
    return intrinsics;
  }

  Scratch scratch() {
    return scratch;
  }

  /** The address of a text that ends with a zero. */
  String text(String value) {
    return texts.computeIfAbsent(value, _ -> "@text." + texts.size());
  }

  private static String escaped(String text) {
    StringBuilder s = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 32 && b < 127 && b != '"' && b != '\\') s.append((char) b);
      else s.append(String.format("\\%02X", b));
    }
    return s.toString();
  }

  FunctionSignature signature(Body callee) {
    FunctionSignature known = signatures.get(callee);
    if (known == null) signatures.put(callee, known = byName.containsKey(callee.name()) ? byName.get(callee.name()) : function(callee));
    return known;
  }

  /** Prints the function of a body that others call. */
  private FunctionSignature function(Body body) {
    String name = "dyn." + byName.size() + "." + body.name().replaceAll("[^A-Za-z0-9_.]", "_");
    FunctionSignature signature = FunctionSignature.of(name, body, shape, needsContext(body));
    byName.put(body.name(), signature);
    FunctionPrinter printer = new FunctionPrinter(this, shape, signature.hasContext() ? Context.parameters() : null, false);
    List<String> params = new ArrayList<>();
    List<String> mask = null;
    if (signature.hasContext()) {
      params.addAll(List.of("ptr " + Context.HOST, "ptr noalias " + Context.SCRATCH, "i64 " + Context.MEMBERS));
      if (shape.lanes() > 1) {
        mask = new ArrayList<>();
        for (int k = 0; k < shape.parts(); k++) {
          mask.add(printer.out.register("run.active"));
          params.add(shape.text(Scalar.BOOL, true) + " " + mask.get(k));
        }
      }
    }
    for (Value p : body.params()) parameter(printer, p, params, "");
    printer.enter(mask);
    printer.function(body);
    printer.finish(body, signature);
    add("define internal " + signature.returns() + " @" + name, params, printer);
    return signature;
  }

  private void parameter(FunctionPrinter printer, Value p, List<String> params, String attributes) {
    List<String> parts = new ArrayList<>();
    for (int k = 0; k < shape.parts(p.type()); k++) {
      parts.add(printer.out.register(p.name()));
      params.add(shape.text(p.type()) + attributes + " " + parts.get(k));
    }
    printer.operands.define(p, parts);
    if (!FunctionSignature.hasLength(p)) return;
    String length = printer.out.register(p.name() + ".length");
    params.add("i64 " + length);
    printer.operands.defineLength(p, length);
  }

  private void add(String head, List<String> params, FunctionPrinter printer) {
    functions.add(head + "(" + String.join(", ", params) + ") #0 {\n" + String.join("\n", printer.out.lines()) + "\n}\n\n");
  }

  private void main(Body body) {
    Value lanes = body.params().stream().filter(p -> p.name().equals(Signature.LANES)).findFirst().orElse(null);
    Context context = new Context(Context.HOST, Context.SCRATCH, lanes == null ? "1" : "%run.lanes");
    FunctionPrinter printer = new FunctionPrinter(this, shape, context, true);
    List<String> params = new ArrayList<>(List.of("ptr " + Context.HOST, "ptr noalias " + Context.SCRATCH));
    // What tiles share changes while one of them waits.
    for (Value p : body.params()) parameter(printer, p, params, p.type().isRegister() || Signature.isShared(p.name()) ? "" : " noalias");
    printer.enter(null);
    printer.function(body);
    printer.out.add("ret i32 0");
    scratch.ofMain().keySet().forEach(register -> params.add("ptr noalias " + register));
    add("define internal i32 @dyn.main", params, printer);
    functions.add(entry(body));
  }

  private String entry(Body body) {
    Lines out = new Lines();
    out.place("entry");
    List<String> given = new ArrayList<>(List.of("ptr %host", "ptr %scratch"));
    for (int i = 0; i < body.params().size(); i++) {
      Value p = body.params().get(i);
      Scalar scalar = p.type().scalar();
      String slot = out.let("slot", "getelementptr inbounds ptr, ptr %operands, i64 " + i);
      String type = p.type().isRegister() ? Shape.text(Shape.stored(scalar)) : "ptr";
      String x = out.let(p.name(), "load " + type + ", ptr " + slot + ", align 8");
      if (p.type().isRegister() && scalar == Scalar.BOOL) x = out.let(p.name(), "icmp ne i64 " + x + ", 0");
      given.add(shape.text(p.type()) + " " + x);
      if (!FunctionSignature.hasLength(p)) continue;
      String place = out.let("slot", "getelementptr inbounds i64, ptr %lengths, i64 " + i);
      given.add("i64 " + out.let(p.name() + ".length", "load i64, ptr " + place + ", align 8"));
    }
    scratch.ofMain().values().forEach(at -> given.add("ptr " + out.let("buffer", Scratch.address("%scratch", at))));
    out.add("ret i32 " + out.let("code", "call i32 @dyn.main(" + String.join(", ", given) + ")"));
    return "define i32 @" + entry + "(ptr %operands, ptr %lengths, ptr %scratch, ptr %host) #0 {\n" + String.join("\n", out.lines())
        + "\n}\n\n";
  }

  /** It reads or writes memory, or asks somebody. */
  private boolean needsContext(Body body) {
    if (body.params().stream().anyMatch(p -> !p.type().isRegister())) return true;
    for (Stmt s : body.stmts()) {
      boolean here = switch (s.op()) {
        case Placed.Alloc _, Placed.Load _, Placed.Store _, Placed.Wait _, Placed.Extent _, Output _ -> true;
        case Pure.Call c -> signature(c.callee()).hasContext();
        case Regions _, Placed.For _ -> s.op().bodies().stream().anyMatch(this::needsContext);
        case Pure _, Lanes _, Sync _, Noise _ -> false;
      };
      if (here) return true;
    }
    return false;
  }
}
