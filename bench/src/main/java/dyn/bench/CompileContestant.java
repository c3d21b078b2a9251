package dyn.bench;

import dyn.compiler.CompileOptions;
import dyn.compiler.Compiler;
import dyn.frontend.Overrides;
import dyn.ir.diagnostics.DiagnosticRenderer;
import dyn.ir.diagnostics.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * From text to a loaded kernel, warm. Arguments: {@code file} or {@code cascade} (so many scalar equations), {@code set}, {@code backend}.
 */
final class CompileContestant {
  private CompileContestant() {}

  public static void main(String[] args) throws IOException {
    Arguments a = Arguments.of(args);
    SourceFile source = a.find("file").isPresent() ? new SourceFile(a.text("file"), Files.readString(Path.of(a.text("file"))))
        : new SourceFile("cascade.dyn", cascade(a.number("cascade", 1)));
    Overrides overrides = new Overrides(a.every("set"), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
    CompileOptions options = new CompileOptions(null, overrides, a.text("backend"));
    Protocol.answer("", () -> {
      long begin = System.nanoTime();
      var outcome = new Compiler().compile(source, options);
      outcome.value().orElseThrow(() -> new IllegalStateException(new DiagnosticRenderer(false).render(outcome.diagnostics()))).load();
      return new Protocol.Timed((System.nanoTime() - begin) * 1e-9, Protocol.output("status", 0, 0));
    });
  }

  /** Each equation is another than all others. */
  private static String cascade(int equations) {
    StringBuilder text = new StringBuilder("model Cascade {\n  param a = 1\n");
    for (int i = 0; i < equations; i++) text.append("  state x").append(i).append(" = ").append(i == 0 ? 1 : 0).append('\n');
    text.append("  x0' = -a * x0\n");
    for (int i = 1; i < equations; i++)
      text.append("  x").append(i).append("' = a * x").append(i - 1).append(" - ").append(1 + i % 7).append(" * x").append(i).append('\n');
    return text + "}\nexperiment e of Cascade { time 0 .. 0.05; record x0 at end }\n";
  }
}
