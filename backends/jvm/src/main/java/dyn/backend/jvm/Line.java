package dyn.backend.jvm;

import dyn.ir.Stmt;

/** One line of a method: a statement, or a call of statements that stand in a method of their own. */
sealed interface Line permits Unit, Line.Single {
  record Single(Stmt stmt) implements Line {}
}
