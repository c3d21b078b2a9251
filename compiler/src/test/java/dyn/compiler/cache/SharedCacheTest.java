package dyn.compiler.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads and processes that use one folder at once; some are killed. */
class SharedCacheTest {
  private static final int SMALL = 100_000;
  /** Takes some milliseconds to write. */
  private static final int LARGE = 4_000_000;
  private static final int KILLS = 5;

  @TempDir private Path folder;

  @Test
  void threads() throws InterruptedException {
    List<Throwable> wrong = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int k = 0; k < 8; k++) {
      int seed = k;
      threads.add(Thread.ofPlatform().uncaughtExceptionHandler((_, e) -> wrong.add(e))
          .start(() -> CacheUser.use(folder, seed, 25, SMALL)));
    }
    for (Thread t : threads) t.join();
    assertEquals(List.of(), wrong);
    assertBounded(SMALL);
  }

  private void assertBounded(int bytes) {
    ArtifactCache cache = CacheUser.cache(folder, bytes);
    ArtifactCache.Contents contents = cache.contents(0);
    assertTrue(contents.entries() > 0 && contents.bytes() <= cache.bound(), () -> contents.bytes() + " bytes");
  }

  private Process start(int seed, int rounds, int bytes) throws IOException {
    List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "-XX:+UseSerialGC", "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), CacheUser.class.getName(),
        folder.toString()));
    for (int number : new int[] {seed, rounds, bytes}) command.add(Integer.toString(number));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(seed)).start();
  }

  private static File log(int seed) {
    return new File("target/cache-user-" + seed + ".log");
  }

  @Test
  void processes() throws IOException, InterruptedException {
    List<Process> all = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) all.add(start(seed, 60, SMALL));
    for (int seed = 0; seed < 3; seed++) {
      assertTrue(all.get(seed).waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, all.get(seed).exitValue(), Files.readString(log(seed).toPath()));
    }
    assertBounded(SMALL);
  }

  @Test
  void killedWhileTheyWrite() throws IOException, InterruptedException {
    int torn = 0;
    for (int seed = 0; seed < KILLS; seed++) {
      Set<Path> before = parts();
      Process p = start(seed, Integer.MAX_VALUE, LARGE);
      while (p.isAlive() && before.containsAll(parts())) Thread.onSpinWait();
      p.destroyForcibly().waitFor();
      assertEquals("", Files.readString(log(seed).toPath()));
      if (!before.containsAll(parts())) torn++;
      for (CacheFolder.Kept file : new CacheFolder(folder).files()) {
        assertTrue(EntryFile.parse(Files.readAllBytes(file.path())).isPresent(), () -> file.path() + " is torn");
      }
    }
    assertTrue(torn > 0, "none was killed while it wrote");
    for (Path part : parts()) Files.setLastModifiedTime(part, FileTime.from(Instant.now().minusSeconds(4000)));
    CacheUser.use(folder, KILLS, 8, LARGE);
    assertEquals(Set.of(), parts());
    assertBounded(LARGE);
  }

  private Set<Path> parts() throws IOException {
    if (Files.notExists(folder)) return Set.of();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.part")) {
      Set<Path> parts = new TreeSet<>();
      files.forEach(parts::add);
      return parts;
    }
  }
}
