/**
 * The public Java API: a model file in, a compiled experiment out, results in tables. Wires frontend, passes, backends, runtime.
 * Must not know the command line.
 * Start reading at {@link dyn.compiler.Compiler}, then {@link dyn.compiler.Compilation}.
 */
package dyn.compiler;
