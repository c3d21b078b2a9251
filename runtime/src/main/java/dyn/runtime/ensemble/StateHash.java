package dyn.runtime.ensemble;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hash of the outputs of a run, one NaN for all NaN: equal hashes are equal bits. Each output has a chain of SHA-256 over blocks of
 * 64 KiB, in which each block is hashed after the hash of those before it, so that records may come in any number of parts and the
 * state between two parts is small. The whole is the SHA-256 of names and chains, in the order of the signature.
 */
public final class StateHash {
  private static final int BLOCK = 1 << 16;

  /** @param link the hash so far, empty at first; {@code rest} bytes that fill no block yet */
  public record Chain(byte[] link, byte[] rest) {}

  private final Map<String, Link> links = new LinkedHashMap<>();
  private final MessageDigest digest = sha256();

  /** @param names all outputs in the order of the signature */
  public StateHash(Collection<String> names) {
    names.forEach(n -> links.put(n, new Link()));
  }

  /** A hash that goes on where {@link #chains} was taken. */
  public StateHash(Map<String, Chain> chains) {
    chains.forEach((name, chain) -> {
      Link link = new Link();
      link.hash = chain.link();
      link.rest = Link.buffer(Math.max(64, chain.rest().length)).put(chain.rest());
      links.put(name, link);
    });
  }

  public static String of(Outputs outputs) {
    StateHash hash = new StateHash(outputs.arrays().keySet());
    outputs.arrays().forEach((name, array) -> hash.append(name, array, 0, Array.getLength(array)));
    return hash.text();
  }

  /** Goes on with an output; {@code array} is {@code double[]} or {@code long[]}. */
  public void append(String name, Object array, int from, int to) {
    Link link = links.get(name);
    switch (array) {
      case double[] reals -> {
        for (int i = from; i < to; i++) link.add(Double.doubleToLongBits(reals[i]));
      }
      case long[] integers -> {
        for (int i = from; i < to; i++) link.add(integers[i]);
      }
      default -> throw new IllegalArgumentException(name + " is a " + array.getClass());
    }
  }

  public Map<String, Chain> chains() {
    Map<String, Chain> chains = new LinkedHashMap<>();
    links.forEach((name, link) -> chains.put(name, link.chain()));
    return chains;
  }

  public String text() {
    MessageDigest whole = sha256();
    links.forEach((name, link) -> {
      whole.update(name.getBytes(StandardCharsets.UTF_8));
      whole.update(link.closed());
    });
    return HexFormat.of().formatHex(whole.digest());
  }

  private final class Link {
    private byte[] hash = new byte[0];
    private ByteBuffer rest = buffer(64);

    void add(long bits) {
      if (!rest.hasRemaining()) makeRoom();
      rest.putLong(bits);
    }

    private void makeRoom() {
      if (rest.capacity() < BLOCK) {
        rest = buffer(8 * rest.capacity()).put(rest.flip());
        return;
      }
      hash = closed();
      rest.clear();
    }

    private static ByteBuffer buffer(int size) {
      return ByteBuffer.allocate(Math.min(size, BLOCK)).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] closed() {
      digest.update(hash);
      digest.update(rest.array(), 0, rest.position());
      return digest.digest();
    }

    Chain chain() {
      byte[] left = new byte[rest.position()];
      System.arraycopy(rest.array(), 0, left, 0, left.length);
      return new Chain(hash, left);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
