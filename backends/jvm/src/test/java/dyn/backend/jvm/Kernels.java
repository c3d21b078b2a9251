package dyn.backend.jvm;

import dyn.backend.Kernel;
import dyn.ir.Program;
import dyn.ir.Text;
import dyn.ir.Verifier;

/** Programs as text, printed and loaded. */
final class Kernels {
  private Kernels() {}

  static Kernel load(String text) {
    return load(Text.parse(text));
  }

  static Kernel load(Program p) {
    Verifier.check(p).ifPresent(f -> {
      throw new AssertionError(f.text());
    });
    JvmBackend backend = new JvmBackend();
    return backend.loader().orElseThrow().load(backend.emit(p));
  }
}
