package dyn.runtime.data;

import java.io.IOException;

/** What a target may come to: columns whose times increase, or a fault with a help. Anything else is thrown, and found. */
final class Outcomes {
  interface Read {
    DataResult get() throws IOException, DataFault;
  }

  private Outcomes() {}

  static void check(Read read) throws IOException {
    try {
      check(read.get());
    } catch (DataFault e) {
      check(e.fault());
    }
  }

  private static void check(DataResult result) {
    switch (result) {
      case DataResult.Fault f -> require(f.code() != null && !f.message().isBlank() && !f.help().isBlank(), f.toString());
      case DataResult.Data d -> {
        require(d.times().length == d.values().length && d.times().length > 0, "lengths");
        for (int i = 1; i < d.times().length; i++) require(d.times()[i] > d.times()[i - 1], "times");
      }
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) throw new AssertionError(what);
  }
}
