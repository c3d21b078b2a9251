package dyn.runtime.ensemble;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** SHA-256 over all outputs in the order of the signature, one NaN for all NaN: equal hashes are equal bits. */
public final class StateHash {
  private StateHash() {}

  public static String of(Outputs outputs) {
    MessageDigest digest = sha256();
    for (Map.Entry<String, Object> e : outputs.arrays().entrySet()) {
      digest.update(e.getKey().getBytes(StandardCharsets.UTF_8));
      switch (e.getValue()) {
        case double[] reals -> update(digest, reals);
        case long[] integers -> update(digest, integers);
        default -> throw new IllegalStateException(e.getKey());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, double[] values) {
    ByteBuffer block = ByteBuffer.allocate(8 * 1024).order(ByteOrder.LITTLE_ENDIAN);
    for (double v : values) {
      block.putLong(Double.doubleToLongBits(v));
      if (!block.hasRemaining()) drain(digest, block);
    }
    drain(digest, block);
  }

  private static void update(MessageDigest digest, long[] values) {
    ByteBuffer block = ByteBuffer.allocate(8 * 1024).order(ByteOrder.LITTLE_ENDIAN);
    for (long v : values) {
      block.putLong(v);
      if (!block.hasRemaining()) drain(digest, block);
    }
    drain(digest, block);
  }

  private static void drain(MessageDigest digest, ByteBuffer block) {
    digest.update(block.flip());
    block.clear();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
