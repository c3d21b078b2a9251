package dyn.compiler.cache;

import dyn.backend.Artifact;
import dyn.backend.Loader;
import dyn.compiler.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Artifacts that took long to prepare, in a folder that processes share. An entry is found by what it was made from: the program as it
 * was emitted, the target, the compiler. One that is not whole is made anew, and a folder that cannot be used keeps nothing; neither is
 * ever a mistake.
 */
public final class ArtifactCache {
  public static final long DEFAULT_BOUND = 256L << 20;
  /** Keeps nothing. */
  public static final ArtifactCache NONE = new ArtifactCache(Path.of(""), 0, () -> Instant.EPOCH);
  /** Nobody writes one file for so long. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  /** What is kept of one program. */
  public record Entry(String program, String backend, long bytes, Instant used) {}

  /** @param latest those used last, the last one first */
  public record Contents(int entries, long bytes, List<Entry> latest) {}

  /** @param left entries that could not be removed */
  public record Cleared(int entries, long bytes, int left) {}

  private final CacheFolder folder;
  private final long bound;
  private final InstantSource clock;

  /**
   * @param folder is made when something is kept
   * @param bound bytes of all entries; 0 keeps nothing and finds nothing
   * @param clock tells which entries were used last
   */
  public ArtifactCache(Path folder, long bound, InstantSource clock) {
    this.folder = new CacheFolder(folder);
    this.bound = bound;
    this.clock = clock;
  }

  public Path folder() {
    return folder.path();
  }

  public long bound() {
    return bound;
  }

  /** The artifact as {@link Loader#prepare} makes it or once made it; where that would make nothing, as it is. */
  public Artifact prepared(Artifact emitted, Loader loader) {
    String fingerprint = bound == 0 ? "" : loader.fingerprint();
    if (fingerprint.isEmpty()) return emitted;
    CacheKey key = CacheKey.of(Version.TEXT, emitted, fingerprint);
    Path file = folder.file(key);
    Optional<EntryFile> found = folder.read(file);
    if (found.isPresent()) {
      folder.touch(file, clock.instant());
      return found.get().artifact();
    }
    Artifact made = loader.prepare(emitted);
    if (made != emitted) keep(file, new EntryFile(key, made).bytes());
    return made;
  }

  private void keep(Path file, byte[] bytes) {
    if (bytes.length <= bound && folder.write(file, bytes, clock.instant())) tidy();
  }

  private void tidy() {
    folder.sweep(clock.instant().minus(ABANDONED));
    List<CacheFolder.Kept> files = folder.files();
    long bytes = bytes(files);
    for (CacheFolder.Kept file : files) {
      if (bytes <= bound) return;
      CacheFolder.delete(file.path());
      bytes -= file.bytes();
    }
  }

  private static long bytes(List<CacheFolder.Kept> files) {
    return files.stream().mapToLong(CacheFolder.Kept::bytes).sum();
  }

  /** Whether something can be kept: its folder can be written to, or made. */
  public boolean isWritable() {
    Path there = folder.path().toAbsolutePath();
    while (there != null && !Files.exists(there)) there = there.getParent();
    return there != null && Files.isDirectory(there) && Files.isWritable(there);
  }

  /** What is kept, and at most so many entries of it by name. */
  public Contents contents(int most) {
    List<CacheFolder.Kept> files = folder.files();
    List<Entry> latest = new ArrayList<>();
    for (CacheFolder.Kept file : files.reversed()) {
      if (latest.size() == most) break;
      folder.read(file.path()).map(EntryFile::artifact).ifPresent(a ->
          latest.add(new Entry(a.name(), a.backend(), file.bytes(), file.used())));
    }
    return new Contents(files.size(), bytes(files), latest);
  }

  /** Removes all entries, and what unfinished ones have left behind. */
  public Cleared clear() {
    List<CacheFolder.Kept> files = folder.files();
    List<CacheFolder.Kept> gone = files.stream().filter(f -> CacheFolder.delete(f.path())).toList();
    folder.sweep(Instant.MAX);
    return new Cleared(gone.size(), bytes(gone), files.size() - gone.size());
  }
}
