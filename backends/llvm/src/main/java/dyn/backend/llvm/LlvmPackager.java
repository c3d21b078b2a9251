package dyn.backend.llvm;

import dyn.backend.Description;
import dyn.backend.Packager;
import dyn.ir.Program;
import dyn.llvmir.Machine;
import dyn.llvmir.ModulePrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A model as a library for C, as an object, as a program of its own, or as text. */
final class LlvmPackager implements Packager {
  private static final String KERNEL = "dyn_kernel_";

  private final Machine machine;

  LlvmPackager(Machine machine) {
    this.machine = machine;
  }

  @Override
  public List<String> kinds() {
    return List.of("so", "o", "exe", "s", "ll");
  }

  @Override
  public Map<String, byte[]> pack(Program program, Description d, String kind) {
    List<Description.Column> columns = Columns.of(d);
    CNames names = CNames.of(d, columns);
    String m = names.model();
    ModulePrinter module = new ModulePrinter(program, machine, KERNEL + m);
    byte[] text = bytes(module.print());
    if (kind.equals("ll")) return Map.of(m + ".ll", text);
    ObjectCompiler compiler = new ObjectCompiler(machine);
    if (kind.equals("s")) return Map.of(m + ".s", compiler.assembly(text));
    ModelSource source = new ModelSource(d, names, columns, program.main().params());
    String c = source.text(KERNEL + m, module.scratchBytes(), "data.bin");
    Map<String, byte[]> in = new LinkedHashMap<>();
    in.put("kernel.o", compiler.object(text));
    in.put("data.bin", source.data());
    in.put("model.c", bytes(c + (kind.equals("exe") ? program(d) : "")));
    byte[] linked = inFolder(in, folder -> link(folder, kind, m));
    Map<String, byte[]> files = new LinkedHashMap<>();
    if (kind.equals("exe")) {
      files.put(m, linked);
      return files;
    }
    files.put("include/" + m + ".h", bytes(new ModelHeader(d, names, columns).text()));
    files.put(kind.equals("so") ? "lib/lib" + m + ".so" : "lib/" + m + ".o", linked);
    files.put("share/" + m + "/example.c", bytes(ModelSource.resource("example.c").replace("@model@", m)
        .replace("@states@", Integer.toString(d.states().size()))));
    if (kind.equals("so")) files.putAll(BuildFiles.of(m, d));
    return files;
  }

  private static String program(Description d) {
    String text = (d.model() + ", experiment " + d.experiment()).replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
    return "#define MODEL_TEXT \"" + text + "\"\n" + ModelSource.resource("main.c");
  }

  private Path link(Path folder, String kind, String m) throws IOException {
    Toolchain tools = new Toolchain(folder, machine.triple());
    tools.compile("model.c", "model.o");
    switch (kind) {
      case "so" -> {
        Files.writeString(folder.resolve("names"), "{ global: " + m + "_*; local: *; };\n");
        tools.link("-shared", "-soname", "lib" + m + ".so", "--version-script", "names", "-z", "noexecstack", "kernel.o", "model.o", "-o",
            "out");
      }
      case "o" -> tools.link("-r", "kernel.o", "model.o", "-o", "out");
      default -> {
        Files.writeString(folder.resolve("libc.c"), ModelSource.resource("libc.c"));
        tools.compile("libc.c", "libc.o");
        tools.link("-shared", "-soname", "libc.so.6", "libc.o", "-o", "libc.so.6");
        String loader = machine.triple().startsWith("aarch64") ? "/lib/ld-linux-aarch64.so.1" : "/lib64/ld-linux-x86-64.so.2";
        tools.link("-pie", "-dynamic-linker", loader, "-z", "noexecstack", "kernel.o", "model.o", "libc.so.6", "-o", "out");
      }
    }
    return folder.resolve("out");
  }

  private interface Work {
    Path in(Path folder) throws IOException;
  }

  private static byte[] inFolder(Map<String, byte[]> files, Work work) {
    try {
      Path folder = Files.createTempDirectory("dyn-llvm");
      try {
        for (Map.Entry<String, byte[]> f : files.entrySet()) Files.write(folder.resolve(f.getKey()), f.getValue());
        return Files.readAllBytes(work.in(folder));
      } finally {
        try (Stream<Path> all = Files.walk(folder)) {
          all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
