package dyn.passes;

import dyn.ir.Level;
import dyn.ir.Program;

/** A function from program to program. Its name is its command-line name. */
public interface Pass {
  String name();

  /** One line for {@code dyn passes}. */
  String summary();

  Level from();

  Level to();

  Exactness exactness();

  Program run(Program program, PassContext context);
}
