package dyn.compiler.cache;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

final class Sha256 {
  static final int BYTES = 32;

  private Sha256() {}

  static byte[] of(byte[] bytes) {
    return of(bytes, bytes.length);
  }

  static byte[] of(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
