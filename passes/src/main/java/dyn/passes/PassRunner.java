package dyn.passes;

import dyn.ir.Program;
import dyn.ir.Verifier;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Runs passes in order and verifies after each; a fault is blamed on the pass by name and carries what reproduces it. */
public final class PassRunner {
  private final PassContext context;
  private final BiConsumer<Pass, Program> after;

  /** @param after hears every pass and the program it made */
  public PassRunner(PassContext context, BiConsumer<Pass, Program> after) {
    this.context = context;
    this.after = after;
  }

  public PassRunner(PassContext context) {
    this(context, (_, _) -> {});
  }

  /** @throws PassFault where a pass fails or makes a program that does not verify: a fault of ours */
  public Program run(List<Pass> passes, Program program) {
    Program p = program;
    for (Pass pass : passes) {
      p = step(pass, p);
      after.accept(pass, p);
    }
    return p;
  }

  private Program step(Pass pass, Program before) {
    if (before.level() != pass.from())
      throw new PassFault(pass, before, "it takes programs at " + pass.from().text() + ", not " + before.level().text(), null);
    Program made;
    try {
      made = pass.run(before, context);
    } catch (PassFault e) {
      throw e;
    } catch (RuntimeException e) {
      throw new PassFault(pass, before, String.valueOf(e.getMessage()), e);
    }
    if (made == before) return made;
    Optional<Verifier.Fault> fault = Verifier.check(made);
    if (fault.isPresent()) throw new PassFault(pass, before, fault.get().text(), null);
    return made;
  }
}
