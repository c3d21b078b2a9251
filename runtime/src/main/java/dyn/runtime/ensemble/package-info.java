/**
 * Runs a kernel over the members of an ensemble, in chunks, on all cores; the same bits whatever the chunks and threads.
 * Must not know the user's language, methods, or any one backend.
 * Start reading at {@link dyn.runtime.ensemble.EnsembleRunner}.
 */
package dyn.runtime.ensemble;
