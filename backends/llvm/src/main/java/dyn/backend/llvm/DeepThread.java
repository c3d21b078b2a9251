package dyn.backend.llvm;

/** Runs what needs a deep stack, while the caller waits. */
final class DeepThread {
  private final Thread thread;
  private volatile Throwable failure;

  DeepThread(long bytes, Runnable work) {
    thread = new Thread(null, work, Thread.currentThread().getName() + "-deep", (1 << 20) + bytes);
    thread.setUncaughtExceptionHandler((_, e) -> failure = e);
  }

  void runThrough() {
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
    if (failure instanceof RuntimeException e) throw e;
    if (failure instanceof Error e) throw e;
  }
}
