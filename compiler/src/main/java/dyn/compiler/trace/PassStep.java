package dyn.compiler.trace;

import dyn.ir.Body;
import dyn.ir.Level;
import dyn.ir.Program;
import dyn.ir.Stmt;
import dyn.ir.Text;
import dyn.passes.Pass;
import dyn.passes.Waits;
import java.util.List;
import java.util.Optional;

/**
 * A program and the pass that made it.
 *
 * @param pass empty for the program that the frontend made
 */
public record PassStep(Optional<Pass> pass, Program made) {
  private static final String FRONTEND = "frontend";

  public String name() {
    return pass.map(Pass::name).orElse(FRONTEND);
  }

  public List<String> lines() {
    return Text.print(made).lines().toList();
  }

  /** Statements, those of nested bodies included. */
  public long statements() {
    return made.bodies().stream().mapToLong(PassStep::size).sum();
  }

  public int waits() {
    return made.level() == Level.MODEL ? 0 : Waits.of(made).all().size();
  }

  private static long size(Body b) {
    long n = 0;
    for (Stmt s : b.stmts()) {
      n++;
      for (Body inner : s.op().bodies()) n += size(inner);
    }
    return n;
  }
}
