/**
 * Integration methods as data: Butcher tableaus with their continuous extensions, and splittings of separable systems.
 * Must not know programs, levels or backends: it says which numbers a method has, not how a step is written with them.
 * Start reading at {@link dyn.passes.methods.Methods}, then any one method, then {@link dyn.passes.methods.RungeKutta}.
 */
package dyn.passes.methods;
