package dyn.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Does what users do, so that the archive made at the end of this process holds the classes they need. Argument: a folder to work in. */
public final class Train {
  private Train() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    String model = folder.resolve("model.dyn").toString();
    String out = folder.resolve("results").toString();
    Files.writeString(folder.resolve("model.dyn"), NewCommand.MODEL);
    Files.writeString(folder.resolve("wrong.dyn"), NewCommand.MODEL.replace("hares * lynxes", "hare * lynxes"));
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    for (boolean colours : new boolean[] {false, true}) {
      Terminal terminal = new Terminal(nowhere, nowhere, colours, colours, colours, 100);
      Main.run(terminal, "run", "--no-plot", "--out", out, model);
      Main.run(terminal, "run", "--out", out, model);
      Main.run(terminal, "run", "--out", out, "--members", "4", model, "spread");
      Main.run(terminal, "run", "--json", "--out", out, model);
      Main.run(terminal, "check", model, folder.resolve("wrong.dyn").toString());
      Main.run(terminal, "explain", model);
      Main.run(terminal, "explain", "E0201");
      Main.run(terminal, "ir", model);
    }
    System.out.flush();
  }
}
