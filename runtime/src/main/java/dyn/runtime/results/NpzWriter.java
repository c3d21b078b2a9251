package dyn.runtime.results;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes npz: one array of doubles per recorded value, [record, member, cells...] or [record, cells...], and the times and the numbers of
 * the members. A zip file takes one array after the other but a run makes them side by side: until the end they are files of their own.
 */
final class NpzWriter implements RecordSink {
  private static final String MEMBER = "member";
  private static final int BUFFER = 1 << 16;

  /** An array that grows along its first axis. */
  private record Part(String name, int[] shape, Path path, FileChannel channel) {
    /** Values per record. */
    long size() {
      return Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
    }
  }

  private final AtomicFile file;
  private final String name;
  private final boolean compress;
  private final long before;
  private final List<Part> parts = new ArrayList<>();
  private List<Grouping> groups = List.of();
  private Optional<MemberTable> members = Optional.empty();
  private long records;
  private boolean kept;
  private Optional<Manifest> manifest = Optional.empty();

  private NpzWriter(AtomicFile file, Path path, boolean compress, long before) {
    this.file = file;
    this.name = path.getFileName().toString();
    this.compress = compress;
    this.before = before;
    this.records = before;
    this.kept = before > 0;
  }

  static NpzWriter create(Path path, boolean compress) throws IOException {
    return new NpzWriter(AtomicFile.create(path), path, compress, 0);
  }

  static NpzWriter resume(Path folder, Mark mark) throws IOException {
    Path path = folder.resolve(mark.file());
    return new NpzWriter(AtomicFile.resume(path, mark.part(), 0), path, false, mark.position());
  }

  @Override
  public void append(RecordTable block) throws IOException {
    if (parts.isEmpty()) define(block);
    append(parts.getFirst(), block.times());
    for (int i = 0; i < groups.size(); i++) append(parts.get(i + 1), groups.get(i).values(block));
    records += block.times().length;
  }

  private void define(RecordTable block) throws IOException {
    groups = Grouping.of(block.columns());
    String time = "time";
    if (block instanceof MemberTable m) members = Optional.of(m);
    if (block instanceof Table t) time = t.timeLabel();
    List<String> names = Grouping.names(groups, List.of(time, MEMBER));
    parts.add(part(time, new int[0]));
    for (int i = 0; i < groups.size(); i++) {
      Grouping g = groups.get(i);
      int[] shape = members.isEmpty() ? g.shape() : IntStream.concat(IntStream.of(members.get().members()), IntStream.of(g.shape()))
          .toArray();
      parts.add(part(names.get(i), shape));
    }
  }

  private Part part(String array, int[] shape) throws IOException {
    Path path = file.part().resolveSibling(file.partName() + "." + parts.size());
    FileChannel channel = before > 0 ? FileChannel.open(path, StandardOpenOption.WRITE)
        : FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    Part part = new Part(array, shape, path, channel);
    long bytes = 8 * part.size() * before;
    if (channel.size() < bytes) {
      channel.close();
      throw new EOFException(path + " is shorter than it was");
    }
    channel.truncate(bytes).position(bytes);
    return part;
  }

  private static void append(Part part, double[] values) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += BUFFER / 8) {
      int count = Math.min(BUFFER / 8, values.length - from);
      buffer.clear().asDoubleBuffer().put(values, from, count);
      buffer.limit(8 * count);
      while (buffer.hasRemaining()) part.channel.write(buffer);
    }
  }

  @Override
  public Mark mark() throws IOException {
    for (Part p : parts) p.channel.force(true);
    file.flush();
    kept = true;
    return new Mark(name, file.partName(), records);
  }

  @Override
  public void describe(Manifest manifest) {
    this.manifest = Optional.of(manifest);
  }

  @Override
  public void commit() throws IOException {
    ZipOutputStream zip = new ZipOutputStream(file.stream());
    zip.setLevel(compress ? Deflater.DEFAULT_COMPRESSION : Deflater.NO_COMPRESSION);
    for (Part p : parts) {
      p.channel.close();
      entry(zip, p.name + ".npy", header(records, p.shape));
      Files.copy(p.path, zip);
      zip.closeEntry();
    }
    if (members.isPresent()) memberNumbers(zip, members.get());
    if (manifest.isPresent()) {
      entry(zip, Manifest.FILE_NAME, manifest.get().toJson().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    zip.finish();
    file.commit();
    kept = false;
    deleteParts();
  }

  /** The time of an entry is left out: the same records give the same file. */
  private static void entry(ZipOutputStream zip, String name, byte[] head) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(head);
  }

  private void memberNumbers(ZipOutputStream zip, MemberTable m) throws IOException {
    entry(zip, MEMBER + ".npy", header(m.members(), new int[0]));
    ByteBuffer numbers = ByteBuffer.allocate(8 * m.members()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < m.members(); i++) numbers.putDouble(m.firstMember() + i);
    zip.write(numbers.array());
    zip.closeEntry();
  }

  /** Version 1.0: magic, length, a Python literal, padded so that the data start at a multiple of 64. */
  static byte[] header(long records, int[] shape) {
    String rest = Arrays.stream(shape).mapToObj(n -> " " + n + ",").collect(Collectors.joining());
    String dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + records + "," + rest.replaceFirst(",$", "") + "), }";
    int length = Math.ceilDiv(10 + dictionary.length() + 1, 64) * 64;
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0).putShort((short) (length - 10));
    header.put(dictionary.getBytes(StandardCharsets.US_ASCII));
    while (header.position() < length - 1) header.put((byte) ' ');
    return header.put((byte) '\n').array();
  }

  @Override
  public void close() throws IOException {
    try {
      for (Part p : parts) p.channel.close();
      if (!kept) deleteParts();
    } finally {
      file.close();
    }
  }

  private void deleteParts() throws IOException {
    for (Part p : parts) Files.deleteIfExists(p.path);
  }
}
