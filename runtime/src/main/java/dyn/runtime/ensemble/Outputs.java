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
