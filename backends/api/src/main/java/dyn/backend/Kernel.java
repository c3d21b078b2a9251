package dyn.backend;

import dyn.ir.Signature;
import dyn.ir.Value;
import java.util.List;

/** A loaded program. Several workers may run it at once, each with a memory of its own. */
public interface Kernel {
  /** Reads its inputs from {@code memory} and fills the outputs there; see {@link dyn.ir.Signature}. */
  void run(Memory memory, Host host);

  /**
   * For workers that share the cells of a member, and so the memory.
   *
   * @param buffers what they tell each other, and nobody else: arrays with anything in them at the start
   */
  default Shared share(Memory memory, List<Value> buffers) {
    for (Value v : buffers) memory.put(v.name(), Memory.array(v.type().scalar(), Math.toIntExact(v.type().cells())));
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
