package dyn.backend.llvm;

import dyn.backend.Host;
import dyn.backend.Kernel;
import dyn.backend.Memory;
import dyn.ir.Signature;
import dyn.ir.Value;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;

/** Code in this process. Its operands lie outside of Java's heap while it runs. */
final class NativeKernel implements Kernel {
  private static final FunctionDescriptor TYPE = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
      ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
  private static final MethodHandle CALL = Linker.nativeLinker().downcallHandle(TYPE);

  /** Holds the code. */
  private final Jit jit;
  private final MemorySegment entry;
  private final long scratch;
  /** Of the stack, more than a thread has; else 0. */
  private final long frame;
  private final List<String> operands;
  private final Blocks blocks = new Blocks();
  private final Blocks scratches = new Blocks();

  NativeKernel(Jit jit, long entry, Map<String, String> manifest) {
    this.jit = jit;
    this.entry = MemorySegment.ofAddress(entry);
    scratch = Long.parseLong(manifest.get(LlvmBackend.SCRATCH));
    frame = Long.parseLong(manifest.getOrDefault(LlvmBackend.FRAME, "0"));
    operands = manifest.keySet().stream().filter(k -> k.startsWith(LlvmBackend.OPERAND)).map(k -> k.substring(LlvmBackend.OPERAND.length()))
        .toList();
  }

  @Override
  public void run(Memory memory, Host host) {
    try (NativeOperands staged = new NativeOperands(operands, memory, List.of(), blocks)) {
      run(staged, memory, host);
    }
  }

  @Override
  public Shared share(Memory memory, List<Value> buffers) {
    NativeOperands staged = new NativeOperands(operands, memory, buffers, blocks);
    return new Shared() {
      @Override
      public void run(long tile, Host host) {
        NativeKernel.this.run(staged, new Memory().put(Signature.TILE, tile), host);
      }

      @Override
      public void close() {
        staged.close();
      }
    };
  }

  /** @param own single numbers of this call alone */
  private void run(NativeOperands staged, Memory own, Host host) {
    if (frame == 0) call(staged, own, host);
    else new DeepThread(2 * frame, () -> call(staged, own, host)).runThrough();
  }

  private void call(NativeOperands staged, Memory own, Host host) {
    MemorySegment worker = scratches.take(scratch);
    try (Arena arena = Arena.ofConfined(); NativeHost asked = new NativeHost(host, arena)) {
      MemorySegment slots = staged.slots(arena, own);
      int code = (int) CALL.invokeExact(entry, slots.address(), staged.lengths().address(), worker.address(), asked.address());
      asked.check();
      if (code != 0) throw new IllegalStateException("the kernel ended with " + code);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    } finally {
      scratches.give(worker);
      java.lang.ref.Reference.reachabilityFence(jit);
    }
  }
}
