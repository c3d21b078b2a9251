package dyn.bench;

import java.util.List;

/**
 * What contestants compute.
 *
 * @param letter of its group
 * @param unit what time is told for
 * @param units of one run
 * @param sizes arguments of all contestants
 * @param judge whose outputs all must have
 * @param tolerance of outputs, relative above one and absolute below
 * @param note where the comparison is unfair, and to whom
 */
record Workload(String letter, String name, String title, String unit, double units, Cost cost, List<String> sizes,
    Contestant judge, double tolerance, String note, List<Contestant> contestants) {}
