/**
 * Tools of the tests: golden files, generated programs and their shrinker, runs whose outcomes compare bit by bit.
 * Must not know any one pass or backend but the reference.
 * Start reading at {@link dyn.testkit.Programs}, then {@link dyn.testkit.Goldens}.
 */
package dyn.testkit;
