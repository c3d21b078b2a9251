package dyn.runtime.ensemble;

import dyn.backend.Memory;
import dyn.ir.Axis;
import dyn.ir.Scalar;
import dyn.ir.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The outputs of all members together: [records, cells..., member], member last. */
public final class Outputs {
  private final Map<String, Object> arrays = new LinkedHashMap<>();
  private final Job job;

  Outputs(Job job) {
    this.job = job;
    for (Value v : job.signature().outputs()) {
      Object array = allocate(v, job.members(), job.records());
      Long initial = job.initialResults().get(v.name());
      if (initial != null) Arrays.fill((long[]) array, initial);
      if (array instanceof double[] reals) Arrays.fill(reals, Double.NaN);
      arrays.put(v.name(), array);
    }
  }

  /** @throws TooLarge where the array is beyond what one array can hold */
  private static Object allocate(Value v, int members, Map<String, Integer> records) {
    long size = rows(v, records) * members;
    if (size > Integer.MAX_VALUE - 8) throw new TooLarge(v.name(), size);
    return v.type().scalar() == Scalar.F64 ? new double[(int) size] : new long[(int) size];
  }

  private static long rows(Value v, Map<String, Integer> records) {
    long rows = 1;
    for (Axis a : v.type().axes()) {
      if (a.name().equals(Axis.MEMBER)) continue;
      rows = Math.multiplyExact(rows, a.isDynamic() ? records.get(a.name()) : a.size());
    }
    return rows;
  }

  /** Bytes that the outputs of a job will take. */
  public static double bytes(Job job) {
    double bytes = 0;
    for (Value v : job.signature().outputs()) bytes += 8.0 * rows(v, job.records()) * job.members();
    return bytes;
  }

  /** Memory for a chunk of {@code lanes} members. */
  Memory chunk(int lanes) {
    Memory memory = new Memory();
    for (Value v : job.signature().outputs()) memory.put(v.name(), allocate(v, lanes, job.records()));
    return memory;
  }

  /** Copies the outputs of the members from {@code offset} on, counted from the job's first. */
  void accept(Memory chunk, int offset, int lanes) {
    for (Value v : job.signature().outputs()) {
      Object from = chunk.get(v.name());
      Object to = arrays.get(v.name());
      int rows = (int) rows(v, job.records());
      for (int r = 0; r < rows; r++) System.arraycopy(from, r * lanes, to, r * job.members() + offset, lanes);
    }
  }

  public int members() {
    return job.members();
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
    return arrays;
  }
}
