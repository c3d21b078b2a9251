package dyn.cli;

import dyn.runtime.results.JavaCppLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Does what users do, so that the archive made at the end of this process holds the classes they need. Argument: a folder to work in. */
public final class Train {
  /** Arrays, powers, reductions, constants, functions, units and automatic steps, of which the model of {@code new} has none. */
  private static final String WIDE = """
      const third = 8 / 3, root = sqrt(2)
      fn square(a) = a * a
      model Chain { unit s
        dim n = 3, index m in n
        param A[n, m] = [[-1, 1, 0], [0, 0, 1], [1, 0, 0]], k = 2/s where k > 0/s
        state x[n] = [1, 0.5, 0.25], y = 2
        let total = sum(n) x[n]^2
        x' = third * (A @ x) / 1 s - k * x
        y' = -square(y) * root * total / 1 s
        output largest = max(n) x[n]
      }
      experiment ahead { time 0 .. 10 s
        record x, y, largest every 0.1 s
        plot y over total
        expect y at end == 1 within 1
      }
      experiment steps { time 0 .. 1 s
        method rk4(dt = 0.1 s)
        record y every 0.2 s
      }
      """;

  private Train() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    String model = folder.resolve("model.dyn").toString();
    String out = folder.resolve("results").toString();
    Files.writeString(folder.resolve("model.dyn"), NewCommand.MODEL);
    String wide = Files.writeString(folder.resolve("wide.dyn"), WIDE).toString();
    Files.writeString(folder.resolve("wrong.dyn"), NewCommand.MODEL.replace("hares * lynxes", "hare * lynxes"));
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    JavaCppLog.silence();
    Terminal.ofProcess();
    CacheSetting cache = new CacheSetting(Optional.of(folder.resolve("cache")), "");
    for (boolean colours : new boolean[] {false, true}) {
      Terminal terminal = new Terminal(nowhere, nowhere, colours, colours, colours, 100, cache);
      Main.run(terminal, "run", "--no-plot", "--out", out, model);
      Main.run(terminal, "run", "--out", out, model);
      Main.run(terminal, "run", "--out", out, "--members", "4", model, "spread");
      Main.run(terminal, "run", "--no-plot", "--out", out, wide);
      Main.run(terminal, "run", "--no-plot", "--out", out, wide, "steps");
      Main.run(terminal, "run", "--json", "--out", out, model);
      Main.run(terminal, "check", model, folder.resolve("wrong.dyn").toString());
      Main.run(terminal, "explain", model);
      Main.run(terminal, "explain", "E0201");
      Main.run(terminal, "ir", model);
    }
    VectorProcess.endWithParent();
    System.out.flush();
    // The end of a process asks for this logger.
    System.getLogger("java.lang.Runtime").isLoggable(System.Logger.Level.DEBUG);
  }
}
