package dyn.compiler;

import dyn.runtime.results.RecordSink;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The parts of a checkpoint as bytes, big-endian, each list after its length. */
final class CheckpointWriter {
  private final DataOutputStream out;
  private final ByteBuffer block = ByteBuffer.allocate(1 << 13);

  CheckpointWriter(DataOutputStream out) {
    this.out = out;
  }

  void checkpoint(Checkpoint c) throws IOException {
    text(c.manifest());
    text(c.program());
    out.writeLong(c.position().steps());
    out.writeDouble(c.position().time());
    out.writeDouble(c.seconds());
    out.writeInt(c.carries().size());
    for (var e : c.carries().entrySet()) {
      text(e.getKey());
      out.writeBoolean(e.getValue() instanceof double[]);
      if (e.getValue() instanceof double[] reals) reals(reals);
      else integers((long[]) e.getValue());
    }
    out.writeInt(c.chains().size());
    for (var e : c.chains().entrySet()) {
      text(e.getKey());
      bytes(e.getValue().link());
      bytes(e.getValue().rest());
    }
    out.writeInt(c.kept().size());
    for (long[] numbers : c.kept()) integers(numbers);
    arrays(c.values());
    arrays(c.spectra());
    out.writeInt(c.verdicts().size());
    for (Expects.Verdict v : c.verdicts()) verdict(v);
    out.writeInt(c.marks().size());
    for (RecordSink.Mark m : c.marks()) {
      text(m.file());
      text(m.part());
      out.writeLong(m.position());
    }
  }

  private void arrays(Map<String, double[]> arrays) throws IOException {
    out.writeInt(arrays.size());
    for (var e : arrays.entrySet()) {
      text(e.getKey());
      reals(e.getValue());
    }
  }

  private void verdict(Expects.Verdict v) throws IOException {
    out.writeBoolean(v != null);
    if (v == null) return;
    out.writeBoolean(v.passed());
    out.writeDouble(v.worst());
    out.writeDouble(v.expected());
    out.writeDouble(v.allowed());
    text(v.at());
  }

  private void text(String s) throws IOException {
    bytes(s.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(byte[] b) throws IOException {
    out.writeInt(b.length);
    out.write(b);
  }

  private void reals(double[] values) throws IOException {
    out.writeInt(values.length);
    for (double v : values) number(Double.doubleToRawLongBits(v));
    drain();
  }

  private void integers(long[] values) throws IOException {
    out.writeInt(values.length);
    for (long v : values) number(v);
    drain();
  }

  private void number(long bits) throws IOException {
    block.putLong(bits);
    if (!block.hasRemaining()) drain();
  }

  private void drain() throws IOException {
    out.write(block.array(), 0, block.position());
    block.clear();
  }
}
