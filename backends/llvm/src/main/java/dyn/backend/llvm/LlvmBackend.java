package dyn.backend.llvm;

import dyn.backend.Artifact;
import dyn.backend.Backend;
import dyn.backend.Packager;
import dyn.backend.Target;
import dyn.ir.Body;
import dyn.ir.Level;
import dyn.ir.Program;
import dyn.ir.Value;
import dyn.llvmir.Machine;
import dyn.llvmir.ModulePrinter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;

/** Native code for this machine's processor. */
public final class LlvmBackend implements Backend {
  /** What is emitted, and what is made of it. */
  static final String MODULE = "kernel.ll";
  static final String OBJECT = "kernel.o";
  private static final String NATIVES = "libjniLLVM.so";
  /** Manifest keys: bytes of a worker's memory, of a deep frame of its stack, and operands in order with their types. */
  static final String SCRATCH = "scratch";
  static final String FRAME = "frame";
  static final String OPERAND = "operand.";

  /** What is alive may be so many times what fits the registers: most of it is read once, by an operation that can read memory. */
  private static final int SPILLED = 3;

  /** In additions. About half a second of bytecode, in which LLVM is loaded and makes its code. */
  private static final double LONG = 5e9;
  /** In additions: what LLVM takes for a statement, a tenth of a millisecond, and more of it for each other that is there. */
  private static final double A_STATEMENT = 1e6;
  private static final double ANOTHER = 80;

  private final Supplier<Machine> machine;
  /** It is this one. */
  private final boolean own;

  public LlvmBackend() {
    this(HostMachine::get, true);
  }

  /** For this machine. @param bits of the vectors that it shall use, 128 or more */
  public LlvmBackend(int bits) {
    this(() -> HostMachine.get().withVectors(bits), true);
  }

  private LlvmBackend(Supplier<Machine> machine, boolean own) {
    this.machine = machine;
    this.own = own;
  }

  private Machine machine() {
    return machine.get();
  }

  @Override
  public String name() {
    return "llvm";
  }

  @Override
  public String summary() {
    return "native code, made by LLVM and run in this process";
  }

  @Override
  public double pays(Program program) {
    double statements = program.bodies().stream().mapToLong(LlvmBackend::statements).sum();
    return LONG + statements * (A_STATEMENT + ANOTHER * statements);
  }

  private static long statements(Body body) {
    return body.stmts().stream().mapToLong(s -> 1 + s.op().bodies().stream().mapToLong(LlvmBackend::statements).sum()).sum();
  }

  /** Loads LLVM, which knows this machine. */
  @Override
  public Target target() {
    Machine machine = machine();
    int lanes = machine.vectorLanes();
    return new Target(name(), Level.PLACED, false, new Target.Vectors(lanes, 2 * lanes, machine.vectorRegisters(),
        SPILLED * machine.vectorRegisters(), true, 0, ""));
  }

  @Override
  public Artifact emit(Program program) {
    if (program.level() != Level.PLACED) throw new IllegalArgumentException("a program at " + program.level().text() + ", not placed");
    ModulePrinter module = new ModulePrinter(program, machine(), ModulePrinter.ENTRY);
    byte[] text = module.print().getBytes(StandardCharsets.UTF_8);
    Map<String, String> manifest = new LinkedHashMap<>();
    manifest.put(SCRATCH, Long.toString(module.scratchBytes()));
    for (Value p : program.main().params()) manifest.put(OPERAND + p.name(), p.type().text());
    return new Artifact(name(), program.name(), Map.of(MODULE, text), manifest);
  }

  @Override
  public Optional<dyn.backend.Loader> loader() {
    return Optional.of(new LlvmLoader(machine()));
  }

  @Override
  public Optional<Packager> packager() {
    return Optional.of(new LlvmPackager(machine()));
  }

  /** Whether there is a library for this machine on the class path, and this machine runs the code. */
  @Override
  public boolean isAvailable() {
    return hasLibrary() && (own || Processors.runs(machine()));
  }

  private static boolean hasLibrary() {
    return LlvmBackend.class.getResource("/org/bytedeco/llvm/" + Loader.getPlatform() + "/" + NATIVES) != null;
  }

  @Override
  public List<String> processors() {
    return Processors.names();
  }

  @Override
  public Optional<Backend> on(String processor) {
    return Processors.find(processor).map(m -> new LlvmBackend(() -> m, processor.equals(Processors.NATIVE)));
  }
}
