package dyn.backend.jvm;

import dyn.backend.Artifact;
import dyn.backend.Kernel;
import dyn.backend.Loader;
import dyn.kernel.KernelPackage;
import java.util.Map;

/**
 * Defines a kernel as a hidden class. Hidden classes cannot name each other, so the several classes of a long program get a class
 * loader of their own. Either way they go when their kernel goes.
 */
final class JvmLoader implements Loader {
  @Override
  public Kernel load(Artifact artifact) {
    String entry = artifact.manifest().get(JvmBackend.ENTRY);
    if (entry == null) throw new IllegalArgumentException("the manifest of " + artifact.name() + " names no entry class");
    try {
      return (Kernel) define(artifact, entry).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("artifact " + artifact.name() + " holds no kernel " + entry, e);
    }
  }

  private static Class<?> define(Artifact artifact, String entry) throws ReflectiveOperationException {
    if (artifact.files().size() > 1) return new Classes(artifact.files()).loadClass(entry);
    byte[] bytes = artifact.files().values().iterator().next();
    return KernelPackage.lookup().defineHiddenClass(bytes, true).lookupClass();
  }

  private static final class Classes extends ClassLoader {
    private final Map<String, byte[]> files;

    Classes(Map<String, byte[]> files) {
      super(Kernel.class.getClassLoader());
      this.files = files;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = files.get(name.replace('.', '/') + ".class");
      if (bytes == null) throw new ClassNotFoundException(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
