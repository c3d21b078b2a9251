package dyn.backend.llvm;

import static org.bytedeco.llvm.global.LLVM.LLVMGetDefaultTargetTriple;
import static org.bytedeco.llvm.global.LLVM.LLVMGetHostCPUFeatures;
import static org.bytedeco.llvm.global.LLVM.LLVMGetHostCPUName;

import dyn.llvmir.Machine;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.BytePointer;

/** The processor that this process runs on. */
final class HostMachine {
  private static Machine known;

  private HostMachine() {}

  static synchronized Machine get() {
    if (known == null) known = ask();
    return known;
  }

  private static Machine ask() {
    Library.load();
    String features = Library.text(LLVMGetHostCPUFeatures());
    Set<String> has = Arrays.stream(features.split(",")).collect(Collectors.toSet());
    int bits = has.containsAll(Set.of("+avx512f", "+avx512dq", "+avx512vl")) ? 512 : has.contains("+avx2") ? 256 : 128;
    BytePointer triple = LLVMGetDefaultTargetTriple();
    return new Machine(Library.text(triple), Library.text(LLVMGetHostCPUName()), features, bits);
  }
}
