/**
 * What an experiment leaves behind: recorded columns, their statistics over members, CSV files and the manifest.
 * Knows no program, no backend, no clock and no graphics: plain data in, files out.
 * Start at {@link dyn.runtime.results.Table}, then {@link dyn.runtime.results.CsvWriter}.
 */
package dyn.runtime.results;
