/**
 * JMH benchmarks of compiled experiments and functions.
 * Must not know how code is made: it compiles and runs as users do.
 * Start reading at {@link dyn.bench.Lorenz}.
 */
package dyn.bench;
