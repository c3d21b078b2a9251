/**
 * Derivatives of bodies of a model, as bodies. They know nothing of methods; the derivative of each function is {@code dyn.ir.Derivatives}.
 * Start at {@link dyn.passes.tangent.Tangent}.
 */
package dyn.passes.tangent;
