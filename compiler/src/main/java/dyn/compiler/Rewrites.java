package dyn.compiler;

import dyn.ir.Program;
import dyn.passes.Pass;
import dyn.passes.Pipelines;
import java.util.function.BiConsumer;

/** Hears the passes, and whether one of those that keep a limit or a law only made another program. */
final class Rewrites implements BiConsumer<Pass, Program> {
  private final BiConsumer<Pass, Program> next;
  private Program last;
  private boolean found;

  /** @param first the program that the first of the passes is given */
  Rewrites(Program first, BiConsumer<Pass, Program> next) {
    this.last = first;
    this.next = next;
  }

  @Override
  public void accept(Pass pass, Program made) {
    found |= Pipelines.isRewrite(pass) && !made.bodies().equals(last.bodies());
    last = made;
    next.accept(pass, made);
  }

  boolean found() {
    return found;
  }
}
