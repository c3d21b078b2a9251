package dyn.backend.jvm;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Division of integers by what may be zero, which gives zero; HotSpot inlines it. */
final class Division {
  static final String DESCRIPTOR = "(JJ)J";

  private Division() {}

  static void print(ClassWriter to, String name, int opcode) {
    Code code = new Code(to.visitMethod(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, name, DESCRIPTOR, null, null));
    int a = code.parameter(Code.LONG);
    int b = code.parameter(Code.LONG);
    Label zero = new Label();
    code.load(b);
    code.integer(0);
    code.op(Opcodes.LCMP, 2, Code.INT);
    code.jump(Opcodes.IFEQ, 1, zero);
    code.load(a);
    code.load(b);
    code.op(opcode, 2, Code.LONG);
    code.op(Opcodes.LRETURN, 1);
    code.place(zero);
    code.integer(0);
    code.finish(Opcodes.LRETURN);
  }
}
