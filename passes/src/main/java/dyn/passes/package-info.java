/**
 * Program to program: the passes, the lists they form, and the runner that verifies after each.
 * Must not know the user's language or any backend.
 * Start reading at {@link dyn.passes.Pipelines}, then {@link dyn.passes.Pass}.
 */
package dyn.passes;
