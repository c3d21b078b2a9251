package dyn.passes;

import dyn.ir.MathLibrary;

/** What passes may know beside the program. */
public record PassContext(Discretization discretization, MathLibrary library) {}
