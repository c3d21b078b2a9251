package dyn.backend.jvm;

import dyn.backend.Description;
import dyn.backend.Packager;
import dyn.ir.Program;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kernel, a class for the model and one for its runs, and a text that lists their methods. */
final class JvmPackager implements Packager {
  @Override
  public List<String> kinds() {
    return List.of("jar");
  }

  @Override
  public Map<String, byte[]> pack(Program program, Description d, String kind) {
    JavaNames names = new JavaNames(d);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("README.txt", ModelReadme.text(d, names).getBytes(StandardCharsets.UTF_8));
    files.put(names.model() + ".class", new ModelPrinter(d, names).model());
    files.put(names.run() + ".class", new ModelPrinter(d, names).run());
    files.putAll(new ProgramPrinter(program, Split.Limits.HOTSPOT, 1, names.kernel()).print().files());
    return files;
  }
}
