/**
 * MODEL to STEP: the time loop of an experiment, deliberately naive, with step control, recording and result codes inside.
 * Must not know any target, nor how waits are removed.
 * Start reading at {@link dyn.passes.step.ApplyMethod}.
 */
package dyn.passes.step;
