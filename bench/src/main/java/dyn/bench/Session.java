package dyn.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;

/** A contestant's process, which answers each line with one. */
final class Session implements AutoCloseable {
  /** @param outputs by name: those with a cell, as x@0, are compared; others are told */
  record Answer(double seconds, Map<String, Double> outputs) {}

  static final class Absent extends Exception {
    private static final long serialVersionUID = 1;

    Absent(String reason) {
      super(reason);
    }
  }

  /** In milliseconds; whoever takes longer for one answer is out. */
  private static final long PATIENCE = 120_000;
  private static final Timer TIMER = new Timer(true);

  private final Process process;
  private final BufferedReader reader;
  private final OutputStream writer;
  private final Path errors;
  final String build;

  private Session(Process process, Path errors) throws Absent {
    this.process = process;
    this.errors = errors;
    reader = process.inputReader();
    writer = process.getOutputStream();
    build = line().replaceFirst("ready ?", "");
  }

  static Session start(List<String> command, Path errors) throws Absent {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    // Idle OpenMP threads must not take a core from who comes next.
    builder.environment().putAll(Map.of("OMP_PROC_BIND", "true", "OMP_WAIT_POLICY", "passive", "KMP_BLOCKTIME", "1"));
    for (String library : List.of("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) builder.environment().put(library, "1");
    try {
      return new Session(builder.start(), errors);
    } catch (IOException e) {
      throw new Absent("cannot be started: " + e.getMessage());
    }
  }

  Answer run() throws Absent {
    try {
      writer.write("run\n".getBytes(StandardCharsets.US_ASCII));
      writer.flush();
    } catch (IOException e) {
      throw new Absent(reason());
    }
    String[] parts = line().split(" ");
    Map<String, Double> outputs = new LinkedHashMap<>();
    for (String part : List.of(parts).subList(1, parts.length)) {
      int equals = part.indexOf('=');
      outputs.put(part.substring(0, equals), Double.valueOf(part.substring(equals + 1).replace("nan", "NaN").replace("inf", "Infinity")));
    }
    return new Answer(Double.parseDouble(parts[0]), outputs);
  }

  private String line() throws Absent {
    TimerTask end = new TimerTask() {
      @Override
      public void run() {
        process.destroyForcibly();
      }
    };
    TIMER.schedule(end, PATIENCE);
    try {
      String line = reader.readLine();
      if (line == null) throw new Absent(reason());
      return line;
    } catch (IOException e) {
      throw new Absent(reason());
    } finally {
      end.cancel();
    }
  }

  /** The last thing it said about itself. */
  private String reason() {
    try {
      process.waitFor();
      return Files.readString(errors, StandardCharsets.ISO_8859_1).lines().filter(l -> l.contains("rror") || !l.startsWith("\tat"))
          .filter(l -> !l.isBlank() && !l.regionMatches(true, 0, "warning", 0, 7)).findFirst()
          .map(l -> l.replaceFirst("^Exception in thread \"main\" [\\w.]+: ", ""))
          .orElse("ended with status " + process.exitValue());
    } catch (IOException e) {
      return "ended with status " + process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
      process.waitFor();
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
    }
  }
}
