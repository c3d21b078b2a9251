package dyn.runtime.results;

import static org.bytedeco.hdf5.global.hdf5.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes HDF5: one dataset per recorded value, [record, member, cells...] or [record, cells...], that grows in time; the times and the
 * numbers of the members are scales of its axes. Other programs may read along, and after a crash the file is whole up to some record.
 */
final class Hdf5Writer implements RecordSink {
  private static final String MEMBER = "member";
  private static final long CHUNK = 1 << 16;
  private static final long FEWEST_RECORDS = 64;
  private static final long TIMES = 1024;

  private final AtomicFile part;
  private final String name;
  private final boolean compress;
  private final long file;
  private List<Grouping> groups = List.of();
  private List<String> names = List.of();
  private final List<Long> datasets = new ArrayList<>();
  private long records;
  private boolean open = true;
  private Optional<Manifest> manifest = Optional.empty();

  private Hdf5Writer(AtomicFile part, Path path, boolean compress, long file) {
    this.part = part;
    this.name = path.getFileName().toString();
    this.compress = compress;
    this.file = file;
  }

  static Hdf5Writer create(Path path, boolean compress) throws IOException {
    Hdf5.load();
    AtomicFile part = AtomicFile.create(path);
    synchronized (Hdf5.class) {
      return new Hdf5Writer(part, path, compress, Hdf5.create(part.part().toString()));
    }
  }

  static Hdf5Writer resume(Path folder, Mark mark) throws IOException {
    Hdf5.load();
    Path path = folder.resolve(mark.file());
    AtomicFile part = AtomicFile.resume(path, mark.part());
    synchronized (Hdf5.class) {
      Hdf5Writer writer = new Hdf5Writer(part, path, false, Hdf5.open(part.part().toString(), true));
      writer.records = mark.position();
      return writer;
    }
  }

  @Override
  public void append(RecordTable block) throws IOException {
    synchronized (Hdf5.class) {
      if (datasets.isEmpty()) define(block);
      int rows = block.times().length;
      Hdf5.write(datasets.getFirst(), records, new long[] {rows}, block.times());
      for (int i = 0; i < groups.size(); i++) {
        Grouping group = groups.get(i);
        Hdf5.write(datasets.get(i + 1), records, shape(rows, block, group), group.values(block));
      }
      records += rows;
    }
  }

  private static long[] shape(long rows, RecordTable block, Grouping group) {
    long[] members = block instanceof MemberTable m ? new long[] {m.members()} : new long[0];
    long[] shape = new long[1 + members.length + group.shape().length];
    shape[0] = rows;
    if (members.length > 0) shape[1] = members[0];
    for (int k = 0; k < group.shape().length; k++) shape[1 + members.length + k] = group.shape()[k];
    return shape;
  }

  private static String timeLabel(RecordTable block) {
    return switch (block) {
      case Table t -> t.timeLabel();
      case MemberTable _ -> "time";
    };
  }

  private static String timeUnit(RecordTable block) {
    return switch (block) {
      case Table t -> t.timeUnit();
      case MemberTable m -> m.timeUnit();
    };
  }

  private void define(RecordTable block) throws IOException {
    groups = Grouping.of(block.columns());
    String time = timeLabel(block);
    names = Grouping.names(groups, List.of(time, MEMBER, Manifest.DATASET));
    if (records > 0) {
      reopen(block);
      return;
    }
    datasets.add(Hdf5.growing(file, time, new long[] {0}, new long[] {TIMES}, compress));
    Hdf5.ok(H5DSset_scale(datasets.getFirst(), time), "make a scale");
    units(datasets.getFirst(), timeUnit(block));
    Optional<Long> member = Optional.empty();
    if (block instanceof MemberTable m) member = Optional.of(members(m));
    for (int i = 0; i < groups.size(); i++) datasets.add(dataset(block, i, time, member));
    if (member.isPresent()) H5Dclose(member.get());
    Hdf5.ok(H5Fstart_swmr_write(file), "let others read along");
  }

  private long members(MemberTable m) throws IOException {
    double[] numbers = new double[m.members()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = m.firstMember() + i;
    Hdf5.plain(file, MEMBER, numbers);
    long set = Hdf5.open(file, MEMBER);
    Hdf5.ok(H5DSset_scale(set, MEMBER), "make a scale");
    return set;
  }

  private long dataset(RecordTable block, int index, String time, Optional<Long> member) throws IOException {
    Grouping group = groups.get(index);
    long[] shape = shape(0, block, group);
    long set = Hdf5.growing(file, names.get(index), shape, chunk(shape, block.times().length), compress);
    Hdf5.text(set, "name", group.name());
    units(set, group.unit());
    Hdf5.ok(H5DSattach_scale(set, datasets.getFirst(), 0), "attach a scale");
    Hdf5.ok(H5DSset_label(set, 0, time), "label an axis");
    if (member.isPresent()) {
      Hdf5.ok(H5DSattach_scale(set, member.get(), 1), "attach a scale");
      Hdf5.ok(H5DSset_label(set, 1, MEMBER), "label an axis");
    }
    return set;
  }

  private void reopen(RecordTable block) throws IOException {
    datasets.add(Hdf5.open(file, timeLabel(block)));
    for (String name : names) datasets.add(Hdf5.open(file, name));
    for (long set : datasets) Hdf5.resize(set, records);
    Hdf5.ok(H5Fstart_swmr_write(file), "let others read along");
  }

  private static void units(long object, String unit) throws IOException {
    if (!unit.isEmpty()) Hdf5.text(object, "units", unit);
  }

  /** At most half a megabyte: as many cells and members of one record as fit, in equal parts, then records. */
  static long[] chunk(long[] shape, long rows) {
    long[] chunk = new long[shape.length];
    long left = CHUNK;
    for (int k = shape.length - 1; k > 0; k--) {
      chunk[k] = Math.max(1, Math.ceilDiv(shape[k], Math.ceilDiv(shape[k], left)));
      left = Math.max(1, left / chunk[k]);
    }
    chunk[0] = Math.clamp(left, 1, Math.max(rows, FEWEST_RECORDS));
    return chunk;
  }

  @Override
  public Mark mark() throws IOException {
    synchronized (Hdf5.class) {
      for (long set : datasets) Hdf5.ok(H5Dflush(set), "flush (is the disk full?)");
    }
    part.flush();
    return new Mark(name, part.partName(), records);
  }

  @Override
  public void describe(Manifest manifest) {
    this.manifest = Optional.of(manifest);
  }

  @Override
  public void commit() throws IOException {
    closeLibrary();
    synchronized (Hdf5.class) {
      long again = Hdf5.open(part.part().toString(), false);
      try {
        Hdf5.text(again, "Conventions", "dyn-1");
        if (manifest.isPresent()) Hdf5.textDataset(again, Manifest.DATASET, manifest.get().toJson());
      } finally {
        Hdf5.ok(H5Fclose(again), "close (is the disk full?)");
      }
    }
    part.commit();
  }

  private void closeLibrary() throws IOException {
    if (!open) return;
    open = false;
    synchronized (Hdf5.class) {
      for (long set : datasets) H5Dclose(set);
      Hdf5.ok(H5Fclose(file), "close (is the disk full?)");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      closeLibrary();
    } finally {
      part.close();
    }
  }
}
