/// What is said to a user about a mistake: codes, places in a source, messages, and their text.
/// It must not know programs, the language or a terminal; a mistake is a value, never an exception.
/// Start reading at `Diagnostic`, then `Diagnostics`, then `DiagnosticRenderer`.
package dyn.ir.diagnostics;
