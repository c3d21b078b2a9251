package dyn.compiler;

import dyn.runtime.ensemble.StateHash;
import dyn.runtime.results.RecordSink;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link CheckpointWriter} wrote; that nothing is changed was seen before. */
final class CheckpointReader {
  private final DataInputStream in;

  CheckpointReader(DataInputStream in) {
    this.in = in;
  }

  Checkpoint checkpoint() throws IOException {
    String manifest = text();
    String program = text();
    Position position = new Position(in.readLong(), in.readDouble());
    double seconds = in.readDouble();
    Map<String, Object> carries = map(() -> in.readBoolean() ? reals() : integers());
    Map<String, StateHash.Chain> chains = map(() -> new StateHash.Chain(bytes(), bytes()));
    List<long[]> kept = list(this::integers);
    Map<String, double[]> values = map(this::reals);
    Map<String, double[]> spectra = map(this::reals);
    List<Expects.Verdict> verdicts = list(this::verdict);
    List<RecordSink.Mark> marks = list(() -> new RecordSink.Mark(text(), text(), in.readLong()));
    return new Checkpoint(manifest, program, position, carries, chains, kept, values, spectra, verdicts, marks, seconds);
  }

  @FunctionalInterface
  private interface Part<T> {
    T read() throws IOException;
  }

  private <T> Map<String, T> map(Part<T> part) throws IOException {
    Map<String, T> map = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) map.put(text(), part.read());
    return map;
  }

  private <T> List<T> list(Part<T> part) throws IOException {
    List<T> list = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) list.add(part.read());
    return list;
  }

  /** Its expectation is known to whoever asked for the checkpoint. */
  private Expects.Verdict verdict() throws IOException {
    return in.readBoolean() ? new Expects.Verdict(null, in.readBoolean(), in.readDouble(), in.readDouble(), in.readDouble(), text()) : null;
  }

  private String text() throws IOException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  private byte[] bytes() throws IOException {
    return in.readNBytes(in.readInt());
  }

  private double[] reals() throws IOException {
    double[] values = new double[in.readInt()];
    fill(values.length, (i, bits) -> values[i] = Double.longBitsToDouble(bits));
    return values;
  }

  private long[] integers() throws IOException {
    long[] values = new long[in.readInt()];
    fill(values.length, (i, bits) -> values[i] = bits);
    return values;
  }

  @FunctionalInterface
  private interface Cell {
    void set(int i, long bits);
  }

  private void fill(int count, Cell cell) throws IOException {
    byte[] block = new byte[1 << 13];
    for (int i = 0; i < count; ) {
      int n = Math.min(count - i, block.length / 8);
      in.readFully(block, 0, 8 * n);
      ByteBuffer numbers = ByteBuffer.wrap(block, 0, 8 * n);
      for (int k = 0; k < n; k++) cell.set(i++, numbers.getLong());
    }
  }
}
