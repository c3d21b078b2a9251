package dyn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.backend.Artifact;
import dyn.backend.Kernel;
import dyn.backend.Loader;
import dyn.compiler.cache.ArtifactCache;
import dyn.runtime.results.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheCommandTest {
  private static final String MODEL = """
      model Decay { param k = 0.7
        state x = 1
        x' = -k * exp(x) }
      experiment e { time 0 .. 1
        method rk4(dt = 0.01)
        record x every 0.5
        expect x at end < 1
      }
      """;

  @TempDir private Path temp;

  private Path folder() {
    return temp.resolve("cache");
  }

  private CacheSetting setting(String size) {
    return new CacheSetting(Optional.of(folder()), size);
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.toList();
    }
  }

  private String hash(CacheSetting caching) throws IOException {
    Path model = Files.writeString(temp.resolve("decay.dyn"), MODEL);
    Path out = temp.resolve("out");
    Calls.Said said = Calls.dyn(caching, "run", model.toString(), "--backend", "llvm", "--no-plot", "--quiet", "--out", out.toString());
    assertEquals(Exit.OK, said.code(), said.all());
    assertEquals("", said.all());
    return Manifest.read(out.resolve(Manifest.FILE_NAME)).stateHash();
  }

  @Test
  void runsGiveTheSameBitsWithAndWithout() throws IOException {
    String hash = hash(CacheSetting.OFF);
    assertEquals(hash, hash(setting("0")));
    assertFalse(Files.exists(folder()));
    assertEquals(hash, hash(setting("")), "made");
    Path entry = entries().getFirst();
    Files.setLastModifiedTime(entry, FileTime.from(Instant.EPOCH));
    assertEquals(hash, hash(setting("")), "found");
    assertTrue(Files.getLastModifiedTime(entry).toInstant().isAfter(Instant.EPOCH), "was used");
    Files.write(entry, new byte[] {1, 2, 3});
    assertEquals(hash, hash(setting("nonsense")), "made anew");
    assertTrue(Files.size(entry) > 3);
    for (String[] command : new String[][] {{"rerun", temp.resolve("out").toString()}, {"test", temp.resolve("decay.dyn").toString()}}) {
      Files.setLastModifiedTime(entry, FileTime.from(Instant.EPOCH));
      assertEquals(Exit.OK, Calls.dyn(setting(""), command).code());
      assertTrue(Files.getLastModifiedTime(entry).toInstant().isAfter(Instant.EPOCH), command[0]);
    }
    assertEquals(List.of(entry), entries());
  }

  /** Makes entries of known sizes and ages. */
  private void keep(String program, int bytes, Duration age) {
    Loader loader = new Loader() {
      @Override
      public Kernel load(Artifact artifact) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Artifact prepare(Artifact a) {
        return new Artifact(a.backend(), a.name(), Map.of("code", new byte[bytes]), Map.of());
      }

      @Override
      public String fingerprint() {
        return "none";
      }
    };
    new ArtifactCache(folder(), 1 << 20, () -> Instant.now().minus(age))
        .prepared(new Artifact("native", program, Map.of(), Map.of()), loader);
  }

  @Test
  void showsAndClears() throws IOException {
    assertEquals("folder    " + folder() + "\nholds     0 entries, 0 bytes of at most 256 MiB\n", Calls.dyn(setting(""), "cache").out());
    keep("Lorenz", 20_000, Duration.ofSeconds(5 * 3600 + 30));
    keep("Goldbeter-oscillator", 300, Duration.ofSeconds(150));
    keep("Old", 3000, Duration.ofSeconds(10 * 86_400 + 30));
    assertEquals("""
        folder    FOLDER
        holds     3 entries, 23.2 KiB of at most 1 MiB

        program               backend         size  used
        Goldbeter-oscillator  native     469 bytes  2 min ago
        Lorenz                native      19.7 KiB  5 h ago
        Old                   native      3.08 KiB  10 days ago
        """.replace("FOLDER", folder().toString()), Calls.dyn(setting("1M"), "cache").out());
    assertEquals(folder() + "\n", Calls.dyn(setting(""), "cache", "path").out());
    assertTrue(Calls.dyn(setting("0"), "cache").out().contains("3 entries, 23.2 KiB; nothing is added, as DYN_CACHE_SIZE is 0"));
    for (int k = 0; k < 10; k++) keep("p" + k, k, Duration.ZERO);
    assertTrue(Calls.dyn(setting(""), "cache").out().endsWith("and 3 more\n"));
    assertEquals("removed 13 entries", Calls.dyn(setting(""), "cache", "clear").out().split(",")[0]);
    assertEquals(List.of(), entries());
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    Calls.Said size = Calls.dyn(setting("many"), "cache");
    assertEquals(Exit.MISTAKE, size.code());
    assertTrue(size.err().contains("E0605") && size.err().contains("DYN_CACHE_SIZE=many"), size.all());
    assertEquals(Exit.MISTAKE, Calls.dyn(setting(""), "cache", "clean").code());
    Path file = Files.writeString(temp.resolve("file"), "mine");
    Calls.Said unwritable = Calls.dyn(new CacheSetting(Optional.of(file), ""), "cache");
    assertEquals(Exit.OK, unwritable.code());
    assertTrue(unwritable.out().contains("cannot be written to: nothing is kept"), unwritable.all());
    assertTrue(Calls.dyn(CacheSetting.OFF, "cache").out().startsWith("nothing is kept"));
    hash(new CacheSetting(Optional.of(file.resolve("below")), ""));
  }

  private static String folder(String system, String home, String... environment) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (int k = 0; k < environment.length; k += 2) variables.put(environment[k], environment[k + 1]);
    return CacheSetting.of(variables::get, system, home).folder().map(Path::toString).orElse("none");
  }

  @Test
  void theEnvironmentNamesTheFolder() {
    assertEquals("/home/ada/.cache/dyn", folder("Linux", "/home/ada"));
    assertEquals("/Users/ada/Library/Caches/dyn", folder("Mac OS X", "/Users/ada"));
    assertEquals(Path.of("/local", "dyn", "cache").toString(), folder("Windows 11", "/Users/ada", "LOCALAPPDATA", "/local"));
    assertEquals("none", folder("Windows 11", "/Users/ada"));
    assertEquals("/xdg/dyn", folder("Linux", "/home/ada", "XDG_CACHE_HOME", "/xdg"));
    assertEquals("/home/ada/.cache/dyn", folder("Linux", "/home/ada", "XDG_CACHE_HOME", "xdg"));
    assertEquals("/own", folder("Linux", "/home/ada", "XDG_CACHE_HOME", "/xdg", "DYN_CACHE", "/own"));
    assertEquals("/home/ada/.cache/dyn", folder("Linux", "/home/ada", "DYN_CACHE", ""));
    assertEquals("none", folder("Linux", "?"));
    assertEquals("none", folder("Linux", "/home/ada", "DYN_CACHE", "\0"));
  }
}
