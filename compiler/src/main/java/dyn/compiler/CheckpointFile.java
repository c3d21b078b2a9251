package dyn.compiler;

import dyn.runtime.results.AtomicFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A checkpoint on disk: a word and a version that say what it is, its parts, the SHA-256 of all that. It replaces the one before at once
 * or not at all.
 */
public final class CheckpointFile {
  public static final String NAME = "checkpoint";
  private static final byte[] WORD = "dyn checkpoint 2\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH = 32;

  /** Why a file is no checkpoint that one could go on from. */
  public static final class Unusable extends IOException {
    Unusable(String why) {
      super(why);
    }
  }

  private CheckpointFile() {}

  static void write(Checkpoint c, Path path) throws IOException {
    MessageDigest digest = sha256();
    try (AtomicFile file = AtomicFile.create(path)) {
      DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new DigestOutputStream(file.stream(), digest), 1 << 16));
      out.write(WORD);
      new CheckpointWriter(out).checkpoint(c);
      out.flush();
      file.stream().write(digest.digest());
      file.flush();
      file.commit();
    }
  }

  public static Checkpoint read(Path path) throws IOException {
    requireWhole(path);
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
      in.skipNBytes(WORD.length);
      return new CheckpointReader(in).checkpoint();
    }
  }

  private static void requireWhole(Path path) throws IOException {
    MessageDigest digest = sha256();
    long length = Files.size(path) - HASH;
    try (InputStream in = Files.newInputStream(path)) {
      byte[] word = in.readNBytes(WORD.length);
      if (!Arrays.equals(word, WORD)) throw new Unusable("it is no checkpoint of this version of dyn");
      digest.update(word);
      byte[] block = new byte[1 << 16];
      for (long at = WORD.length; at < length; ) {
        int n = in.readNBytes(block, 0, (int) Math.min(block.length, length - at));
        if (n == 0) break;
        digest.update(block, 0, n);
        at += n;
      }
      if (!Arrays.equals(in.readAllBytes(), digest.digest())) throw new Unusable("its bytes are not those that were written");
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
