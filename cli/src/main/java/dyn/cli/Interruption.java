package dyn.cli;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** Ctrl-C asks the run to end with what it has, and the process waits until that is written. */
final class Interruption implements AutoCloseable {
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "interrupt");
  private final BooleanSupplier asked;
  private volatile boolean requested;

  private Interruption(BooleanSupplier asked) {
    this.asked = asked;
  }

  static Interruption install() {
    Interruption i = new Interruption(() -> false);
    Runtime.getRuntime().addShutdownHook(i.hook);
    return i;
  }

  /** Not bound to the process: only {@link #request} interrupts. */
  static Interruption none() {
    return when(() -> false);
  }

  /** As {@link #none}, and asked each time that the run looks whether to go on. */
  static Interruption when(BooleanSupplier asked) {
    return new Interruption(asked);
  }

  void request() {
    requested = true;
  }

  boolean requested() {
    return requested || asked.getAsBoolean();
  }

  private void stopAndWait() {
    requested = true;
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is written: a process that was interrupted may end now. */
  @Override
  public void close() {
    finished.countDown();
    if (requested) return;
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // interrupted just now, with nothing left to save
    }
  }
}
