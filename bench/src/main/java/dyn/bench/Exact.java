package dyn.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Elementary functions at the arguments of arguments.h, and how far from exact values, in units in the last place. */
final class Exact {
  static final int CELLS = 4096;

  private Exact() {}

  static double argument(String function, int i) {
    return function.equals("log") ? (i + 1) / 4.0 : i / 4096.0 * 20 - 10;
  }

  /** Outputs for the harness: some cells, and the largest error. */
  static String outputs(String function, double[] y) {
    try {
      DoubleBuffer pairs = ByteBuffer.wrap(Files.readAllBytes(Launch.PEERS.resolve(function + ".exact"))).order(ByteOrder.LITTLE_ENDIAN)
          .asDoubleBuffer();
      double most = 0;
      for (int i = 0; i < CELLS; i++) {
        double error = Math.abs(y[i] - pairs.get(2 * i) - pairs.get(2 * i + 1)) / Math.ulp(pairs.get(2 * i));
        if (!(error <= most)) most = error;
      }
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < CELLS; i += CELLS / 8) text.append(Protocol.output("y", i, y[i]));
      return text + " ulp=" + most;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
