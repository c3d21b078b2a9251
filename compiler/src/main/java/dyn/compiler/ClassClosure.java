package dyn.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The classes of this project that class files need, found by following the names in their constant pools. */
final class ClassClosure {
  private static final String OURS = "dyn/";
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L(" + OURS + "[^;<:]+)[;<]");

  private ClassClosure() {}

  /** @param files by path; those that are no class are passed over. The result has none of them */
  static Map<String, byte[]> of(Map<String, byte[]> files) {
    Map<String, byte[]> found = new TreeMap<>();
    Deque<byte[]> open = new ArrayDeque<>();
    files.forEach((path, bytes) -> {
      if (path.endsWith(".class")) open.add(bytes);
    });
    while (!open.isEmpty()) {
      for (String name : names(open.remove())) {
        String path = name + ".class";
        if (files.containsKey(path) || found.containsKey(path)) continue;
        byte[] bytes = read(path);
        found.put(path, bytes);
        open.add(bytes);
      }
    }
    return found;
  }

  private static List<String> names(byte[] file) {
    List<String> names = new ArrayList<>();
    for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
      if (entry instanceof ClassEntry c && c.asInternalName().startsWith(OURS)) names.add(c.asInternalName());
      if (entry instanceof Utf8Entry text) {
        Matcher m = IN_DESCRIPTOR.matcher(text.stringValue());
        while (m.find()) names.add(m.group(1));
      }
    }
    return names;
  }

  private static byte[] read(String path) {
    try (InputStream in = ClassClosure.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) throw new IllegalStateException("the class path has no " + path);
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
