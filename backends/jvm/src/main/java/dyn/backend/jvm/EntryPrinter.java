package dyn.backend.jvm;

import dyn.ir.Axis;
import dyn.ir.Placed;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * The kernel's constructor and {@code run}: takes operands from the memory by name, makes the worker's frame and scratch, calls {@code
 * @main}.
 */
final class EntryPrinter {
  private static final String MEMORY = "dyn/backend/Memory";
  private static final String OBJECT = "java/lang/Object";

  private final String base;
  private final Function main;
  private final Frame frame;
  private final ClassWriter out;
  private Code code;
  private int memory;
  private Context context;

  EntryPrinter(ClassWriter out, String base, Function main, Frame frame) {
    this.base = base;
    this.main = main;
    this.frame = frame;
    this.out = out;
  }

  void print() {
    Code init = new Code(out.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null));
    init.load(init.parameter(base));
    init.invoke(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", 1, null);
    init.finish(Opcodes.RETURN);
    code = new Code(out.visitMethod(Opcodes.ACC_PUBLIC, "run", "(L" + MEMORY + ";Ldyn/backend/Host;)V", null, null));
    code.parameter(base);
    memory = code.parameter(MEMORY);
    int host = code.parameter("dyn/backend/Host");
    makeFrame(host);
    context.load(code);
    int operands = 4;
    for (Value p : main.body.params()) {
      if (main.wide) context.store(code, main.cell(p), () -> input(p));
      else {
        input(p);
        operands++;
      }
    }
    code.invoke(Opcodes.INVOKESTATIC, main.root.owner, main.name, main.descriptor(), operands, null);
    code.finish(Opcodes.RETURN);
  }

  private void makeFrame(int host) {
    code.index(frame.reals());
    code.newArray("[D");
    int reals = local("[D");
    code.index(frame.integers());
    code.newArray("[J");
    int integers = local("[J");
    code.index(frame.buffers());
    code.newObjects();
    int buffers = local("[Ljava/lang/Object;");
    context = new Context(host, reals, integers, buffers);
    if (frame.readsLanes()) lanes(integers);
    for (Map.Entry<Integer, Placed.Alloc> e : frame.scratch().entrySet()) {
      code.load(buffers);
      code.index(e.getKey());
      scratch(code, e.getValue());
      code.op(Opcodes.AASTORE, 3);
    }
  }

  private int local(Object type) {
    int slot = code.reserve(type);
    code.store(slot);
    return slot;
  }

  private void lanes(int integers) {
    code.load(integers);
    code.index(Frame.LANES);
    code.load(memory);
    code.text(Signature.LANES);
    code.invoke(Opcodes.INVOKEVIRTUAL, MEMORY, "integer", "(Ljava/lang/String;)J", 2, Code.LONG);
    code.op(Opcodes.LASTORE, 3);
  }

  static void scratch(Code code, Placed.Alloc a) {
    long cells = 1;
    for (Axis axis : a.axes()) cells = Math.multiplyExact(cells, axis.size());
    code.index(Math.toIntExact(cells));
    code.newArray(Cell.arrayOf(a.scalar()));
  }

  private void input(Value p) {
    code.load(memory);
    code.text(p.name());
    code.invoke(Opcodes.INVOKEVIRTUAL, MEMORY, "get", "(Ljava/lang/String;)Ljava/lang/Object;", 2, OBJECT);
    Type t = p.type();
    if (!t.isScalar()) {
      code.cast(Cell.arrayOf(t.scalar()));
      return;
    }
    String box = t.scalar() == Scalar.F64 ? "java/lang/Double" : "java/lang/Long";
    code.cast(box);
    switch (t.scalar()) {
      case F64 -> code.invoke(Opcodes.INVOKEVIRTUAL, box, "doubleValue", "()D", 1, Code.REAL);
      case F32 -> throw new IllegalArgumentException("the input " + p + " is f32");
      case I64 -> code.invoke(Opcodes.INVOKEVIRTUAL, box, "longValue", "()J", 1, Code.LONG);
      case BOOL -> code.invoke(Opcodes.INVOKEVIRTUAL, box, "intValue", "()I", 1, Code.INT);
    }
  }
}
