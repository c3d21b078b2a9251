package dyn.runtime.data;

import dyn.ir.diagnostics.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One npy array: a table whose columns have numbers from 1, or a structured array whose fields have names. */
final class NpyFile {
  private static final int BLOCK = 1024;

  private NpyFile() {}

  static DataResult read(InputStream in, String file, Optional<String> time, String column) throws IOException, DataFault {
    NpyHeader header = NpyHeader.read(in, file);
    return header.fields().size() == 1 && header.fields().getFirst().name().isEmpty() ? table(in, file, header, time, column)
        : structured(in, file, header, time, column);
  }

  private static DataResult table(InputStream in, String file, NpyHeader header, Optional<String> time, String column)
      throws IOException, DataFault {
    if (header.shape().length != 2) {
      throw new DataFault(Code.E0828, "`" + file + "` has the shape " + Arrays.toString(header.shape()) + ", but a table has two axes",
          "save times and values side by side, `numpy.column_stack([t, u])`, or by name, `numpy.savez`");
    }
    long width = header.shape()[1];
    List<String> names = IntStream.rangeClosed(1, (int) Math.min(width, Sizes.FIELD)).mapToObj(Integer::toString).toList();
    Columns columns = new Columns(file, names);
    int timeAt = columns.find(time.orElse("1"));
    int valueAt = columns.find(column);
    NpyHeader.Field element = header.fields().getFirst();
    double[][] both = columns(in, file, header, List.of(new Slot(timeAt, 0, element), new Slot(valueAt, 0, element)));
    return series(file, both[0], both[1]);
  }

  private static DataResult structured(InputStream in, String file, NpyHeader header, Optional<String> time, String column)
      throws IOException, DataFault {
    if (header.shape().length != 1) {
      throw new DataFault(Code.E0828, "`" + file + "` is a structured array of the shape " + Arrays.toString(header.shape()),
          "a table of rows has one axis");
    }
    Columns columns = new Columns(file, header.fields().stream().map(NpyHeader.Field::name).toList());
    NpyHeader.Field t = header.fields().get(time.isPresent() ? columns.find(time.get()) : 0);
    NpyHeader.Field u = header.fields().get(columns.find(column));
    double[][] both = columns(in, file, header, List.of(new Slot(0, header.offset(t), t), new Slot(0, header.offset(u), u)));
    return series(file, both[0], both[1]);
  }

  static DataResult series(String file, double[] times, double[] values) throws DataFault {
    if (times.length != values.length) {
      throw new DataFault(Code.E0828, "`" + file + "` has " + times.length + " times and " + values.length + " values",
          "give each value its time");
    }
    Series series = new Series(file);
    for (int i = 0; i < times.length; i++) series.add(i + 1L, times[i], values[i]);
    return series.data();
  }

  /**
   * A column of the elements of an array.
   *
   * @param cell position in a row
   * @param offset in an element
   */
  record Slot(long cell, int offset, NpyHeader.Field type) {}

  /** Reads some columns in one go; memory grows with what is there, not with what the header says. */
  static double[][] columns(InputStream in, String file, NpyHeader header, List<Slot> slots) throws IOException, DataFault {
    long rows = header.shape()[0];
    long cells = 1;
    for (int k = 1; k < header.shape().length; k++) cells *= header.shape()[k];
    int size = header.elementBytes();
    double[][] values = new double[slots.size()][(int) Math.min(rows, BLOCK)];
    byte[] buffer = new byte[size * BLOCK];
    long[] places = slots.stream().mapToLong(s -> place(header, s.cell)).toArray();
    long elements = rows * cells;
    for (long first = 0; first < elements; first += BLOCK) {
      int count = (int) Math.min(BLOCK, elements - first);
      if (in.readNBytes(buffer, 0, count * size) < count * size) {
        throw NpyHeader.broken(file, "its data end after " + first + " of " + elements + " elements");
      }
      for (int s = 0; s < values.length; s++) {
        for (int i = first(header, slots.get(s), first, cells); i < count; i += stride(header, cells)) {
          long element = first + i;
          long row = header.fortran() ? element % rows : element / cells;
          if (header.fortran() && element / rows != places[s]) continue;
          if (row >= values[s].length) values[s] = Arrays.copyOf(values[s], (int) Math.min(rows, 2L * values[s].length));
          values[s][(int) row] = value(buffer, i * size + slots.get(s).offset, slots.get(s).type);
        }
      }
    }
    return values;
  }

  private static int stride(NpyHeader header, long cells) {
    return header.fortran() ? 1 : (int) Math.min(cells, BLOCK);
  }

  /** The first element of a block from {@code first} on that belongs to the slot. */
  private static int first(NpyHeader header, Slot slot, long first, long cells) {
    return header.fortran() ? 0 : (int) Math.min(BLOCK, Math.floorMod(slot.cell - first, cells));
  }

  /** In Fortran order the first of the other axes runs fastest. */
  private static long place(NpyHeader header, long cell) {
    if (!header.fortran() || header.shape().length <= 2) return cell;
    long at = 0;
    long step = 1;
    long left = cell;
    long[] index = new long[header.shape().length];
    for (int k = index.length - 1; k >= 1; k--) {
      index[k] = left % header.shape()[k];
      left /= header.shape()[k];
    }
    for (int k = 1; k < index.length; k++) {
      at += index[k] * step;
      step *= header.shape()[k];
    }
    return at;
  }

  private static double value(byte[] bytes, int at, NpyHeader.Field type) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(type.order());
    return switch (type.kind()) {
      case 'f' -> type.bytes() == 4 ? b.getFloat(at) : b.getDouble(at);
      case 'i' -> integer(b, at, type.bytes());
      case 'u' -> type.bytes() == 8 ? unsigned(b.getLong(at)) : integer(b, at, type.bytes()) & (1L << 8 * type.bytes()) - 1;
      default -> bytes[at] == 0 ? 0 : 1;
    };
  }

  private static long integer(ByteBuffer b, int at, int bytes) {
    return switch (bytes) {
      case 1 -> b.get(at);
      case 2 -> b.getShort(at);
      case 4 -> b.getInt(at);
      default -> b.getLong(at);
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
  }
}
