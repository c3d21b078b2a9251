package dyn.backend.llvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.backend.Artifact;
import dyn.backend.Kernel;
import dyn.backend.Memory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What LLVM does not like is an exception with its words, and what needs much of the stack gets it. */
class ObjectCompilerTest {
  private static final String FUNCTION = """
      define i32 @dyn_kernel(ptr %operands, ptr %lengths, ptr %scratch, ptr %host) #0 {
        BODY
      }
      attributes #0 = { "warn-stack-size"="131072" }
      """;

  private static byte[] text(String body) {
    return FUNCTION.replace("BODY", body).getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectCompiler compiler(String processor) {
    return new ObjectCompiler(Processors.find(processor).orElseThrow());
  }

  private static String message(String body) {
    return assertThrows(IllegalStateException.class, () -> compiler(Processors.NATIVE).object(text(body))).getMessage();
  }

  @Test
  void whatIsWrongIsSaid() {
    assertTrue(message("ret i32 %nothing").contains("undefined value '%nothing'"));
    assertTrue(message("%x = add i32 1, 2.0 ret i32 %x").contains("does not parse"));
  }

  @Test
  void codeIsMadeForEveryProcessor() {
    for (String name : Processors.names()) {
      assertTrue(compiler(name).object(text("ret i32 0")).length > 0, name);
      assertTrue(new String(compiler(name).assembly(text("ret i32 0")), StandardCharsets.UTF_8).contains("dyn_kernel"), name);
    }
  }

  /** Three times the stack of a thread. */
  @Test
  void aDeepFrameIsRunOnADeepStack() {
    byte[] module = text("""
        %at = alloca [3000000 x i8]
        %last = getelementptr i8, ptr %at, i64 0
        store volatile i8 1, ptr %last
        %first = getelementptr i8, ptr %at, i64 2999999
        store volatile i8 1, ptr %first
        ret i32 0
        """);
    ObjectCompiler compiler = compiler(Processors.NATIVE);
    compiler.object(module);
    assertTrue(compiler.frame() > 2_900_000, () -> "a frame of " + compiler.frame());
    Kernel kernel = new LlvmBackend().loader().orElseThrow()
        .load(new Artifact("llvm", "deep", Map.of(LlvmBackend.MODULE, module), Map.of(LlvmBackend.SCRATCH, "0")));
    kernel.run(new Memory(), (_, _) -> false);
  }

  @Test
  void aShallowFrameIsNot() {
    ObjectCompiler compiler = compiler(Processors.NATIVE);
    compiler.object(text("ret i32 0"));
    assertEquals(0, compiler.frame());
  }

  @Test
  void thereAreProcessorsOfTwoKinds() {
    assertTrue(Processors.names().containsAll(List.of("native", "x86-64-v3", "x86-64-v4", "aarch64")));
    assertTrue(Processors.find("pentium").isEmpty());
  }
}
