package dyn.frontend.units;

/** @param scale how many coherent SI units it is */
record Unit(String name, Dimension dimension, Scale scale) {}
