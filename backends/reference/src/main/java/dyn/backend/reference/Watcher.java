package dyn.backend.reference;

import dyn.ir.Placed;
import dyn.ir.Pure;
import dyn.ir.Value;

/** Sees what an interpreted program does, statement by statement. */
interface Watcher {
  Watcher NONE = new Watcher() {};

  default void apply(Pure.Apply a) {}

  default void call() {}

  default void returned() {}

  /** @return whether a matching {@link #left} is due */
  default boolean entered(Placed.For f) {
    return false;
  }

  default void left() {}

  default void placed(Placed p) {}

  /** @param cells those of the buffer, by which it is known */
  default void loaded(Value buffer, long[] cells, int at) {}

  default void stored(Value buffer, long[] cells, int at) {}
}
