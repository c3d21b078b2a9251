package dyn.compiler.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.backend.Artifact;
import dyn.backend.Loader;
import dyn.compiler.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactCacheTest {
  private static final int OBJECT = 1000;

  @TempDir private Path temp;

  private final SlowLoader loader = new SlowLoader(OBJECT);
  private final AtomicLong second = new AtomicLong(1_000_000_000);

  private Path folder() {
    return temp.resolve("deep/cache");
  }

  private ArtifactCache cache(long bound) {
    return new ArtifactCache(folder(), bound, () -> Instant.ofEpochSecond(second.incrementAndGet()));
  }

  private void prepare(ArtifactCache cache, String text) {
    Artifact emitted = SlowLoader.emitted(text);
    loader.assertRight(emitted, cache.prepared(emitted, loader));
  }

  private static List<String> programs(ArtifactCache cache) {
    return cache.contents(100).latest().stream().map(ArtifactCache.Entry::program).toList();
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().getFirst();
    }
  }

  @Test
  void madeOnceAndFoundByOthers() {
    prepare(cache(1 << 20), "a");
    prepare(cache(1 << 20), "b");
    prepare(cache(1 << 20), "a");
    prepare(cache(1 << 20), "b");
    assertEquals(2, loader.made.get());
    assertEquals(List.of("program b", "program a"), programs(cache(1 << 20)));
  }

  @Test
  void whatIsNotPreparedIsNotKept() {
    Loader fast = artifact -> null;
    Artifact emitted = SlowLoader.emitted("a");
    assertSame(emitted, cache(1 << 20).prepared(emitted, fast));
    assertSame(emitted, cache(0).prepared(emitted, loader), "load prepares it");
    assertFalse(Files.exists(folder()));
  }

  @Test
  void damagedEntriesAreMadeAnew() throws IOException {
    prepare(cache(1 << 20), "a");
    Path file = only(folder());
    byte[] good = Files.readAllBytes(file);
    for (int k = 0; k < 20; k++) {
      byte[] bad = good.clone();
      bad[k * good.length / 20] ^= 1;
      Files.write(file, k % 5 == 4 ? new byte[k] : bad);
      prepare(cache(1 << 20), "a");
      assertEquals(k + 2, loader.made.get());
    }
    assertEquals(1, cache(1 << 20).contents(1).entries());
  }

  @Test
  void anEntryOfAnotherNameIsNotFound() throws IOException {
    prepare(cache(1 << 20), "a");
    String hex = CacheKey.of(Version.TEXT, SlowLoader.emitted("b"), loader.fingerprint()).hex();
    Files.move(only(folder()), folder().resolve(hex + ".artifact"));
    prepare(cache(1 << 20), "b");
    assertEquals(2, loader.made.get());
  }

  @Test
  void theLeastRecentlyUsedGo() {
    ArtifactCache cache = cache(1 << 20);
    prepare(cache, "a");
    long each = cache.contents(0).bytes();
    cache = cache(3 * each + each / 2);
    for (String text : List.of("b", "c", "a", "d")) prepare(cache, text);
    assertEquals(List.of("program d", "program a", "program c"), programs(cache));
    for (int k = 0; k < 20; k++) {
      prepare(cache, "x" + k % 10);
      assertTrue(cache.contents(0).bytes() <= cache.bound());
    }
    int made = loader.made.get();
    ArtifactCache small = cache(each - 1);
    prepare(small, "large");
    assertEquals(made + 1, loader.made.get());
    assertEquals(3, small.contents(0).entries(), "what does not fit drives nothing out");
  }

  @Test
  void remainsOfTheKilledGoAfterAnHour() throws IOException {
    prepare(cache(1 << 20), "a");
    String name = "." + only(folder()).getFileName();
    Path old = Files.write(folder().resolve(name + ".0.part"), new byte[10]);
    Files.setLastModifiedTime(old, FileTime.from(Instant.ofEpochSecond(second.get() - 4000)));
    Path young = Files.write(folder().resolve(name + ".1.part"), new byte[10]);
    Files.setLastModifiedTime(young, FileTime.from(Instant.ofEpochSecond(second.get() - 3000)));
    prepare(cache(1 << 20), "b");
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(young));
  }

  @Test
  void clearsItsOwnFilesOnly() throws IOException {
    prepare(cache(1 << 20), "a");
    prepare(cache(1 << 20), "b");
    Files.write(folder().resolve("." + only(folder()).getFileName() + ".0.part"), new byte[10]);
    Path other = Files.writeString(folder().resolve("mine.artifact"), "mine");
    Path part = Files.writeString(folder().resolve(".mine.0.part"), "mine");
    assertEquals(2, cache(1 << 20).clear().entries());
    try (Stream<Path> files = Files.list(folder())) {
      assertEquals(List.of(part, other), files.sorted().toList());
    }
  }

  @Test
  void foldersThatCannotBeUsedKeepNothing() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "mine");
    for (Path folder : List.of(file, file.resolve("below"))) {
      ArtifactCache cache = new ArtifactCache(folder, 1 << 20, InstantSource.system());
      prepare(cache, "a");
      prepare(cache, "a");
      assertFalse(cache.isWritable());
      assertEquals(0, cache.contents(1).entries());
      assertEquals(0, cache.clear().entries());
    }
    assertEquals(4, loader.made.get());
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void aFolderInPlaceOfAnEntryIsNoMistake() throws IOException {
    Artifact emitted = SlowLoader.emitted("a");
    Path entry = folder().resolve(CacheKey.of(Version.TEXT, emitted, loader.fingerprint()).hex() + ".artifact");
    Files.createDirectories(entry.resolve("below"));
    prepare(cache(1 << 20), "a");
    assertTrue(Files.isDirectory(entry));
  }
}
