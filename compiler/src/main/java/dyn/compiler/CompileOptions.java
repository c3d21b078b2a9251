package dyn.compiler;

import dyn.frontend.Overrides;

/**
 * @param experiment its name, or null for the first of the file
 * @param overrides what stands in place of the experiment's own words
 * @param backend name of the backend
 */
public record CompileOptions(String experiment, Overrides overrides, String backend) {
  public static final String DEFAULT_BACKEND = "jvm";
  public static final CompileOptions DEFAULT = new CompileOptions(null, Overrides.NONE, DEFAULT_BACKEND);

  public CompileOptions withExperiment(String name) {
    return new CompileOptions(name, overrides, backend);
  }

  public CompileOptions withBackend(String name) {
    return new CompileOptions(experiment, overrides, name);
  }
}
