/**
 * Keeps what took long to compile in a folder, for all processes: within a size, and whole whatever happens to them.
 * Must not know programs, backends or the environment.
 * Start reading at {@link dyn.compiler.cache.ArtifactCache}.
 */
package dyn.compiler.cache;
