package dyn.backend.jvm;

import dyn.backend.Artifact;
import dyn.backend.Backend;
import dyn.backend.Loader;
import dyn.backend.Target;
import dyn.ir.Level;
import dyn.ir.Program;
import java.util.Optional;

/** Scalar bytecode: one lane at a time, made fast by HotSpot's own compilers. */
public final class JvmBackend implements Backend {
  /** Manifest key: the class that implements {@link dyn.backend.Kernel}. */
  public static final String ENTRY = "entry";

  private final int perVector;

  public JvmBackend() {
    this(4);
  }

  /** @param perVector f64 in a vector of the machine: 2, 4 or 8 */
  public JvmBackend(int perVector) {
    this.perVector = perVector;
  }

  @Override
  public String name() {
    return "jvm";
  }

  @Override
  public String summary() {
    return "scalar JVM bytecode, run in this process";
  }

  @Override
  public Target target() {
    return new Target("jvm", Level.PLACED, false);
  }

  @Override
  public Artifact emit(Program program) {
    if (program.level() != Level.PLACED) throw new IllegalArgumentException("a program at " + program.level().text() + ", not placed");
    return new ProgramPrinter(program, Split.Limits.HOTSPOT, perVector).print();
  }

  @Override
  public Optional<Loader> loader() {
    return Optional.of(new JvmLoader());
  }
}
