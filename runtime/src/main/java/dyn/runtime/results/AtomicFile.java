package dyn.runtime.results;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;

/**
 * A file that appears under its name only when it is whole. It is written beside its target, in the same folder, because only a
 * move within one file system is atomic. Closed without {@link #commit()}, it leaves nothing behind, unless {@link #flush()} promised
 * that it can be gone on with.
 */
public final class AtomicFile implements AutoCloseable {
  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private final OutputStream out;
  private boolean open = true;
  private boolean kept;

  private AtomicFile(Path target, Path part, FileChannel channel) {
    this.target = target;
    this.part = part;
    this.channel = channel;
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
  }

  /** Missing folders are created. */
  public static AtomicFile create(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    for (int n = 0; ; n++) {
      Path part = absolute.resolveSibling("." + absolute.getFileName() + "." + n + ".part");
      try {
        return new AtomicFile(absolute, part, FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
      } catch (FileAlreadyExistsException taken) {
        // another run is writing the same file, or one was killed: the next number is free
      }
    }
  }

  /** Goes on with a file that has {@code position} good bytes, whether it was committed in the meantime or not. */
  public static AtomicFile resume(Path target, String partName, long position) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path part = absolute.resolveSibling(partName);
    if (Files.notExists(part)) Files.move(absolute, part);
    FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
    if (channel.size() < position) {
      channel.close();
      throw new EOFException(part + " is shorter than it was");
    }
    channel.truncate(position).position(position);
    return new AtomicFile(absolute, part, channel).keep();
  }

  /** Goes on with all of a file, whatever it holds. */
  public static AtomicFile resume(Path target, String partName) throws IOException {
    Path part = target.toAbsolutePath().resolveSibling(partName);
    return resume(target, partName, Files.size(Files.exists(part) ? part : target));
  }

  /** Deletes files of a folder that were begun and never committed, by whoever does not write them any more. */
  public static void dropParts(Path folder, Predicate<String> which) throws IOException {
    if (!Files.isDirectory(folder)) return;
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".*.part")) {
      for (Path p : parts) if (which.test(p.getFileName().toString())) Files.deleteIfExists(p);
    }
  }

  private AtomicFile keep() {
    kept = true;
    return this;
  }

  /** Makes durable what was written, and returns how many bytes that are. */
  public long flush() throws IOException {
    out.flush();
    channel.force(true);
    kept = true;
    return channel.position();
  }

  /** The file while it is written. */
  public Path part() {
    return part;
  }

  public String partName() {
    return part.getFileName().toString();
  }

  public OutputStream stream() {
    return out;
  }

  public void commit() throws IOException {
    out.flush();
    if (kept) channel.force(true);
    out.close();
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
    open = false;
  }

  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      try {
        out.close();
      } finally {
        if (!kept) Files.deleteIfExists(part);
      }
    }
  }
}
