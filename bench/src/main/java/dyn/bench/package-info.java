/**
 * Compiled experiments beside their peers, and the tables of it.
 * Must not know how code is made: it compiles and runs as users do.
 * Start reading at {@link dyn.bench.Suite}, then {@link dyn.bench.Workloads} and {@link dyn.bench.Race}.
 */
package dyn.bench;
