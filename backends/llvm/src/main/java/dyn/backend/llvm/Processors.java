package dyn.backend.llvm;

import dyn.llvmir.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Processors that code can be made for, by the names that users and LLVM give them. All have fused multiplication and addition. */
final class Processors {
  static final String NATIVE = "native";
  private static final String X86 = "x86_64-unknown-linux-gnu";
  private static final String ARM = "aarch64-unknown-linux-gnu";
  private static final Map<String, Machine> KNOWN = new LinkedHashMap<>();

  static {
    for (String cpu : List.of("x86-64-v3", "haswell", "skylake", "alderlake", "znver1", "znver2", "znver3")) add(X86, cpu, cpu, 256);
    for (String cpu : List.of("x86-64-v4", "skylake-avx512", "cascadelake", "icelake-server", "sapphirerapids", "znver4", "znver5")) {
      add(X86, cpu, cpu, 512);
    }
    add(ARM, "aarch64", "generic", 128);
    for (String cpu : List.of("cortex-a72", "cortex-a76", "neoverse-n1", "neoverse-n2", "neoverse-v1", "apple-m1")) add(ARM, cpu, cpu, 128);
  }

  private Processors() {}

  private static void add(String triple, String name, String cpu, int bits) {
    KNOWN.put(name, new Machine(triple, cpu, "", bits));
  }

  static Optional<Machine> find(String name) {
    return name.equals(NATIVE) ? Optional.of(HostMachine.get()) : Optional.ofNullable(KNOWN.get(name));
  }

  /**
   * Whether this machine surely runs code for {@code m}: of a level that it has. What a processor has beside its level is not compared;
   * code for one that this is not could end the process.
   */
  static boolean runs(Machine m) {
    Machine here = HostMachine.get();
    return m.triple().equals(here.triple()) && m.cpu().startsWith("x86-64-v") && m.vectorBits() <= here.vectorBits();
  }

  static List<String> names() {
    List<String> names = new java.util.ArrayList<>(List.of(NATIVE));
    names.addAll(KNOWN.keySet());
    return names;
  }
}
