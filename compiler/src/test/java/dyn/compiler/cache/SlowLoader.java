package dyn.compiler.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyn.backend.Artifact;
import dyn.backend.Kernel;
import dyn.backend.Loader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes of a text an object of some size, which tells of what text it is, and counts how often. */
final class SlowLoader implements Loader {
  final AtomicInteger made = new AtomicInteger();
  private final int bytes;

  SlowLoader(int bytes) {
    this.bytes = bytes;
  }

  static Artifact emitted(String text) {
    Map<String, String> manifest = new LinkedHashMap<>();
    manifest.put("scratch", "64");
    manifest.put("operand.x", "f64[3]");
    return new Artifact("slow", "program " + text, Map.of("kernel.text", text.getBytes(StandardCharsets.UTF_8)), manifest);
  }

  private byte[] object(Artifact emitted) {
    byte[] object = new byte[bytes];
    Arrays.fill(object, (byte) Arrays.hashCode(emitted.files().get("kernel.text")));
    return object;
  }

  void assertRight(Artifact emitted, Artifact prepared) {
    assertEquals(emitted.name(), prepared.name());
    assertEquals(emitted.backend(), prepared.backend());
    assertEquals(emitted.manifest().toString(), prepared.manifest().toString(), "in order");
    assertArrayEquals(object(emitted), prepared.files().get("kernel.object"));
    assertEquals(1, prepared.files().size());
  }

  @Override
  public Artifact prepare(Artifact emitted) {
    made.incrementAndGet();
    return new Artifact(emitted.backend(), emitted.name(), Map.of("kernel.object", object(emitted)), emitted.manifest());
  }

  @Override
  public String fingerprint() {
    return "slow machine 1";
  }

  @Override
  public Kernel load(Artifact artifact) {
    throw new UnsupportedOperationException();
  }
}
