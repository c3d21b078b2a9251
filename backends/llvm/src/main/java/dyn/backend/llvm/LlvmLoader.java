package dyn.backend.llvm;

import dyn.backend.Artifact;
import dyn.backend.Kernel;
import dyn.backend.Loader;
import dyn.llvmir.Machine;
import dyn.llvmir.ModulePrinter;
import java.util.Map;

/** Compiles a module and links it into this process. */
final class LlvmLoader implements Loader {
  private final Machine machine;

  LlvmLoader(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Kernel load(Artifact artifact) {
    Jit jit = new Jit(prepare(artifact).files().get(LlvmBackend.OBJECT));
    return new NativeKernel(jit, jit.lookup(ModulePrinter.ENTRY), artifact.manifest());
  }

  @Override
  public Artifact prepare(Artifact artifact) {
    if (artifact.files().containsKey(LlvmBackend.OBJECT)) return artifact;
    byte[] module = artifact.files().get(LlvmBackend.MODULE);
    if (module == null) throw new IllegalArgumentException("artifact " + artifact.name() + " has no " + LlvmBackend.MODULE);
    byte[] object = new ObjectCompiler(machine).object(module);
    return new Artifact(artifact.backend(), artifact.name(), Map.of(LlvmBackend.OBJECT, object), artifact.manifest());
  }

  @Override
  public String fingerprint() {
    return new ObjectCompiler(machine).fingerprint();
  }
}
