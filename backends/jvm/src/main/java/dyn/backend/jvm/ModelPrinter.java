package dyn.backend.jvm;

import dyn.backend.Description;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Prints the class that stands for a model, and that of its runs. Their methods only name what they ask the runtime for. */
final class ModelPrinter {
  private static final String SETUP = "dyn/runtime/model/Setup";
  private static final String RUN = "dyn/runtime/model/ModelRun";
  private static final String COMMAND = "dyn/runtime/model/ModelCommand";
  private static final String KERNEL = "Ldyn/backend/Kernel;";
  private static final String FIELD = "setup";
  private static final int METHOD = Opcodes.ACC_PUBLIC;

  private final Description description;
  private final JavaNames names;
  private final String model;

  ModelPrinter(Description description, JavaNames names) {
    this.description = description;
    this.names = names;
    this.model = names.model();
  }

  byte[] model() {
    ClassWriter w = open(model, "java/lang/Object");
    w.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, FIELD, "L" + SETUP + ";", null, null).visitEnd();
    constructors(w);
    MethodVisitor setup = begin(w, METHOD, FIELD, "()L" + SETUP + ";");
    getSetup(setup);
    end(setup, Opcodes.ARETURN);
    for (Description.Parameter p : description.parameters()) parameter(w, p);
    change(w, "members", "I", Opcodes.ILOAD);
    change(w, "seed", "J", Opcodes.LLOAD);
    change(w, "threads", "I", Opcodes.ILOAD);
    runs(w);
    return w.toByteArray();
  }

  byte[] run() {
    ClassWriter w = open(names.run(), RUN);
    MethodVisitor init = begin(w, 0, "<init>", "(L" + RUN + ";)V");
    init.visitVarInsn(Opcodes.ALOAD, 0);
    init.visitVarInsn(Opcodes.ALOAD, 1);
    init.visitMethodInsn(Opcodes.INVOKESPECIAL, RUN, "<init>", "(L" + RUN + ";)V", false);
    end(init, Opcodes.RETURN);
    names.records().forEach((label, method) -> asks(w, method, "record", label));
    for (Description.State s : description.states()) asks(w, names.state(s.name()), "end", s.name());
    return w.toByteArray();
  }

  private void asks(ClassWriter w, String method, String question, String about) {
    MethodVisitor m = begin(w, METHOD, method, "()[D");
    m.visitVarInsn(Opcodes.ALOAD, 0);
    m.visitLdcInsn(about);
    m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, RUN, question, "(Ljava/lang/String;)[D", false);
    end(m, Opcodes.ARETURN);
  }

  private void constructors(ClassWriter w) {
    MethodVisitor m = begin(w, METHOD, "<init>", "()V");
    m.visitVarInsn(Opcodes.ALOAD, 0);
    m.visitLdcInsn(Type.getObjectType(model));
    m.visitMethodInsn(Opcodes.INVOKESTATIC, SETUP, "of", "(Ljava/lang/Class;)L" + SETUP + ";", false);
    m.visitMethodInsn(Opcodes.INVOKESPECIAL, model, "<init>", "(L" + SETUP + ";)V", false);
    end(m, Opcodes.RETURN);
    m = begin(w, Opcodes.ACC_PRIVATE, "<init>", "(L" + SETUP + ";)V");
    m.visitVarInsn(Opcodes.ALOAD, 0);
    m.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    m.visitVarInsn(Opcodes.ALOAD, 0);
    m.visitVarInsn(Opcodes.ALOAD, 1);
    m.visitFieldInsn(Opcodes.PUTFIELD, model, FIELD, "L" + SETUP + ";");
    end(m, Opcodes.RETURN);
  }

  /** A method that sets it and one that reads it. */
  private void parameter(ClassWriter w, Description.Parameter p) {
    boolean isNumber = p.sizes().isEmpty();
    MethodVisitor m = begin(w, isNumber ? METHOD : METHOD | Opcodes.ACC_VARARGS, names.parameter(p.name()), (isNumber ? "(D)L" : "([D)L")
        + model + ";");
    beginNew(m);
    m.visitLdcInsn(p.name());
    if (isNumber) {
      m.visitInsn(Opcodes.ICONST_1);
      m.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_DOUBLE);
      m.visitInsn(Opcodes.DUP);
      m.visitInsn(Opcodes.ICONST_0);
      m.visitVarInsn(Opcodes.DLOAD, 1);
      m.visitInsn(Opcodes.DASTORE);
    } else {
      m.visitVarInsn(Opcodes.ALOAD, 1);
    }
    m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, SETUP, "with", "(Ljava/lang/String;[D)L" + SETUP + ";", false);
    endNew(m);
    m = begin(w, METHOD, names.parameter(p.name()), isNumber ? "()D" : "()[D");
    getSetup(m);
    m.visitLdcInsn(p.name());
    m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, SETUP, "values", "(Ljava/lang/String;)[D", false);
    if (isNumber) {
      m.visitInsn(Opcodes.ICONST_0);
      m.visitInsn(Opcodes.DALOAD);
    }
    end(m, isNumber ? Opcodes.DRETURN : Opcodes.ARETURN);
  }

  private void change(ClassWriter w, String what, String type, int load) {
    MethodVisitor m = begin(w, METHOD, what, "(" + type + ")L" + model + ";");
    beginNew(m);
    m.visitVarInsn(load, 1);
    m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, SETUP, what, "(" + type + ")L" + SETUP + ";", false);
    endNew(m);
  }

  private void runs(ClassWriter w) {
    MethodVisitor m = begin(w, METHOD, "run", "()L" + names.run() + ";");
    m.visitTypeInsn(Opcodes.NEW, names.run());
    m.visitInsn(Opcodes.DUP);
    getSetup(m);
    newKernel(m);
    m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, SETUP, "run", "(" + KERNEL + ")L" + RUN + ";", false);
    m.visitMethodInsn(Opcodes.INVOKESPECIAL, names.run(), "<init>", "(L" + RUN + ";)V", false);
    end(m, Opcodes.ARETURN);
    m = begin(w, METHOD | Opcodes.ACC_STATIC, "main", "([Ljava/lang/String;)V");
    m.visitLdcInsn(Type.getObjectType(model));
    newKernel(m);
    m.visitVarInsn(Opcodes.ALOAD, 0);
    m.visitMethodInsn(Opcodes.INVOKESTATIC, COMMAND, "call", "(Ljava/lang/Class;" + KERNEL + "[Ljava/lang/String;)I", false);
    m.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "exit", "(I)V", false);
    end(m, Opcodes.RETURN);
  }

  private void newKernel(MethodVisitor m) {
    m.visitTypeInsn(Opcodes.NEW, names.kernel());
    m.visitInsn(Opcodes.DUP);
    m.visitMethodInsn(Opcodes.INVOKESPECIAL, names.kernel(), "<init>", "()V", false);
  }

  private void beginNew(MethodVisitor m) {
    m.visitTypeInsn(Opcodes.NEW, model);
    m.visitInsn(Opcodes.DUP);
    getSetup(m);
  }

  private void endNew(MethodVisitor m) {
    m.visitMethodInsn(Opcodes.INVOKESPECIAL, model, "<init>", "(L" + SETUP + ";)V", false);
    end(m, Opcodes.ARETURN);
  }

  private void getSetup(MethodVisitor m) {
    m.visitVarInsn(Opcodes.ALOAD, 0);
    m.visitFieldInsn(Opcodes.GETFIELD, model, FIELD, "L" + SETUP + ";");
  }

  private static ClassWriter open(String name, String base) {
    ClassWriter w = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    w.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, base, null);
    return w;
  }

  private static MethodVisitor begin(ClassWriter w, int access, String name, String descriptor) {
    MethodVisitor m = w.visitMethod(access, name, descriptor, null, null);
    m.visitCode();
    return m;
  }

  private static void end(MethodVisitor m, int opcode) {
    m.visitInsn(opcode);
    m.visitMaxs(0, 0);
    m.visitEnd();
  }
}
