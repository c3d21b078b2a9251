/**
 * The elementary functions measured against MPFR, which rounds correctly.
 * Knows functions by their names and kernels by the backends' interface; it must not know how a body computes.
 * Start at {@link dyn.testkit.accuracy.Measured}.
 */
package dyn.testkit.accuracy;
