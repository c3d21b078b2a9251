package dyn.backend;

/** Whoever runs a kernel, as seen from inside it. */
@FunctionalInterface
public interface Host {
  /** Hears how far one member has come; true asks the kernel to end with what it has. Any thread. */
  boolean poll(long step, double time);

  /** How many polls this host can do without from here on: asking costs native code more than looking whether it is to ask. */
  default long skips() {
    return 0;
  }

  /**
   * A tile has come to a wait; comes back when those it waits for have come to theirs.
   *
   * @param all every tile, or those beside it
   */
  default void await(boolean all) {}

  /**
   * As {@link #await(boolean)}, for the tiles that edges join to this one.
   *
   * @param graphs names of the sets of edges, with commas between
   */
  default void awaitAlong(String graphs) {}

  /** The numbers of the tiles that {@link #awaitAlong} waits for. */
  default int[] along(String graphs) {
    return new int[0];
  }
}
