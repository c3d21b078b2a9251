package dyn.backend.llvm;

import static org.bytedeco.llvm.global.LLVM.LLVMContextSetDiagnosticHandler;
import static org.bytedeco.llvm.global.LLVM.LLVMDSError;
import static org.bytedeco.llvm.global.LLVM.LLVMGetDiagInfoDescription;
import static org.bytedeco.llvm.global.LLVM.LLVMGetDiagInfoSeverity;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.llvm.LLVM.LLVMContextRef;
import org.bytedeco.llvm.LLVM.LLVMDiagnosticHandler;
import org.bytedeco.llvm.LLVM.LLVMDiagnosticInfoRef;

/** What LLVM says while it compiles. By itself it would print an error and end the process. */
final class Messages extends LLVMDiagnosticHandler {
  private static final Pattern DEEP = Pattern.compile("stack frame size \\((\\d+)\\)");

  private final List<String> errors = new ArrayList<>();
  private long frame;

  void listen(LLVMContextRef context) {
    LLVMContextSetDiagnosticHandler(context, this, null);
  }

  @Override
  public void call(LLVMDiagnosticInfoRef info, Pointer context) {
    String text = Library.text(LLVMGetDiagInfoDescription(info));
    if (LLVMGetDiagInfoSeverity(info) == LLVMDSError) errors.add(text);
    Matcher deep = DEEP.matcher(text);
    if (deep.find()) frame = Math.max(frame, Long.parseLong(deep.group(1)));
  }

  long frame() {
    return frame;
  }

  void check() {
    if (!errors.isEmpty()) throw new IllegalStateException("LLVM makes no code: " + String.join("; ", errors));
  }
}
