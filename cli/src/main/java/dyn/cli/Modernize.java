package dyn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Rewrites classes in the jars of folders to what a class archive can keep, as loading the others anew is a third of a small run: those
 * older than Java 6 to class files of Java 8 with stack maps, and of our own what is {@linkplain Spelled made only when it is reached}.
 * Runs once, when the launcher builds.
 */
public final class Modernize {
  private static final int FIRST_WITH_STACK_MAPS = 50;
  private static final Spelled SPELLED = new Spelled();

  private Modernize() {}

  public static void main(String[] args) throws IOException {
    for (String folder : args) {
      List<Path> jars;
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        jars = files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
      }
      for (Path jar : jars) if (hasAny(jar)) rewrite(jar);
    }
  }

  private static boolean hasAny(Path path) throws IOException {
    boolean ours = isOurs(path);
    try (JarFile jar = new JarFile(path.toFile())) {
      for (JarEntry e : jar.stream().toList()) {
        if (!e.getName().endsWith(".class")) continue;
        try (InputStream in = jar.getInputStream(e)) {
          if (isOld(in.readNBytes(8))) return true;
        }
        if (ours && SPELLED.isAskedFor(bytes(jar, e))) return true;
      }
      return false;
    }
  }

  private static boolean isOurs(Path jar) {
    return jar.getFileName().toString().startsWith("dyn-");
  }

  private static boolean isOld(byte[] head) {
    return ((head[6] & 0xff) << 8 | head[7] & 0xff) < FIRST_WITH_STACK_MAPS;
  }

  private static void rewrite(Path path) throws IOException {
    Path made = path.resolveSibling(path.getFileName() + ".new");
    try (JarFile jar = new JarFile(path.toFile()); OutputStream file = Files.newOutputStream(made);
        JarOutputStream out = new JarOutputStream(file)) {
      ClassFile newer = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
          ClassFile.ClassHierarchyResolverOption.of(hierarchy(jar)));
      for (JarEntry e : jar.stream().toList()) {
        byte[] bytes = bytes(jar, e);
        boolean isClass = e.getName().endsWith(".class");
        if (isClass && isOld(bytes)) bytes = newer(newer, bytes);
        else if (isClass && isOurs(path) && SPELLED.isAskedFor(bytes)) bytes = SPELLED.out(bytes);
        out.putNextEntry(new JarEntry(e.getName()));
        out.write(bytes);
        out.closeEntry();
      }
    }
    Files.move(made, path, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ClassHierarchyResolver hierarchy(JarFile jar) {
    return ClassHierarchyResolver.ofResourceParsing(d -> {
      JarEntry e = jar.getJarEntry(d.packageName().replace('.', '/') + "/" + d.displayName() + ".class");
      try {
        return e == null ? null : jar.getInputStream(e);
      } catch (IOException x) {
        throw new UncheckedIOException(x);
      }
    }).orElse(ClassHierarchyResolver.defaultResolver());
  }

  private static byte[] bytes(JarFile jar, JarEntry e) throws IOException {
    try (InputStream in = jar.getInputStream(e)) {
      return in.readAllBytes();
    }
  }

  private static byte[] newer(ClassFile newer, byte[] bytes) {
    ClassTransform bodies = ClassTransform.transformingMethodBodies((code, element) -> code.with(element));
    ClassTransform version = ClassTransform.endHandler(b -> b.withVersion(ClassFile.JAVA_8_VERSION, 0));
    return newer.transformClass(newer.parse(bytes), bodies.andThen(version));
  }
}
