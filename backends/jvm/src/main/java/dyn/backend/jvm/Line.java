package dyn.backend.jvm;

import dyn.ir.Body;
import dyn.ir.Stmt;

/**
 * One line of a method: a statement, a call of statements that stand in a method of their own, or what a loop of vectors does at its
 * end.
 */
sealed interface Line permits Unit, Line.Single, Line.Move {
  record Single(Stmt stmt) implements Line {}

  /** The vectors that {@code body} yields go to the places of the loop's carries. */
  record Move(Stmt loop, Body body) implements Line {}
}
