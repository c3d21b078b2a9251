/**
 * What a model's jar needs beside its kernel: settings, a run, results, a small command line. These classes are put into each jar.
 * Must not know the compiler, and of libraries nothing but {@code java.base}.
 * Start reading at {@link dyn.runtime.model.Setup}.
 */
package dyn.runtime.model;
