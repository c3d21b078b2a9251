package dyn.backend;

/** Whoever runs a kernel, as seen from inside it. */
@FunctionalInterface
public interface Host {
  /** Hears how far one member has come; true asks the kernel to end with what it has. Any thread. */
  boolean poll(long step, double time);
}
