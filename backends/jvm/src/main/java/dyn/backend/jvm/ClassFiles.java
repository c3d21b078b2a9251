package dyn.backend.jvm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The classes of one artifact. A new one begins before the constant pool of the last can fill up: each constant it holds costs
 * its user at least three bytes of code, so a bound on the code is a bound on the pool.
 */
final class ClassFiles {
  private static final int MOST_CODE = 80_000;

  private final String base;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private ClassWriter writer;
  private String name;
  private int code;
  private boolean divides;

  ClassFiles(String base) {
    this.base = base;
  }

  /** Internal name of the class that the next method goes to. */
  String current() {
    if (writer == null || code > MOST_CODE) {
      close();
      name = files.isEmpty() ? base + "$Code" : base + "$Code" + files.size();
      writer = open(name);
      code = 0;
      divides = false;
    }
    return name;
  }

  MethodVisitor method(String method, String descriptor) {
    return writer.visitMethod(Opcodes.ACC_STATIC, method, descriptor, null, null);
  }

  void add(int bytes) {
    code += bytes;
  }

  /** Asks for the two helpers in the current class. */
  void needDivision() {
    divides = true;
  }

  static ClassWriter open(String name, String... interfaces) {
    ClassWriter w = new ClassWriter(0);
    w.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, "java/lang/Object", interfaces);
    return w;
  }

  private void close() {
    if (writer == null) return;
    if (divides) {
      Division.print(writer, "idiv", Opcodes.LDIV);
      Division.print(writer, "imod", Opcodes.LREM);
    }
    put(name, writer);
    writer = null;
  }

  void put(String internalName, ClassWriter w) {
    w.visitEnd();
    files.put(internalName + ".class", w.toByteArray());
  }

  Map<String, byte[]> finish() {
    close();
    return files;
  }
}
