package dyn.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Calls `dyn` in this process. */
final class Calls {
  /** What a call printed, and how it ended. */
  record Said(int code, String out, String err) {
    String all() {
      return out + err;
    }
  }

  private Calls() {}

  static Said dyn(String... args) {
    return capture(t -> Main.run(t, args));
  }

  /** One that keeps there what it compiles; all others keep nothing. */
  static Said dyn(CacheSetting caching, String... args) {
    return capture(caching, t -> Main.run(t, args));
  }

  static Said capture(java.util.function.ToIntFunction<Terminal> call) {
    return capture(CacheSetting.OFF, call);
  }

  private static Said capture(CacheSetting caching, java.util.function.ToIntFunction<Terminal> call) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = call.applyAsInt(new Terminal(stream(out), stream(err), false, false, false, 100, caching));
    return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
