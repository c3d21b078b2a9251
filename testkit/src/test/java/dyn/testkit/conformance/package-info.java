/**
 * Model text through the whole compiler to numbers: orders of methods, equal bits on every way to run, failures, waits.
 * Must not know how a pass or a backend works inside.
 * Start reading at {@link dyn.testkit.conformance.Trial}, then {@link dyn.testkit.conformance.MethodOrderTest}.
 */
package dyn.testkit.conformance;
