package dyn.runtime.ensemble;

import dyn.backend.Memory;
import dyn.ir.Axis;
import dyn.ir.Scalar;
import dyn.ir.Signature;
import dyn.ir.Value;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The outputs of all members together: [records, cells..., member], member last. */
public final class Outputs {
  private final Map<String, Object> arrays;
  private final int members;
  private volatile boolean stopped;
  private Tiles.Counts waits = Tiles.Counts.NONE;

  private Outputs(Map<String, Object> arrays, int members) {
    this.arrays = arrays;
    this.members = members;
  }

  /** Arrays by name, each of whole rows of {@code members}; handed over, not copied. */
  public static Outputs of(Map<String, Object> arrays, int members) {
    return new Outputs(new LinkedHashMap<>(arrays), members);
  }

  /** What the outputs are before anything ran. */
  static Outputs before(Job job) {
    Map<String, Object> arrays = new LinkedHashMap<>();
    for (Value v : job.signature().outputs()) {
      boolean keeps = !isRecord(v) && !job.initialResults().containsKey(v.name());
      Optional<Object> known = job.before().filter(_ -> keeps).map(b -> copy(b.arrays.get(v.name())));
      arrays.put(v.name(), known.orElseGet(() -> initial(v, job)));
    }
    return new Outputs(arrays, job.members());
  }

  /** Whether an output has one row per record. */
  public static boolean isRecord(Value v) {
    return v.type().axes().stream().anyMatch(a -> a.isDynamic() && !a.name().equals(Axis.MEMBER));
  }

  private static Object copy(Object array) {
    return array instanceof double[] reals ? reals.clone() : ((long[]) array).clone();
  }

  private static Object initial(Value v, Job job) {
    Object array = allocate(v, job.members(), job.records());
    Long initial = job.initialResults().get(v.name());
    if (initial != null) Arrays.fill((long[]) array, initial);
    if (array instanceof double[] reals) Arrays.fill(reals, Double.NaN);
    return array;
  }

  private static Object allocate(Value v, int members, Map<String, Integer> records) {
    int size = Math.toIntExact(rows(v, records) * members);
    return v.type().scalar() == Scalar.F64 ? new double[size] : new long[size];
  }

  private static long rows(Value v, Map<String, Integer> records) {
    long rows = 1;
    for (Axis a : v.type().axes()) {
      if (a.name().equals(Axis.MEMBER)) continue;
      rows = Math.multiplyExact(rows, a.isDynamic() ? records.get(a.name()) : a.size());
    }
    return rows;
  }

  /** What one member hands out. */
  static long bytesOfMember(Job job) {
    return job.signature().outputs().stream().mapToLong(v -> rows(v, job.records()) * Long.BYTES).sum();
  }

  /**
   * Memory for the members from {@code offset} on, counted from the job's first, with what they carry. Each member writes all its results;
   * of records, only those that it comes to.
   *
   * @param spent of as many members, which is not needed any more; or null
   */
  Memory chunk(Job job, int offset, int lanes, Memory spent) {
    Memory memory = new Memory();
    boolean all = lanes == members;
    for (Value v : job.signature().outputs()) {
      if (isRecord(v)) memory.put(v.name(), all ? arrays.get(v.name()) : allocate(v, lanes, job.records()));
      else if (all) memory.putBlank(v.name(), arrays.get(v.name()));
      else memory.putBlank(v.name(), spent != null ? spent.get(v.name()) : allocate(v, lanes, job.records()));
    }
    for (Value v : job.signature().inputs()) {
      Signature.carried(v.name()).ifPresent(of -> memory.put(v.name(), carry(job, v, of, offset, lanes, memory)));
    }
    return memory;
  }

  /** Anything of the right size for the first segment, which does not look at it: what will be written at its end. */
  private static Object carry(Job job, Value v, String of, int offset, int lanes, Memory memory) {
    if (job.before().isPresent() && lanes == job.members()) return job.before().get().arrays.get(of);
    if (job.before().isEmpty()) return memory.get(of);
    Object to = allocate(v, lanes, Map.of());
    Object from = job.before().get().arrays.get(of);
    int rows = (int) rows(v, Map.of());
    for (int r = 0; r < rows; r++) System.arraycopy(from, r * job.members() + offset, to, r * lanes, lanes);
    return to;
  }

  /** Copies the outputs of the members from {@code offset} on, counted from the job's first. */
  void accept(Job job, Memory chunk, int offset, int lanes) {
    if (lanes == members) return;
    for (Value v : job.signature().outputs()) {
      Object from = chunk.get(v.name());
      Object to = arrays.get(v.name());
      int rows = (int) rows(v, job.records());
      for (int r = 0; r < rows; r++) System.arraycopy(from, r * lanes, to, r * members + offset, lanes);
    }
  }

  /** The same, where {@code more} has been waited as well: of parts of a run that are put together. */
  public Outputs with(Tiles.Counts more) {
    Outputs all = new Outputs(arrays, members);
    all.stopped = stopped;
    all.waits = waits.plus(more);
    return all;
  }

  synchronized void waited(Tiles.Counts more) {
    waits = waits.plus(more);
  }

  /** Waits that each tile came to. */
  public Tiles.Counts waits() {
    return waits;
  }

  void stop() {
    stopped = true;
  }

  /** Some member was not run, or not to the end. */
  public boolean wereStopped() {
    return stopped;
  }

  public int members() {
    return members;
  }

  public boolean has(String name) {
    return arrays.containsKey(name);
  }

  public double[] reals(String name) {
    return (double[]) arrays.get(name);
  }

  public long[] integers(String name) {
    return (long[]) arrays.get(name);
  }

  /** In the order of the signature. */
  public Map<String, Object> arrays() {
    return Collections.unmodifiableMap(arrays);
  }
}
