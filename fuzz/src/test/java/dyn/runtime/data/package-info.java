/**
 * Fuzz targets: one class each, with the inputs that are replayed on every build in the resources beside it,
 * {@code <Class>Inputs/<method>}.
 * They live in the package they look into. Start at {@link dyn.runtime.data.CsvFuzzTest}.
 */
package dyn.runtime.data;
