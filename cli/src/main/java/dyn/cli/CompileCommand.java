package dyn.cli;

import dyn.backend.Backend;
import dyn.backend.Packager;
import dyn.compiler.Backends;
import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.ModelJar;
import dyn.compiler.ModelLibrary;
import dyn.compiler.Outcome;
import dyn.compiler.Vectors;
import dyn.frontend.Overrides;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.lang.model.SourceVersion;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "compile", description = {"Makes of an experiment what other programs call without the compiler:",
    "a jar for Java, a library for C, a program."},
    sortOptions = false)
final class CompileCommand extends Command {
  private static final String JAR = "jar";
  private static final String EXE = "exe";

  @Parameters(index = "0", paramLabel = "FILE", description = "Model file.")
  private String file;

  @Parameters(index = "1", arity = "0..1", paramLabel = "EXPERIMENT", description = "Its experiment; the first if none is named.")
  private String experiment;

  @Option(names = "--target", paramLabel = "NAME", description = "For what; jvm if none is named.")
  private String target = CompileOptions.DEFAULT_BACKEND;

  @Option(names = "--emit", paramLabel = "KIND", description = "What to make: jar for jvm; so, o, exe, s or ll for llvm.")
  private String emit;

  @Option(names = "--cpu", paramLabel = "NAME",
      description = "Processor that llvm makes code for, such as native, x86-64-v3, x86-64-v4, aarch64; see dyn targets.")
  private String cpu = "native";

  @Option(names = {"-o", "--out"}, paramLabel = "PATH", description = "The file or folder to write; named after FILE if none is given.")
  private String out;

  @Option(names = "--package", paramLabel = "NAME", description = "Java package of the classes; dyn.model if none is named.")
  private String javaPackage = "dyn.model";

  @Option(names = {"-s", "--set"}, paramLabel = "NAME=VALUE",
      description = "Sets a parameter, an initial value or a dimension. Repeatable.")
  private List<String> set = List.of();

  @Option(names = {"-m", "--method"}, paramLabel = "METHOD", description = "For example 'rk4(dt = 1e-3)' or 'tsit5(rtol = 1e-9)'.")
  private String method;

  CompileCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Optional<Diagnostic> wrong = wrong();
    if (wrong.isPresent()) return terminal.mistakes(List.of(wrong.get()));
    Outcome<SourceFile> source = Sources.read(file);
    if (source.value().isEmpty()) return terminal.mistakes(source.diagnostics());
    Overrides overrides = new Overrides(set, Optional.ofNullable(method), OptionalLong.empty(), OptionalLong.empty());
    Packager packager = Backends.find(target).flatMap(Backend::packager).orElseThrow();
    String kind = emit == null ? packager.kinds().getFirst() : emit;
    boolean jar = kind.equals(JAR);
    CompileOptions options = new CompileOptions(experiment, overrides, jar ? target : target + ":" + cpu)
        .withVectors(jar ? Vectors.OFF : Vectors.AUTO);
    Outcome<Compilation> compiled = new Compiler().compile(source.value().get(), options);
    terminal.diagnostics(compiled.diagnostics());
    if (compiled.value().isEmpty()) return Exit.MISTAKE;
    Path beside = Optional.ofNullable(Path.of(file).getParent()).orElse(Path.of(""));
    return jar ? jar(compiled.value().get(), beside) : library(compiled.value().get(), beside, kind);
  }

  private int jar(Compilation c, Path beside) {
    Outcome<ModelJar> jar = ModelJar.of(c, beside, javaPackage);
    terminal.diagnostics(jar.diagnostics());
    return jar.value().isEmpty() ? Exit.MISTAKE : write(jar.value().get()::write, JAR, false, jar.value().get().className() + " in ");
  }

  private int library(Compilation c, Path beside, String kind) {
    Outcome<ModelLibrary> made = ModelLibrary.of(c, beside, kind);
    terminal.diagnostics(made.diagnostics());
    if (made.value().isEmpty()) return Exit.MISTAKE;
    List<String> names = made.value().get().names();
    return write(made.value().get()::write, kind, names.size() > 1, names.size() == 1 ? "" : String.join(", ", names) + " in ");
  }

  private interface Writing {
    void to(Path path) throws IOException;
  }

  private int write(Writing files, String kind, boolean several, String what) {
    String model = Path.of(file).getFileName().toString().replaceFirst("\\.dyn$", "");
    String name = out != null ? out : kind.equals(EXE) ? model : several ? model + "-lib" : model + "." + kind;
    try {
      if (kind.equals(JAR) && Files.isDirectory(Path.of(name))) throw new IOException("it is a folder");
      files.to(Path.of(name));
    } catch (IOException e) {
      return terminal.mistakes(List.of(Typed.wrong(Code.E0714, "--out", name, "it cannot be written: " + e.getMessage())
          .help("choose another path: `--out model." + kind + "`")));
    }
    terminal.line(what + name);
    return Exit.OK;
  }

  private Optional<Diagnostic> wrong() {
    Optional<Backend> backend = Backends.find(target);
    if (backend.flatMap(Backend::packager).isEmpty()) {
      List<String> able = Backends.all().stream().filter(b -> b.packager().isPresent()).map(Backend::name).toList();
      String why = backend.isEmpty() ? "there is no target `" + target + "`" : "`" + target + "` runs inside of dyn only";
      return Optional.of(Typed.wrong(Code.E0713, "--target", target, why).help("something can be made for: " + String.join(", ", able)));
    }
    List<String> kinds = backend.flatMap(Backend::packager).get().kinds();
    if (emit != null && !kinds.contains(emit)) {
      return Optional.of(Typed.wrong(Code.E0713, "--emit", emit, "`" + target + "` does not make that")
          .help("it makes: " + String.join(", ", kinds)));
    }
    List<String> processors = backend.get().processors();
    if (!processors.isEmpty() && !processors.contains(cpu)) {
      return Optional.of(Typed.wrong(Code.E0713, "--cpu", cpu, "no code can be made for that processor")
          .help("there are " + String.join(", ", processors)));
    }
    if (SourceVersion.isName(javaPackage)) return Optional.empty();
    return Optional.of(Typed.wrong(Code.E0715, "--package", javaPackage, "this is not a name for a Java package")
        .help("names and dots, for example `--package org.example.models`"));
  }
}
