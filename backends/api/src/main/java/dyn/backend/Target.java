package dyn.backend;

import dyn.ir.Level;

/**
 * What is legal on a target and what it costs, as data that passes read.
 *
 * @param level the level at which it takes programs
 * @param waitsAcrossMembers whether members may wait for each other on it
 */
public record Target(String name, Level level, boolean waitsAcrossMembers) {}
