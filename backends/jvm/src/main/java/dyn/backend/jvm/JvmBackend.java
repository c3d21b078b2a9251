package dyn.backend.jvm;

import dyn.backend.Artifact;
import dyn.backend.Backend;
import dyn.backend.Loader;
import dyn.backend.Packager;
import dyn.backend.Target;
import dyn.ir.Level;
import dyn.ir.Program;
import java.util.Optional;

/** Bytecode: one member at a time, made fast by HotSpot's own compilers; or members side by side, with the Vector API. */
public final class JvmBackend implements Backend {
  /** Manifest key: the class that implements {@link dyn.backend.Kernel}. */
  public static final String ENTRY = "entry";
  /** The module that a JVM must be started with to run a kernel of vectors. */
  public static final String MODULE = "jdk.incubator.vector";
  /** Common to all processors of today: what is printed where nobody can be asked. */
  private static final int COMMON = 4;
  /** In additions. About three seconds of scalar code, which vectors shorten by more than they take to start and to warm up. */
  private static final double LONG = 3e10;

  private final int perVector;

  public JvmBackend() {
    this(0);
  }

  /** @param perVector f64 in a vector: 2, 4, 8, or 0 for what suits this machine */
  public JvmBackend(int perVector) {
    this.perVector = perVector;
  }

  @Override
  public String name() {
    return "jvm";
  }

  @Override
  public String summary() {
    return "JVM bytecode, run in this process; long ensembles with vectors";
  }

  @Override
  public double pays(Program program) {
    return 0;
  }

  @Override
  public Target target() {
    int lanes = perVector > 0 ? perVector : preferred();
    int registers = registers(lanes);
    // Where a value differs by lane, so does each truth about it: f32 come in vectors of as many as f64.
    return new Target("jvm", Level.PLACED, false, new Target.Vectors(lanes, lanes, registers, registers, false,
        LONG, lanes > 0 ? "" : "--add-modules " + MODULE));
  }

  @Override
  public Artifact emit(Program program) {
    if (program.level() != Level.PLACED) throw new IllegalArgumentException("a program at " + program.level().text() + ", not placed");
    return new ProgramPrinter(program, Split.Limits.HOTSPOT, vectorLanes()).print();
  }

  @Override
  public Optional<Loader> loader() {
    return Optional.of(new JvmLoader());
  }

  @Override
  public Optional<Packager> packager() {
    return Optional.of(new JvmPackager());
  }

  private int vectorLanes() {
    int known = target().vectors().reals();
    return known > 0 ? known : COMMON;
  }

  /** x86 has 32 with AVX-512, whose vectors hold 8, and 16 before. */
  private static int registers(int lanes) {
    return lanes == 8 || System.getProperty("os.arch").equals("aarch64") ? 32 : 16;
  }

  /** What the Vector API prefers on this machine; 0 without it. */
  private static int preferred() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) return 0;
    try {
      Object shape = Class.forName(MODULE + ".VectorShape").getMethod("preferredShape").invoke(null);
      return (int) shape.getClass().getMethod("vectorBitSize").invoke(shape) / Double.SIZE;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the Vector API is there but does not answer", e);
    }
  }
}
