package dyn.passes.place;

import dyn.ir.Axis;
import dyn.ir.Value;

/** Some cells along an axis, which take all steps before the next do. Memory that lasts no longer has room for one block only. */
record Block(Axis axis, Value first, Value count) {}
