/// Terms to a MODEL-level program: one body each for setup, initial values, rates and what is observed.
/// It must not report anything: what reaches it is right, and an exception here is a bug.
/// Start reading at `Lowering`.
package dyn.frontend.lower;
