package dyn.backend.llvm;

import static org.bytedeco.llvm.global.LLVM.LLVMAssemblyFile;
import static org.bytedeco.llvm.global.LLVM.LLVMCodeGenLevelAggressive;
import static org.bytedeco.llvm.global.LLVM.LLVMCodeModelDefault;
import static org.bytedeco.llvm.global.LLVM.LLVMContextCreate;
import static org.bytedeco.llvm.global.LLVM.LLVMContextDispose;
import static org.bytedeco.llvm.global.LLVM.LLVMCreateMemoryBufferWithMemoryRangeCopy;
import static org.bytedeco.llvm.global.LLVM.LLVMCreatePassBuilderOptions;
import static org.bytedeco.llvm.global.LLVM.LLVMCreateTargetDataLayout;
import static org.bytedeco.llvm.global.LLVM.LLVMCreateTargetMachine;
import static org.bytedeco.llvm.global.LLVM.LLVMDisposeMemoryBuffer;
import static org.bytedeco.llvm.global.LLVM.LLVMDisposeModule;
import static org.bytedeco.llvm.global.LLVM.LLVMDisposePassBuilderOptions;
import static org.bytedeco.llvm.global.LLVM.LLVMDisposeTargetData;
import static org.bytedeco.llvm.global.LLVM.LLVMDisposeTargetMachine;
import static org.bytedeco.llvm.global.LLVM.LLVMGetBufferSize;
import static org.bytedeco.llvm.global.LLVM.LLVMGetBufferStart;
import static org.bytedeco.llvm.global.LLVM.LLVMGetTargetFromTriple;
import static org.bytedeco.llvm.global.LLVM.LLVMGetVersion;
import static org.bytedeco.llvm.global.LLVM.LLVMObjectFile;
import static org.bytedeco.llvm.global.LLVM.LLVMParseIRInContext;
import static org.bytedeco.llvm.global.LLVM.LLVMRelocPIC;
import static org.bytedeco.llvm.global.LLVM.LLVMReturnStatusAction;
import static org.bytedeco.llvm.global.LLVM.LLVMRunPasses;
import static org.bytedeco.llvm.global.LLVM.LLVMSetModuleDataLayout;
import static org.bytedeco.llvm.global.LLVM.LLVMTargetMachineEmitToMemoryBuffer;
import static org.bytedeco.llvm.global.LLVM.LLVMVerifyModule;

import dyn.llvmir.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.llvm.LLVM.LLVMContextRef;
import org.bytedeco.llvm.LLVM.LLVMMemoryBufferRef;
import org.bytedeco.llvm.LLVM.LLVMModuleRef;
import org.bytedeco.llvm.LLVM.LLVMPassBuilderOptionsRef;
import org.bytedeco.llvm.LLVM.LLVMTargetDataRef;
import org.bytedeco.llvm.LLVM.LLVMTargetMachineRef;
import org.bytedeco.llvm.LLVM.LLVMTargetRef;

/** Text of LLVM IR to machine code. What LLVM finds wrong is an exception with its words: the text is ours. */
final class ObjectCompiler {
  /**
   * Few, since the program has been simplified, is in vectors, and has been freed of what does not change in a loop already: LLVM's own
   * list (O3) gives code as fast, in up to nine times the time. None allows another rounding. To be told to verify a fixpoint, and not
   * to reach it, would end the process.
   */
  private static final String PASSES =
      "inline,function(loop-mssa(loop-rotate,licm),early-cse<memssa>,instcombine<no-verify-fixpoint>,simplifycfg)";

  private final Machine machine;
  private final Messages messages = new Messages();

  ObjectCompiler(Machine machine) {
    this.machine = machine;
  }

  /** An object file. */
  byte[] object(byte[] text) {
    return emit(text, LLVMObjectFile);
  }

  /** The same as assembly, for people to read. */
  byte[] assembly(byte[] text) {
    return emit(text, LLVMAssemblyFile);
  }

  /** All that an object depends on, beside the text. The code of this class is part of it: that names the passes and sets the options. */
  String fingerprint() {
    int[] major = {0};
    int[] minor = {0};
    int[] patch = {0};
    LLVMGetVersion(major, minor, patch);
    String llvm = "LLVM " + major[0] + "." + minor[0] + "." + patch[0];
    return String.join("\n", machine.triple(), machine.cpu(), machine.features(), llvm, code());
  }

  private static String code() {
    try (InputStream code = ObjectCompiler.class.getResourceAsStream("ObjectCompiler.class")) {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(code.readAllBytes()));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Bytes of the deepest frame of what was compiled last, where that is deep; else 0. */
  long frame() {
    return messages.frame();
  }

  private byte[] emit(byte[] text, int kind) {
    Library.load();
    LLVMContextRef context = LLVMContextCreate();
    messages.listen(context);
    LLVMTargetMachineRef target = target();
    LLVMModuleRef module = null;
    try {
      module = parse(context, text);
      LLVMTargetDataRef layout = LLVMCreateTargetDataLayout(target);
      LLVMSetModuleDataLayout(module, layout);
      LLVMDisposeTargetData(layout);
      optimize(module, target);
      byte[] made = code(module, target, kind);
      messages.check();
      return made;
    } finally {
      if (module != null) LLVMDisposeModule(module);
      LLVMDisposeTargetMachine(target);
      LLVMContextDispose(context);
    }
  }

  private LLVMTargetMachineRef target() {
    LLVMTargetRef target = new LLVMTargetRef();
    BytePointer message = new BytePointer();
    if (LLVMGetTargetFromTriple(new BytePointer(machine.triple()), target, message) != 0) {
      throw new IllegalStateException("no code for " + machine.triple() + ": " + Library.text(message));
    }
    return LLVMCreateTargetMachine(target, machine.triple(), machine.cpu(), machine.features(), LLVMCodeGenLevelAggressive, LLVMRelocPIC,
        LLVMCodeModelDefault);
  }

  private static LLVMModuleRef parse(LLVMContextRef context, byte[] text) {
    BytePointer chars = new BytePointer(text);
    LLVMMemoryBufferRef buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(chars, text.length, new BytePointer(LlvmBackend.MODULE));
    chars.deallocate();
    LLVMModuleRef module = new LLVMModuleRef();
    BytePointer message = new BytePointer();
    if (LLVMParseIRInContext(context, buffer, module, message) != 0) throw wrong("does not parse", message);
    if (LLVMVerifyModule(module, LLVMReturnStatusAction, message) != 0) throw wrong("is not valid", message);
    return module;
  }

  private static IllegalStateException wrong(String how, BytePointer message) {
    return new IllegalStateException("the module " + how + ": " + Library.text(message));
  }

  private static void optimize(LLVMModuleRef module, LLVMTargetMachineRef target) {
    LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
    Library.check("LLVM's passes", LLVMRunPasses(module, PASSES, target, options));
    LLVMDisposePassBuilderOptions(options);
  }

  private static byte[] code(LLVMModuleRef module, LLVMTargetMachineRef target, int kind) {
    BytePointer message = new BytePointer();
    LLVMMemoryBufferRef made = new LLVMMemoryBufferRef();
    if (LLVMTargetMachineEmitToMemoryBuffer(target, module, kind, message, made) != 0) {
      throw new IllegalStateException("LLVM makes no code: " + Library.text(message));
    }
    byte[] bytes = new byte[Math.toIntExact(LLVMGetBufferSize(made))];
    LLVMGetBufferStart(made).get(bytes);
    LLVMDisposeMemoryBuffer(made);
    return bytes;
  }
}
