package dyn.compiler.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.backend.Artifact;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryFileTest {
  private static final CacheKey KEY = CacheKey.of("1", SlowLoader.emitted("x"), "");

  private static Artifact artifact() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("z/α", new byte[] {1, 2, 3});
    files.put("a", new byte[0]);
    Map<String, String> manifest = new LinkedHashMap<>();
    manifest.put("second", "");
    manifest.put("first", "βγ");
    return new Artifact("backend", "name", files, manifest);
  }

  @Test
  void readsBack() {
    EntryFile entry = EntryFile.parse(new EntryFile(KEY, artifact()).bytes()).orElseThrow();
    assertEquals(KEY, entry.key());
    assertEquals("backend", entry.artifact().backend());
    assertEquals("name", entry.artifact().name());
    assertEquals(List.of("z/α", "a"), List.copyOf(entry.artifact().files().keySet()));
    assertArrayEquals(new byte[] {1, 2, 3}, entry.artifact().files().get("z/α"));
    assertEquals("{second=, first=βγ}", entry.artifact().manifest().toString());
  }

  @Test
  void anyByteThatIsAnotherIsSeen() {
    byte[] good = new EntryFile(KEY, artifact()).bytes();
    for (int at = 0; at < good.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) (1 << bit);
        assertTrue(EntryFile.parse(bad).isEmpty(), "byte " + at + ", bit " + bit);
      }
    }
  }

  @Test
  void anyOtherLengthIsSeen() {
    byte[] good = new EntryFile(KEY, artifact()).bytes();
    for (int length = 0; length < good.length; length++) assertTrue(EntryFile.parse(Arrays.copyOf(good, length)).isEmpty(), "" + length);
    assertTrue(EntryFile.parse(Arrays.copyOf(good, good.length + 1)).isEmpty());
  }

  /** With a sum that is right: what another version, or another program, may have written. */
  @Test
  void lengthsThatCannotBeAreRefused() {
    byte[] good = new EntryFile(KEY, artifact()).bytes();
    int body = good.length - Sha256.BYTES;
    for (int at = "dyn artifact 1\n".length(); at < body; at++) {
      for (int value : new int[] {0x7f, 0x80, 0xff}) {
        byte[] bad = good.clone();
        bad[at] = (byte) value;
        System.arraycopy(Sha256.of(bad, body), 0, bad, body, Sha256.BYTES);
        EntryFile.parse(bad);
      }
    }
  }
}
