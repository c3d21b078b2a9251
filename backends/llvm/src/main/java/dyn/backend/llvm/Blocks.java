package dyn.backend.llvm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Memory of one kernel's calls, kept from one to the next: new memory is zeroed, and each of its pages costs when it is first touched. */
final class Blocks {
  private static final long KEPT = 1 << 24;

  private final ConcurrentLinkedDeque<MemorySegment> free = new ConcurrentLinkedDeque<>();

  /** At least so many bytes from the start of a line of the cache on, with anything in them. */
  MemorySegment take(long bytes) {
    MemorySegment kept = free.pollFirst();
    return kept != null && kept.byteSize() >= bytes ? kept : Arena.ofAuto().allocate(Math.max(1, bytes), NativeOperands.LINE);
  }

  void give(MemorySegment block) {
    if (block.byteSize() <= KEPT) free.addFirst(block);
  }
}
