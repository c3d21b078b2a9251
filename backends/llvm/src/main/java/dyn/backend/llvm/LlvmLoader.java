package dyn.backend.llvm;

import dyn.backend.Artifact;
import dyn.backend.Kernel;
import dyn.backend.Loader;
import dyn.llvmir.Machine;
import dyn.llvmir.ModulePrinter;

/** Compiles a module and links it into this process. */
final class LlvmLoader implements Loader {
  private final Machine machine;

  LlvmLoader(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Kernel load(Artifact artifact) {
    byte[] module = artifact.files().get(LlvmBackend.MODULE);
    if (module == null) throw new IllegalArgumentException("artifact " + artifact.name() + " has no " + LlvmBackend.MODULE);
    Jit jit = new Jit(new ObjectCompiler(machine).object(module));
    return new NativeKernel(jit, jit.lookup(ModulePrinter.ENTRY), artifact.manifest());
  }
}
