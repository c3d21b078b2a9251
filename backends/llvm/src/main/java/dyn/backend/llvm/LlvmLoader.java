package dyn.backend.llvm;

import dyn.backend.Artifact;
import dyn.backend.Kernel;
import dyn.backend.Loader;
import dyn.llvmir.Machine;
import dyn.llvmir.ModulePrinter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Compiles a module and links it into this process. */
final class LlvmLoader implements Loader {
  private final Machine machine;

  LlvmLoader(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Kernel load(Artifact artifact) {
    Artifact prepared = prepare(artifact);
    Jit jit = new Jit(prepared.files().get(LlvmBackend.OBJECT));
    return new NativeKernel(jit, jit.lookup(ModulePrinter.ENTRY), prepared.manifest());
  }

  @Override
  public Artifact prepare(Artifact artifact) {
    if (artifact.files().containsKey(LlvmBackend.OBJECT)) return artifact;
    byte[] module = artifact.files().get(LlvmBackend.MODULE);
    if (module == null) throw new IllegalArgumentException("artifact " + artifact.name() + " has no " + LlvmBackend.MODULE);
    ObjectCompiler compiler = new ObjectCompiler(machine);
    byte[] object = compiler.object(module);
    Map<String, String> manifest = new LinkedHashMap<>(artifact.manifest());
    manifest.put(LlvmBackend.FRAME, Long.toString(compiler.frame()));
    return new Artifact(artifact.backend(), artifact.name(), Map.of(LlvmBackend.OBJECT, object), manifest);
  }

  @Override
  public String fingerprint() {
    return new ObjectCompiler(machine).fingerprint();
  }
}
