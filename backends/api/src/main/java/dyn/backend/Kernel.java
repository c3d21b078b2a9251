package dyn.backend;

/** A loaded program. Several workers may run it at once, each with a memory of its own. */
public interface Kernel {
  /** Reads its inputs from {@code memory} and fills the outputs there; see {@link dyn.ir.Signature}. */
  void run(Memory memory, Host host);
}
