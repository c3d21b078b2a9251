/**
 * Prints programs at PLACED as scalar JVM bytecode and loads it.
 * Must not know the user's language, any pass, any other backend.
 * Start reading at {@link dyn.backend.jvm.JvmBackend}, then {@link dyn.backend.jvm.ProgramPrinter}.
 */
package dyn.backend.jvm;
