/**
 * Damaged texts of models and of programs.
 * Must not know how they are read.
 * Start reading at {@link dyn.compiler.Damage}.
 */
package dyn.compiler;
