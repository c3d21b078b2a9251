package dyn.compiler.cache;

import dyn.backend.Artifact;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The bytes of an entry: a word and a version that say what it is, its key, the artifact, the SHA-256 of all that. */
record EntryFile(CacheKey key, Artifact artifact) {
  private static final byte[] WORD = "dyn artifact 1\n".getBytes(StandardCharsets.US_ASCII);

  @FunctionalInterface
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  byte[] bytes() {
    byte[] body = written(out -> {
      out.write(WORD);
      text(out, key.hex());
      artifact(out, artifact);
    });
    byte[] all = Arrays.copyOf(body, body.length + Sha256.BYTES);
    System.arraycopy(Sha256.of(body), 0, all, body.length, Sha256.BYTES);
    return all;
  }

  static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writing.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static void artifact(DataOutputStream out, Artifact a) throws IOException {
    text(out, a.backend());
    text(out, a.name());
    out.writeInt(a.manifest().size());
    for (Map.Entry<String, String> e : a.manifest().entrySet()) {
      text(out, e.getKey());
      text(out, e.getValue());
    }
    out.writeInt(a.files().size());
    for (Map.Entry<String, byte[]> e : a.files().entrySet()) {
      text(out, e.getKey());
      block(out, e.getValue());
    }
  }

  static void text(DataOutputStream out, String text) throws IOException {
    block(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void block(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Empty where the bytes are not those of an entry, all of them. */
  static Optional<EntryFile> parse(byte[] bytes) {
    int end = bytes.length - Sha256.BYTES;
    if (end < WORD.length || !Arrays.equals(WORD, 0, WORD.length, bytes, 0, WORD.length)) return Optional.empty();
    if (!Arrays.equals(Sha256.of(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) return Optional.empty();
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes, WORD.length, end - WORD.length);
      EntryFile entry = new EntryFile(new CacheKey(text(in)), artifact(in));
      return in.hasRemaining() ? Optional.empty() : Optional.of(entry);
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static Artifact artifact(ByteBuffer in) {
    String backend = text(in);
    String name = text(in);
    Map<String, String> manifest = new LinkedHashMap<>();
    for (int n = in.getInt(); n > 0; n--) manifest.put(text(in), text(in));
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int n = in.getInt(); n > 0; n--) files.put(text(in), block(in));
    return new Artifact(backend, name, files, manifest);
  }

  private static String text(ByteBuffer in) {
    return new String(block(in), StandardCharsets.UTF_8);
  }

  private static byte[] block(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) throw new BufferUnderflowException();
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
