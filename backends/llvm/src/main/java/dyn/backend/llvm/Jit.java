package dyn.backend.llvm;

import static org.bytedeco.llvm.global.LLVM.LLVMCreateMemoryBufferWithMemoryRangeCopy;
import static org.bytedeco.llvm.global.LLVM.LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess;
import static org.bytedeco.llvm.global.LLVM.LLVMOrcCreateLLJIT;
import static org.bytedeco.llvm.global.LLVM.LLVMOrcDisposeLLJIT;
import static org.bytedeco.llvm.global.LLVM.LLVMOrcJITDylibAddGenerator;
import static org.bytedeco.llvm.global.LLVM.LLVMOrcLLJITAddObjectFile;
import static org.bytedeco.llvm.global.LLVM.LLVMOrcLLJITGetGlobalPrefix;
import static org.bytedeco.llvm.global.LLVM.LLVMOrcLLJITGetMainJITDylib;
import static org.bytedeco.llvm.global.LLVM.LLVMOrcLLJITLookup;

import java.lang.ref.Cleaner;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.llvm.LLVM.LLVMMemoryBufferRef;
import org.bytedeco.llvm.LLVM.LLVMOrcDefinitionGeneratorRef;
import org.bytedeco.llvm.LLVM.LLVMOrcJITDylibRef;
import org.bytedeco.llvm.LLVM.LLVMOrcLLJITRef;
import org.bytedeco.llvm.LLVM.LLVMOrcLLJITBuilderRef;
import org.bytedeco.llvm.LLVM.LLVMOrcSymbolPredicate;

/** An object file, linked into this process until nobody holds it any more. */
final class Jit {
  private static final Cleaner CLEANER = Cleaner.create();

  private final LLVMOrcLLJITRef jit = new LLVMOrcLLJITRef();

  Jit(byte[] object) {
    Library.load();
    Library.check("no linker for this process", LLVMOrcCreateLLJIT(jit, (LLVMOrcLLJITBuilderRef) null));
    LLVMOrcLLJITRef own = jit;
    CLEANER.register(this, () -> LLVMOrcDisposeLLJIT(own));
    LLVMOrcJITDylibRef code = LLVMOrcLLJITGetMainJITDylib(jit);
    // Filling and copying memory are functions of the process's C library.
    LLVMOrcDefinitionGeneratorRef process = new LLVMOrcDefinitionGeneratorRef();
    Library.check("the process has no symbols", LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess(process,
        LLVMOrcLLJITGetGlobalPrefix(jit), (LLVMOrcSymbolPredicate) null, null));
    LLVMOrcJITDylibAddGenerator(code, process);
    BytePointer bytes = new BytePointer(object);
    LLVMMemoryBufferRef buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(bytes, object.length, new BytePointer("kernel.o"));
    bytes.deallocate();
    Library.check("the object cannot be linked", LLVMOrcLLJITAddObjectFile(jit, code, buffer));
  }

  /** The address of a function. */
  long lookup(String symbol) {
    long[] address = new long[1];
    Library.check("no function " + symbol, LLVMOrcLLJITLookup(jit, address, symbol));
    return address[0];
  }
}
