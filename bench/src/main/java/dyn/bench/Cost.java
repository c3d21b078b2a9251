package dyn.bench;

/**
 * Work of one unit, as the formulas have it: divisions, roots and functions count as one operation.
 *
 * @param single whether numbers are f32
 * @param cores that the contestants may use
 * @param bytes that must pass between memory and the processor, with the fetch of lines that are written
 * @param formula in words
 */
record Cost(boolean single, int cores, double flops, double bytes, String formula) {
  static final Cost UNKNOWN = new Cost(false, 1, 0, 0, "");

  /** Least seconds of a unit, NaN where nothing is known. */
  double limit(Machine.Limits limits) {
    double arithmetic = flops / (cores * (single ? limits.flopsSingle() : limits.flopsDouble()));
    double memory = bytes / (cores > 1 ? limits.bytesAllCores() : limits.bytesOneCore());
    double least = Math.max(Double.isNaN(arithmetic) ? 0 : arithmetic, Double.isNaN(memory) ? 0 : memory);
    return least > 0 ? least : Double.NaN;
  }
}
