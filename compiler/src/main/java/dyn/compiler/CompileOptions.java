package dyn.compiler;

import dyn.frontend.Overrides;

/**
 * @param experiment its name, or null for the first of the file
 * @param overrides what stands in place of the experiment's own words
 * @param backend name of the backend
 * @param vectors whether members run side by side where the backend has vectors
 */
public record CompileOptions(String experiment, Overrides overrides, String backend, Vectors vectors) {
  public static final String DEFAULT_BACKEND = "jvm";
  public static final CompileOptions DEFAULT = new CompileOptions(null, Overrides.NONE, DEFAULT_BACKEND);

  public CompileOptions(String experiment, Overrides overrides, String backend) {
    this(experiment, overrides, backend, Vectors.AUTO);
  }

  public CompileOptions withExperiment(String name) {
    return new CompileOptions(name, overrides, backend, vectors);
  }

  public CompileOptions withBackend(String name) {
    return new CompileOptions(experiment, overrides, name, vectors);
  }

  public CompileOptions withVectors(Vectors choice) {
    return new CompileOptions(experiment, overrides, backend, choice);
  }
}
