package dyn.runtime.model;

import dyn.backend.Description;
import dyn.backend.Kernel;
import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** {@code java -jar}: options in, records as CSV out. */
public final class ModelCommand {
  private static final int MISTAKE = 1;
  private static final int RUN_FAILED = 4;

  private final Setup setup;
  private final boolean help;

  private ModelCommand(Setup setup, boolean help) {
    this.setup = setup;
    this.help = help;
  }

  /** The exit code. @param model the class that stands for it */
  public static int call(Class<?> model, Kernel kernel, String[] words) {
    ModelCommand command;
    ModelRun run;
    try {
      command = parse(Setup.of(model), List.of(words));
      if (command.help) {
        System.out.print(command.usage());
        return 0;
      }
      run = command.setup.run(kernel);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "; see --help");
      return MISTAKE;
    }
    try (PrintStream out = new PrintStream(new BufferedOutputStream(System.out, 1 << 16), false, StandardCharsets.UTF_8)) {
      new CsvText(command.setup.description(), run, out).print();
    }
    int code = 0;
    for (int m = 0; m < run.members(); m++) {
      if (run.code(m) == 0) continue;
      System.err.println("member " + m + " ended at t = " + run.time(m) + ": " + run.reason(m));
      code = RUN_FAILED;
    }
    return code;
  }

  private static ModelCommand parse(Setup initial, List<String> words) {
    Setup setup = initial;
    for (int i = 0; i < words.size(); i += 2) {
      String option = words.get(i);
      if (option.equals("--help")) return new ModelCommand(setup, true);
      if (i + 1 == words.size()) throw new IllegalArgumentException(option + " needs a value");
      String value = words.get(i + 1);
      setup = switch (option) {
        case "--set" -> set(setup, value);
        case "--members" -> setup.members(Math.toIntExact(whole(option, value)));
        case "--seed" -> setup.seed(whole(option, value));
        case "--threads" -> setup.threads(Math.toIntExact(whole(option, value)));
        default -> throw new IllegalArgumentException("unknown option " + option);
      };
    }
    return new ModelCommand(setup, false);
  }

  private static Setup set(Setup setup, String text) {
    String[] parts = text.split("=", 2);
    if (parts.length < 2) throw new IllegalArgumentException("--set takes NAME=VALUE, not " + text);
    try {
      return setup.with(parts[0].strip(), Arrays.stream(parts[1].split(",")).mapToDouble(Double::parseDouble).toArray());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(parts[0].strip() + ": " + parts[1] + " is not a number, nor numbers and commas");
    }
  }

  private static long whole(String option, String text) {
    try {
      long value = Long.parseLong(text);
      if (!option.equals("--seed")) Math.toIntExact(value);
      return value;
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(option + " takes a whole number, not " + text);
    }
  }

  private String usage() {
    Description d = setup.description();
    String parameters = d.parameters().stream().map(p -> "  " + p.name() + " = " + shown(setup.values(p.name()))
        + (p.unit().isEmpty() ? "" : " " + p.unit()) + (p.doc().isEmpty() ? "" : "   " + p.doc()) + "\n").collect(Collectors.joining());
    return d.model() + ", experiment " + d.experiment() + "\n\noptions: --set NAME=VALUE[,VALUE...]  --members N  --seed S  --threads T\n"
        + (parameters.isEmpty() ? "" : "\nparameters:\n" + parameters);
  }

  private static String shown(double[] values) {
    String text = Arrays.stream(values).limit(8).mapToObj(Double::toString).collect(Collectors.joining(","));
    return values.length > 8 ? text + ",... (" + values.length + " values)" : text;
  }
}
