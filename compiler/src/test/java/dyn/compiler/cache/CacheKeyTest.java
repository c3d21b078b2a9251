package dyn.compiler.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.backend.Artifact;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CacheKeyTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Artifact artifact(String backend, String name, String file, String text, String key, String value) {
    return new Artifact(backend, name, Map.of(file, bytes(text)), Map.of(key, value));
  }

  @Test
  void everythingThatItIsMadeFromIsInIt() {
    Set<String> keys = new LinkedHashSet<>();
    String base = CacheKey.of("1", artifact("b", "n", "f", "t", "k", "v"), "m").hex();
    keys.add(base);
    keys.add(CacheKey.of("2", artifact("b", "n", "f", "t", "k", "v"), "m").hex());
    keys.add(CacheKey.of("1", artifact("B", "n", "f", "t", "k", "v"), "m").hex());
    keys.add(CacheKey.of("1", artifact("b", "N", "f", "t", "k", "v"), "m").hex());
    keys.add(CacheKey.of("1", artifact("b", "n", "F", "t", "k", "v"), "m").hex());
    keys.add(CacheKey.of("1", artifact("b", "n", "f", "T", "k", "v"), "m").hex());
    keys.add(CacheKey.of("1", artifact("b", "n", "f", "t", "K", "v"), "m").hex());
    keys.add(CacheKey.of("1", artifact("b", "n", "f", "t", "k", "V"), "m").hex());
    keys.add(CacheKey.of("1", artifact("b", "n", "f", "t", "k", "v"), "M").hex());
    assertEquals(9, keys.size());
    assertEquals(base, CacheKey.of("1", artifact("b", "n", "f", "t", "k", "v"), "m").hex());
    assertTrue(base.matches("[0-9a-f]{64}"), base);
  }

  @Test
  void whatMovesToTheNextPartIsAnotherKey() {
    assertEquals(3, Set.of(CacheKey.of("1", artifact("ab", "c", "f", "t", "k", "v"), "m"),
        CacheKey.of("1", artifact("a", "bc", "f", "t", "k", "v"), "m"), CacheKey.of("1", artifact("a", "b", "cf", "t", "k", "v"), "m"))
        .size());
  }

  @Test
  void orderOfFilesIsNotAPart() {
    Map<String, byte[]> one = new LinkedHashMap<>();
    one.put("a", bytes("1"));
    one.put("b", bytes("2"));
    Map<String, byte[]> other = new LinkedHashMap<>(one).reversed();
    assertEquals(CacheKey.of("1", new Artifact("b", "n", one, Map.of()), ""),
        CacheKey.of("1", new Artifact("b", "n", other, Map.of()), ""));
  }
}
