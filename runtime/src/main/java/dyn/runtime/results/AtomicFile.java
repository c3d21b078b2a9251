package dyn.runtime.results;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears under its name only when it is whole. It is written beside its target, in the same folder, because only a
 * move within one file system is atomic. Closed without {@link #commit()}, it leaves nothing behind.
 */
public final class AtomicFile implements AutoCloseable {
  private final Path target;
  private final Path part;
  private final OutputStream out;
  private boolean open = true;

  private AtomicFile(Path target, Path part, OutputStream out) {
    this.target = target;
    this.part = part;
    this.out = out;
  }

  /** Missing folders are created. */
  public static AtomicFile create(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    for (int n = 0; ; n++) {
      Path part = absolute.resolveSibling("." + absolute.getFileName() + "." + n + ".part");
      try {
        OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new AtomicFile(absolute, part, new BufferedOutputStream(out, 1 << 16));
      } catch (FileAlreadyExistsException taken) {
        // another run is writing the same file, or one was killed: the next number is free
      }
    }
  }

  public OutputStream stream() {
    return out;
  }

  public void commit() throws IOException {
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
        Files.deleteIfExists(part);
      }
    }
  }
}
