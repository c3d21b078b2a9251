package dyn.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.function.Supplier;

/** The contestant's side of the protocol in Java: peer.h has it in C. */
final class Protocol {
  /** One answer: seconds of the timed part, and outputs as they are written, ` name=value` each. */
  record Timed(double seconds, String outputs) {}

  private Protocol() {}

  /** @param ready what the harness is told of this build, one line */
  static void answer(String ready, Supplier<Timed> run) throws IOException {
    PrintStream out = System.out;
    out.println("ready " + ready);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    while (in.readLine() != null) {
      Timed timed = run.get();
      out.println(String.format("%.9f", timed.seconds()) + timed.outputs());
    }
  }

  static String output(String state, long cell, double value) {
    return " " + state + "@" + cell + "=" + value;
  }
}
