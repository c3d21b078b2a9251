/// The front of the compiler: one class to call, and the immutable records it answers with.
/// It must not know passes, backends or how a program runs.
/// Start reading at `Frontend`, then `CheckedExperiment`.
package dyn.frontend;
