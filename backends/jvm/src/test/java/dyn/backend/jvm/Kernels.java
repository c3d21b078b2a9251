package dyn.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.ir.Program;
import dyn.ir.Text;
import dyn.ir.Value;
import dyn.ir.Verifier;

/** Programs as text, printed and loaded. */
final class Kernels {
  private static final Split.Limits TINY = new Split.Limits(50, 100);

  private Kernels() {}

  static Kernel load(String text) {
    return load(Text.parse(text));
  }

  /** A kernel that also runs cut into the smallest methods, with a memory of its own, and compares every array. */
  static Kernel load(Program p) {
    Kernel whole = load(p, Split.Limits.HOTSPOT);
    Kernel cut = load(p, TINY);
    return (memory, host) -> {
      Memory other = copy(p, memory);
      whole.run(memory, host);
      cut.run(other, host);
      for (Value v : p.main().params()) {
        if (memory.get(v.name()) instanceof double[] d) assertArrayEquals(d, other.reals(v.name()), v + " of the cut program");
        if (memory.get(v.name()) instanceof long[] l) assertArrayEquals(l, other.integers(v.name()), v + " of the cut program");
      }
    };
  }

  private static Memory copy(Program p, Memory memory) {
    Memory other = new Memory();
    for (Value v : p.main().params()) {
      other.put(v.name(), switch (memory.get(v.name())) {
        case double[] d -> d.clone();
        case long[] l -> l.clone();
        case Object number -> number;
      });
    }
    if (memory.has(dyn.ir.Signature.LANES)) other.put(dyn.ir.Signature.LANES, memory.get(dyn.ir.Signature.LANES));
    return other;
  }

  private static Kernel load(Program p, Split.Limits limits) {
    Verifier.check(p).ifPresent(f -> {
      throw new AssertionError(f.text());
    });
    return new JvmLoader().load(new ProgramPrinter(p, limits, 4).print());
  }
}
