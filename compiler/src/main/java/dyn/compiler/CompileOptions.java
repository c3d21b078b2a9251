package dyn.compiler;

import dyn.frontend.Overrides;

/**
 * @param experiment its name, or null for the first of the file
 * @param overrides what stands in place of the experiment's own words
 * @param backend name of the backend
 * @param vectors whether members run side by side where the backend has vectors
 * @param threads on which it is going to run, as far as that bears on speed; it shows in no result
 */
public record CompileOptions(String experiment, Overrides overrides, String backend, Vectors vectors, int threads) {
  public static final String DEFAULT_BACKEND = "jvm";
  public static final CompileOptions DEFAULT = new CompileOptions(null, Overrides.NONE, DEFAULT_BACKEND);

  public CompileOptions(String experiment, Overrides overrides, String backend) {
    this(experiment, overrides, backend, Vectors.AUTO, 1);
  }

  public CompileOptions withExperiment(String name) {
    return new CompileOptions(name, overrides, backend, vectors, threads);
  }

  public CompileOptions withBackend(String name) {
    return new CompileOptions(experiment, overrides, name, vectors, threads);
  }

  public CompileOptions withVectors(Vectors choice) {
    return new CompileOptions(experiment, overrides, backend, choice, threads);
  }

  public CompileOptions withThreads(int number) {
    return new CompileOptions(experiment, overrides, backend, vectors, number);
  }
}
