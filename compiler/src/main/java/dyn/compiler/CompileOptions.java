package dyn.compiler;

import dyn.frontend.Overrides;

/**
 * @param experiment its name, or null for the first of the file
 * @param overrides what stands in place of the experiment's own words
 * @param backend name of the backend, or {@link #AUTO}
 * @param vectors whether members run side by side where the backend has vectors
 * @param tiles that share the cells of a member; 0 chooses by threads
 * @param together steps that tiles take between two waits where they can; 0 chooses
 * @param naive keeps every wait of the program as it is written: what the other schedules are compared with
 * @param asWritten makes no rewrite that only has the same limit; what runs has other bits
 * @param threads on which it is going to run, as far as that bears on speed; it shows in no result
 */
public record CompileOptions(String experiment, Overrides overrides, String backend, Vectors vectors, int threads, int tiles,
    int together, boolean naive, boolean asWritten) {
  public static final String DEFAULT_BACKEND = "jvm";
  /** The backend that suits the predicted work. */
  public static final String AUTO = "auto";
  public static final CompileOptions DEFAULT = new CompileOptions(null, Overrides.NONE, DEFAULT_BACKEND);

  public CompileOptions(String experiment, Overrides overrides, String backend) {
    this(experiment, overrides, backend, Vectors.AUTO, 1, 0, 0, false, false);
  }

  public CompileOptions withExperiment(String name) {
    return new CompileOptions(name, overrides, backend, vectors, threads, tiles, together, naive, asWritten);
  }

  public CompileOptions withBackend(String name) {
    return new CompileOptions(experiment, overrides, name, vectors, threads, tiles, together, naive, asWritten);
  }

  public CompileOptions withVectors(Vectors choice) {
    return new CompileOptions(experiment, overrides, backend, choice, threads, tiles, together, naive, asWritten);
  }

  public CompileOptions withThreads(int number) {
    return new CompileOptions(experiment, overrides, backend, vectors, number, tiles, together, naive, asWritten);
  }

  public CompileOptions withTiles(int number) {
    return new CompileOptions(experiment, overrides, backend, vectors, threads, number, together, naive, asWritten);
  }

  public CompileOptions withEveryWait() {
    return new CompileOptions(experiment, overrides, backend, vectors, threads, tiles, together, true, asWritten);
  }

  public CompileOptions withEquationsAsWritten() {
    return new CompileOptions(experiment, overrides, backend, vectors, threads, tiles, together, naive, true);
  }

  public CompileOptions withStepsTogether(int number) {
    return new CompileOptions(experiment, overrides, backend, vectors, threads, tiles, number, naive, asWritten);
  }
}
