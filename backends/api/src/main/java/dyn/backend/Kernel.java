package dyn.backend;

import dyn.ir.Signature;

/** A loaded program. Several workers may run it at once, each with a memory of its own. */
public interface Kernel {
  /** Reads its inputs from {@code memory} and fills the outputs there; see {@link dyn.ir.Signature}. */
  void run(Memory memory, Host host);

  /** For workers that share the cells of a member, and so the memory. */
  default Shared share(Memory memory) {
    return (tile, host) -> {
      Memory own = new Memory();
      memory.copyInto(own);
      run(own.put(Signature.TILE, tile), host);
    };
  }

  /** A kernel and the memory that several workers have in common; when it is closed, the outputs are there. */
  @FunctionalInterface
  interface Shared extends AutoCloseable {
    void run(long tile, Host host);

    @Override
    default void close() {}
  }
}
