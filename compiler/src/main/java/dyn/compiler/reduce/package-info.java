/**
 * Makes what shows a fault small: model texts and programs.
 * Must not know terminals; what counts as the fault is given.
 * Start reading at {@link dyn.compiler.reduce.ModelReducer}.
 */
package dyn.compiler.reduce;
