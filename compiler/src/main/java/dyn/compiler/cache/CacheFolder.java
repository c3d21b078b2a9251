package dyn.compiler.cache;

import dyn.runtime.results.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files of a cache. Other processes write and delete there at the same time; other files that may be there are left alone. What
 * cannot be read is not there.
 */
record CacheFolder(Path path) {
  /** More would not go into an array. */
  private static final long LARGEST = 1 << 30;
  private static final String END = ".artifact";
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}\\" + END);
  private static final Pattern PART = Pattern.compile("\\.[0-9a-f]{64}\\" + END + "\\.[0-9]+\\.part");

  /** One file, and when it was used last. */
  record Kept(Path path, long bytes, Instant used) {}

  /** What is there, least recently used first. */
  List<Kept> files() {
    List<Kept> all = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(path, "*" + END)) {
      for (Path p : paths) if (NAME.matcher(p.getFileName().toString()).matches()) kept(p).ifPresent(all::add);
    } catch (IOException | DirectoryIteratorException e) {
      return all;
    }
    all.sort(Comparator.comparing(Kept::used).thenComparing(Kept::path));
    return all;
  }

  private static Optional<Kept> kept(Path file) {
    try {
      BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
      return a.isRegularFile() ? Optional.of(new Kept(file, a.size(), a.lastModifiedTime().toInstant())) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Path file(CacheKey key) {
    return path.resolve(key.hex() + END);
  }

  /** Empty where it is not there, or damaged, or another's: then it goes. */
  Optional<EntryFile> read(Path file) {
    try {
      byte[] bytes = Files.size(file) > LARGEST ? new byte[0] : Files.readAllBytes(file);
      Optional<EntryFile> entry = EntryFile.parse(bytes).filter(e -> file(e.key()).equals(file));
      if (entry.isEmpty()) delete(file);
      return entry;
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether it is there now, whole. */
  boolean write(Path file, byte[] bytes, Instant now) {
    try (AtomicFile whole = AtomicFile.create(file)) {
      whole.stream().write(bytes);
      whole.commit();
    } catch (IOException e) {
      return false;
    }
    touch(file, now);
    return true;
  }

  /** Where the folder cannot be written to, entries still are of use. */
  void touch(Path file, Instant now) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(now));
    } catch (IOException e) {
      return;
    }
  }

  /** Whether it is gone. */
  static boolean delete(Path file) {
    try {
      Files.deleteIfExists(file);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Deletes what writers that were killed have left behind, from before a time. */
  void sweep(Instant before) {
    try {
      AtomicFile.dropParts(path, name -> PART.matcher(name).matches() && isOlder(path.resolve(name), before));
    } catch (IOException | DirectoryIteratorException e) {
      return;
    }
  }

  private static boolean isOlder(Path file, Instant time) {
    return kept(file).filter(k -> k.used().isBefore(time)).isPresent();
  }
}
