package dyn.backend;

import dyn.ir.Level;

/**
 * What is legal on a target and what it costs, as data that passes read.
 *
 * @param level the level at which it takes programs
 * @param waitsAcrossMembers whether members may wait for each other on it
 * @param vectorLanes f64 in one of its vectors, 0 where it has none
 * @param vectorRegisters how many vectors it holds at once
 * @param vectorsNeed what the process would have to be started with to have vectors; empty where that makes no difference
 */
public record Target(String name, Level level, boolean waitsAcrossMembers, int vectorLanes, int vectorRegisters, String vectorsNeed) {
  /** Without vectors. */
  public Target(String name, Level level, boolean waitsAcrossMembers) {
    this(name, level, waitsAcrossMembers, 0, 0, "");
  }
}
