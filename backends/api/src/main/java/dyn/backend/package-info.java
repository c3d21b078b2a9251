/**
 * What a backend is: a target's limits, a printer of programs, and a loader for what it printed.
 * Must not know the user's language, any pass, or any one backend.
 * Start reading at {@link dyn.backend.Backend}.
 */
package dyn.backend;
