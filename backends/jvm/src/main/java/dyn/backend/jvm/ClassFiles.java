package dyn.backend.jvm;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The classes of one artifact: the kernel's own, which holds all methods of most programs, and further ones for long programs. A new
 * one begins before the constant pool of the last can fill up: each constant it holds costs its user at least three bytes of code,
 * so a bound on the code is a bound on the pool.
 */
final class ClassFiles {
  private static final int MOST_CODE = 80_000;

  private final String base;
  private final ClassWriter entry;
  private final Set<ClassWriter> dividing = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private ClassWriter writer;
  private String name;
  private int code;

  ClassFiles(String base) {
    this.base = base;
    this.entry = open(base, "dyn/backend/Kernel");
    this.writer = entry;
    this.name = base;
  }

  /** Class of the entry point; open until the end. */
  ClassWriter entry() {
    return entry;
  }

  /** Internal name of the class that the next method goes to. */
  String current() {
    if (code > MOST_CODE) {
      if (writer != entry) close(name, writer);
      name = base + "$Code" + (files.size() + 1);
      writer = open(name);
      code = 0;
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
    dividing.add(writer);
  }

  private static ClassWriter open(String name, String... interfaces) {
    ClassWriter w = new ClassWriter(0);
    w.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, "java/lang/Object", interfaces);
    return w;
  }

  private void close(String internalName, ClassWriter w) {
    if (dividing.contains(w)) {
      Division.print(w, "idiv", Opcodes.LDIV);
      Division.print(w, "imod", Opcodes.LREM);
    }
    w.visitEnd();
    files.put(internalName + ".class", w.toByteArray());
  }

  Map<String, byte[]> finish() {
    if (writer != entry) close(name, writer);
    close(base, entry);
    return files;
  }
}
