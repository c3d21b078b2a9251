package dyn.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "new", description = "Writes a small model to start from.")
final class NewCommand extends Command {
  static final String MODEL = """
      language 1

      model Lotka "hares are eaten by lynxes" {
        param a = 1.1    "growth of the hares"
        param b = 0.4    "hares eaten, per lynx"
        param c = 0.1    "growth of the lynxes, per hare"
        param d = 0.4    "lynxes that die"
        state hares = 10, lynxes = 10
        hares' = a * hares - b * hares * lynxes
        lynxes' = c * hares * lynxes - d * lynxes
        output conserved = c * hares - d * log(hares) + b * lynxes - a * log(lynxes)
      }

      experiment cycle "some turns of the cycle" {
        time 0 .. 50
        method tsit5(rtol = 1e-9, atol = 1e-9)
        record hares, lynxes every 0.1
        plot hares, lynxes
        expect conserved throughout == 1.54612236 within 1e-6
      }

      experiment spread "a thousand starts, each its own cycle" {
        ensemble 1000
        vary hares from uniform(5, 15)
        time 0 .. 50
        method rk4(dt = 0.01)
        record mean(hares), quantile(hares, 0.05, 0.95) every 0.1
        plot fan(hares)
        seed 1
      }
      """;

  @Parameters(paramLabel = "NAME", description = "The model is written to NAME.dyn.")
  private String name;

  NewCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    String file = name.endsWith(".dyn") ? name : name + ".dyn";
    try {
      Path path = Path.of(file);
      if (path.getParent() != null) Files.createDirectories(path.getParent());
      Files.writeString(path, MODEL, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      return terminal.mistakes(List.of(Typed.wrong("new", name, "`" + file + "` exists already").help("choose another name")));
    } catch (IOException | InvalidPathException e) {
      return terminal.mistakes(List.of(Typed.wrong("new", name, "`" + file + "` cannot be written: " + e.getMessage())));
    }
    terminal.line("wrote " + terminal.style().bold(file) + "\nnow:  dyn run " + file + "\nthen: dyn run " + file + " spread");
    return Exit.OK;
  }
}
