package dyn.cli;

import dyn.backend.Backend;
import dyn.compiler.Backends;
import dyn.compiler.Compilation;
import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.compiler.ModelJar;
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

@CommandLine.Command(name = "compile", description = "Makes a jar of an experiment, for Java programs that have no compiler.",
    sortOptions = false)
final class CompileCommand extends Command {
  @Parameters(index = "0", paramLabel = "FILE", description = "Model file.")
  private String file;

  @Parameters(index = "1", arity = "0..1", paramLabel = "EXPERIMENT", description = "Its experiment; the first if none is named.")
  private String experiment;

  @Option(names = "--target", paramLabel = "NAME", description = "For what; jvm if none is named.")
  private String target = CompileOptions.DEFAULT_BACKEND;

  @Option(names = {"-o", "--out"}, paramLabel = "JAR", description = "The file to write; <file>.jar if none is named.")
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
    CompileOptions options = new CompileOptions(experiment, overrides, target).withVectors(Vectors.OFF);
    Outcome<Compilation> compiled = new Compiler().compile(source.value().get(), options);
    terminal.diagnostics(compiled.diagnostics());
    if (compiled.value().isEmpty()) return Exit.MISTAKE;
    Path beside = Optional.ofNullable(Path.of(file).getParent()).orElse(Path.of(""));
    Outcome<ModelJar> jar = ModelJar.of(compiled.value().get(), beside, javaPackage);
    terminal.diagnostics(jar.diagnostics());
    return jar.value().isEmpty() ? Exit.MISTAKE : write(jar.value().get());
  }

  private int write(ModelJar jar) {
    String name = out != null ? out : Path.of(file).getFileName().toString().replaceFirst("\\.dyn$", "") + ".jar";
    try {
      if (Files.isDirectory(Path.of(name))) throw new IOException("it is a folder");
      jar.write(Path.of(name));
    } catch (IOException e) {
      return terminal.mistakes(List.of(Typed.wrong(Code.E0714, "--out", name, "the jar cannot be written: " + e.getMessage())
          .help("choose another file: `--out model.jar`")));
    }
    terminal.line(jar.className() + " in " + name);
    return Exit.OK;
  }

  private Optional<Diagnostic> wrong() {
    Optional<Backend> backend = Backends.find(target);
    if (backend.flatMap(Backend::packager).isEmpty()) {
      List<String> able = Backends.all().stream().filter(b -> b.packager().isPresent()).map(Backend::name).toList();
      String why = backend.isEmpty() ? "there is no target `" + target + "`" : "`" + target + "` runs inside of dyn only";
      return Optional.of(Typed.wrong(Code.E0713, "--target", target, why).help("something can be made for: " + String.join(", ", able)));
    }
    if (SourceVersion.isName(javaPackage)) return Optional.empty();
    return Optional.of(Typed.wrong(Code.E0715, "--package", javaPackage, "this is not a name for a Java package")
        .help("names and dots, for example `--package org.example.models`"));
  }
}
