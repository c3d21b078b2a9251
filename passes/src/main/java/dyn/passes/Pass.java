package dyn.passes;

import dyn.ir.Level;
import dyn.ir.Program;

/** A function from program to program. Its name is its command-line name. */
public interface Pass {
  /** @param summary one line for {@code dyn passes} */
  record About(String name, String summary, Level from, Level to, Exactness exactness) {}

  About about();

  Program run(Program program, PassContext context);

  default String name() {
    return about().name();
  }

  default String summary() {
    return about().summary();
  }

  default Level from() {
    return about().from();
  }

  default Level to() {
    return about().to();
  }

  default Exactness exactness() {
    return about().exactness();
  }
}
