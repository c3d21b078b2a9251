package dyn.backend.llvm;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Memory of one kernel's calls, kept from one to the next: a page of new memory costs when it is first touched. Much of it comes in large
 * pages. It is given back when the kernel is forgotten.
 */
final class Blocks {
  private static final long KEPT = 1L << 30;
  private static final long LARGE = 1 << 22;
  private static final long LARGE_PAGE = 1 << 21;
  /** MADV_HUGEPAGE of Linux. */
  private static final int IN_LARGE_PAGES = 14;

  /** Of the C library. */
  private static final class C {
    static final MethodHandle ALLOCATE = function("aligned_alloc", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
        ValueLayout.JAVA_LONG));
    static final MethodHandle FREE = function("free", FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));
    static final MethodHandle ADVISE = function("madvise", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG,
        ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

    private static MethodHandle function(String name, FunctionDescriptor type) {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
  }

  private final List<MemorySegment> free = new ArrayList<>();
  private long kept;

  /** At least so many bytes from the start of a line of the cache on, with anything in them. */
  MemorySegment take(long bytes) {
    synchronized (free) {
      Optional<MemorySegment> fit = free.stream().filter(b -> b.byteSize() >= bytes).min(Comparator.comparingLong(MemorySegment::byteSize));
      if (fit.isPresent()) {
        free.remove(fit.get());
        kept -= fit.get().byteSize();
        return fit.get();
      }
    }
    return bytes < LARGE ? Arena.ofAuto().allocate(Math.max(1, bytes), NativeOperands.LINE) : large(bytes);
  }

  void give(MemorySegment block) {
    synchronized (free) {
      if (kept + block.byteSize() > KEPT) return;
      free.add(block);
      kept += block.byteSize();
    }
  }

  private static MemorySegment large(long bytes) {
    long whole = (bytes + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    try {
      long address = (long) C.ALLOCATE.invokeExact(LARGE_PAGE, whole);
      if (address == 0) throw new OutOfMemoryError("no memory for " + whole + " bytes of native code");
      int refused = (int) C.ADVISE.invokeExact(address, whole, IN_LARGE_PAGES); // then they are small ones
      return MemorySegment.ofAddress(address).reinterpret(whole, Arena.ofAuto(), Blocks::free);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void free(MemorySegment block) {
    try {
      C.FREE.invokeExact(block.address());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
