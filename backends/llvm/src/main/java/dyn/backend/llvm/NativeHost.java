package dyn.backend.llvm;

import dyn.backend.Host;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A {@link Host} as native code calls it. Nothing may be thrown through native code: what is, ends the kernel and is thrown again when it
 * has come back.
 */
final class NativeHost implements AutoCloseable {
  private static final Map<Long, NativeHost> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT = new AtomicLong(1);
  private static final int TEXT = 1 << 20;
  private static final int SKIPS = 4;
  private static final int WORDS = 5;

  /** Stubs are made once and find their host by its number. */
  private static final class Stubs {
    static final long POLL = stub("poll", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
        ValueLayout.JAVA_DOUBLE));
    static final long AWAIT = stub("await", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    static final long ALONG = stub("along", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));

    private static long stub(String name, FunctionDescriptor type) {
      MethodType method = type.toMethodType();
      try {
        MethodHandle handle = MethodHandles.lookup().findStatic(NativeHost.class, name, method);
        return Linker.nativeLinker().upcallStub(handle, type, Arena.global()).address();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final long number = NEXT.getAndIncrement();
  private final Host host;
  private final MemorySegment record;
  private volatile Throwable failure;

  NativeHost(Host host, Arena arena) {
    this.host = host;
    record = arena.allocate(WORDS * Long.BYTES, Long.BYTES);
    OPEN.put(number, this);
    record.setAtIndex(ValueLayout.JAVA_LONG, 0, number);
    record.setAtIndex(ValueLayout.JAVA_LONG, 1, Stubs.POLL);
    record.setAtIndex(ValueLayout.JAVA_LONG, 2, Stubs.AWAIT);
    record.setAtIndex(ValueLayout.JAVA_LONG, 3, Stubs.ALONG);
    record.setAtIndex(ValueLayout.JAVA_LONG, SKIPS, host.skips());
  }

  /** Of the record of a context, three functions, and how many polls are not made. */
  long address() {
    return record.address();
  }

  private interface Question {
    boolean ask(NativeHost host);
  }

  private static int ask(long number, Question question) {
    NativeHost to = OPEN.get(number);
    if (to.failure != null) return 1;
    try {
      return question.ask(to) ? 1 : 0;
    } catch (Throwable e) {
      to.failure = e;
      return 1;
    }
  }

  private static int poll(long number, long step, double time) {
    return ask(number, n -> {
      boolean stop = n.host.poll(step, time);
      n.record.setAtIndex(ValueLayout.JAVA_LONG, SKIPS, n.host.skips());
      return stop;
    });
  }

  private static int await(long number, int all) {
    return ask(number, n -> {
      n.host.await(all != 0);
      return false;
    });
  }

  private static int along(long number, long graphs) {
    return ask(number, n -> {
      n.host.awaitAlong(MemorySegment.ofAddress(graphs).reinterpret(TEXT).getString(0));
      return false;
    });
  }

  /** Throws what was thrown while native code ran. */
  void check() {
    if (failure instanceof RuntimeException e) throw e;
    if (failure instanceof Error e) throw e;
    if (failure != null) throw new IllegalStateException(failure);
  }

  @Override
  public void close() {
    OPEN.remove(number);
  }
}
