package dyn.backend.jvm;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Instructions of one method. Follows the types of locals and operand stack, so that frames and limits need no analysis: the
 * JVM's verifier is fast where it finds frames, and inferring them costs more than printing.
 */
final class Code {
  static final Object REAL = Opcodes.DOUBLE;
  static final Object FLOAT = Opcodes.FLOAT;
  static final Object LONG = Opcodes.LONG;
  static final Object INT = Opcodes.INTEGER;
  private static final Object SECOND_HALF = new Object();

  private final MethodVisitor out;
  private final List<Object> locals = new ArrayList<>();
  private final List<Object> stack = new ArrayList<>();
  private int depth;
  private int maxDepth;
  private int maxLocals;
  private boolean justFramed;

  Code(MethodVisitor out) {
    this.out = out;
    out.visitCode();
  }

  private static int width(Object type) {
    return type == REAL || type == LONG ? 2 : 1;
  }

  /** A local that holds nothing yet. */
  int reserve(Object type) {
    int slot = locals.size();
    locals.add(Opcodes.TOP);
    if (width(type) == 2) locals.add(SECOND_HALF);
    maxLocals = Math.max(maxLocals, locals.size());
    return slot;
  }

  /** A parameter of the method. */
  int parameter(Object type) {
    int slot = reserve(type);
    locals.set(slot, type);
    return slot;
  }

  int scope() {
    return locals.size();
  }

  /** Forgets the locals made since {@code scope}. */
  void leave(int scope) {
    while (locals.size() > scope) locals.removeLast();
  }

  /** The local is not assigned on the path that starts here. */
  void unassign(int slot) {
    locals.set(slot, Opcodes.TOP);
  }

  void push(Object type) {
    stack.add(type);
    depth += width(type);
    maxDepth = Math.max(maxDepth, depth);
  }

  /** The topmost operands are not there on the path that starts here. */
  void pop(int count) {
    for (int i = 0; i < count; i++) depth -= width(stack.removeLast());
  }

  void load(int slot) {
    Object type = locals.get(slot);
    out.visitVarInsn(typed(type, Opcodes.ILOAD), slot);
    push(type);
    justFramed = false;
  }

  void store(int slot) {
    Object type = stack.getLast();
    out.visitVarInsn(typed(type, Opcodes.ISTORE), slot);
    pop(1);
    locals.set(slot, type);
    justFramed = false;
  }

  /** An instruction that takes {@code takes} operands and leaves one. */
  void op(int opcode, int takes, Object leaves) {
    op(opcode, takes);
    push(leaves);
  }

  void op(int opcode, int takes) {
    out.visitInsn(opcode);
    pop(takes);
    justFramed = false;
  }

  void increment(int slot) {
    add(slot, 1);
  }

  /** To an int. */
  void add(int slot, int amount) {
    out.visitIincInsn(slot, amount);
    justFramed = false;
  }

  void real(double x) {
    long bits = Double.doubleToRawLongBits(x);
    if (bits == 0) out.visitInsn(Opcodes.DCONST_0);
    else if (x == 1) out.visitInsn(Opcodes.DCONST_1);
    else out.visitLdcInsn(x);
    push(REAL);
    justFramed = false;
  }

  void single(float x) {
    int bits = Float.floatToRawIntBits(x);
    if (bits == 0) out.visitInsn(Opcodes.FCONST_0);
    else if (x == 1) out.visitInsn(Opcodes.FCONST_1);
    else out.visitLdcInsn(x);
    push(FLOAT);
    justFramed = false;
  }

  void integer(long x) {
    if (x == 0 || x == 1) {
      out.visitInsn(x == 0 ? Opcodes.LCONST_0 : Opcodes.LCONST_1);
      push(LONG);
    } else if (x == (short) x) {
      index((int) x);
      op(Opcodes.I2L, 1, LONG);
    } else {
      out.visitLdcInsn(x);
      push(LONG);
    }
    justFramed = false;
  }

  void index(int x) {
    if (x >= -1 && x <= 5) out.visitInsn(Opcodes.ICONST_0 + x);
    else if (x == (byte) x) out.visitIntInsn(Opcodes.BIPUSH, x);
    else if (x == (short) x) out.visitIntInsn(Opcodes.SIPUSH, x);
    else out.visitLdcInsn(x);
    push(INT);
    justFramed = false;
  }

  void text(String s) {
    out.visitLdcInsn(s);
    push("java/lang/String");
    justFramed = false;
  }

  /** @param type of the array: {@code [D}, {@code [F} or {@code [J} */
  void newArray(String type) {
    out.visitIntInsn(Opcodes.NEWARRAY, switch (type) {
      case "[D" -> Opcodes.T_DOUBLE;
      case "[F" -> Opcodes.T_FLOAT;
      case "[J" -> Opcodes.T_LONG;
      default -> throw new IllegalArgumentException(type);
    });
    pop(1);
    push(type);
    justFramed = false;
  }

  void newObjects() {
    out.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    pop(1);
    push("[Ljava/lang/Object;");
    justFramed = false;
  }

  void cast(String type) {
    out.visitTypeInsn(Opcodes.CHECKCAST, type);
    pop(1);
    push(type);
    justFramed = false;
  }

  /** @param leaves type of the result, or null for none */
  void invoke(int opcode, String owner, String name, String descriptor, int takes, Object leaves) {
    out.visitMethodInsn(opcode, owner, name, descriptor, opcode == Opcodes.INVOKEINTERFACE);
    pop(takes);
    if (leaves != null) push(leaves);
    justFramed = false;
  }

  void constant(String owner, String name, String descriptor, Object type) {
    out.visitFieldInsn(Opcodes.GETSTATIC, owner, name, descriptor);
    push(type);
    justFramed = false;
  }

  void jump(int opcode, int takes, Label target) {
    pop(takes);
    out.visitJumpInsn(opcode, target);
    justFramed = false;
  }

  /** A place that jumps lead to, with locals and stack as they are now. */
  void place(Label label) {
    if (justFramed) out.visitInsn(Opcodes.NOP);
    out.visitLabel(label);
    List<Object> held = heldLocals();
    while (!held.isEmpty() && held.getLast() == Opcodes.TOP) held.removeLast();
    out.visitFrame(Opcodes.F_NEW, held.size(), held.toArray(), stack.size(), stack.toArray());
    justFramed = true;
  }

  /** As a frame wants them: one entry for a wide local, two where it is unassigned. */
  private List<Object> heldLocals() {
    List<Object> held = new ArrayList<>(locals.size());
    Object first = null;
    for (Object t : locals) {
      if (t != SECOND_HALF) held.add(t);
      else if (first == Opcodes.TOP) held.add(Opcodes.TOP);
      first = t;
    }
    return held;
  }

  static int returning(Object type) {
    return typed(type, Opcodes.IRETURN);
  }

  /** The variant for {@code type} of a load, store or return: the instruction set has int, long, float, double and reference in a row. */
  private static int typed(Object type, int ofInt) {
    return ofInt + (type == INT ? 0 : type == LONG ? 1 : type == FLOAT ? 2 : type == REAL ? 3 : 4);
  }

  /** Ends the method; its length in bytes. */
  int finish(int returns) {
    out.visitInsn(returns);
    Label end = new Label();
    out.visitLabel(end);
    out.visitMaxs(maxDepth, maxLocals);
    out.visitEnd();
    return end.getOffset();
  }
}
