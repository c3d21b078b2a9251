package dyn.runtime.data;

import dyn.ir.diagnostics.Code;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The process that reads an HDF5 file, and hands over two columns or a fault. */
final class Hdf5Child {
  static final byte DATA = 1;
  static final byte FAULT = 2;
  private static final List<String> TIMES = List.of("time", "t");

  private Hdf5Child() {}

  public static void main(String[] args) throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 16));
    try {
      double[][] columns = read(Path.of(args[0]), args[1], args.length > 3 ? Optional.of(args[3]) : Optional.empty(), args[2]);
      out.writeByte(DATA);
      for (double[] column : columns) {
        out.writeInt(column.length);
        for (double value : column) out.writeDouble(value);
      }
    } catch (DataFault e) {
      out.writeByte(FAULT);
      out.writeUTF(e.fault().code().name());
      out.writeUTF(e.fault().message());
      out.writeUTF(e.fault().help());
    }
    out.flush();
  }

  static double[][] read(Path path, String file, Optional<String> time, String column) throws DataFault {
    try (HdfFile h5 = new HdfFile(path)) {
      return read(h5, file, time, column);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // whatever a library makes of a damaged file
      throw broken(file, Shown.text(e.getClass().getSimpleName() + ": " + e.getMessage()));
    }
  }

  private static double[][] read(HdfFile h5, String file, Optional<String> time, String column) throws DataFault {
    Cell value = exists(h5, column) ? new Cell(column, new long[0]) : Cell.of(column);
    Dataset values = dataset(h5, file, value.array());
    Cell at = time.isPresent() ? Cell.of(time.get()) : new Cell(times(values, file), new long[0]);
    return new double[][] {column(dataset(h5, file, at.array()), at, file), column(values, value, file)};
  }

  private static boolean exists(HdfFile h5, String path) {
    return group(h5, path).filter(g -> g.getChildren().containsKey(path.substring(path.lastIndexOf('/') + 1))).isPresent();
  }

  /** The group that a path ends in, its last name aside. */
  private static Optional<Group> group(HdfFile h5, String path) {
    Group at = h5;
    for (String step : path.substring(0, path.lastIndexOf('/') + 1).split("/")) {
      if (step.isEmpty()) continue;
      if (!(at.getChildren().get(step) instanceof Group next)) return Optional.empty();
      at = next;
    }
    return Optional.of(at);
  }

  private static Dataset dataset(HdfFile h5, String file, String path) throws DataFault {
    Group group = group(h5, path).orElseThrow(() -> new DataFault(Code.E0802, "`" + file + "` has no group for `" + Shown.text(path) + "`",
        "name the way from the top: `group/dataset`"));
    List<String> names = new ArrayList<>(group.getChildren().keySet());
    String name = names.get(new Columns(file, names).find(path.substring(path.lastIndexOf('/') + 1)));
    if (group.getChild(name) instanceof Dataset d) return d;
    throw new DataFault(Code.E0802, "`" + file + "`: `" + Shown.text(path) + "` is no dataset", "name a dataset, `group/dataset`");
  }

  /** Beside the values. */
  private static String times(Dataset values, String file) throws DataFault {
    Group group = values.getParent();
    String prefix = group.getPath();
    for (String name : TIMES) if (group.getChildren().containsKey(name)) return prefix + name;
    throw new DataFault(Code.E0802, "`" + file + "` has no times beside `" + Shown.text(values.getName()) + "`",
        "name them: `time \"group/dataset\"`");
  }

  private static double[] column(Dataset dataset, Cell cell, String file) throws DataFault {
    Class<?> type = dataset.getJavaType();
    if (dataset.isCompound() || dataset.isVariableLength() || !isNumber(type)) {
      throw new DataFault(Code.E0828, "`" + file + "`: `" + Shown.text(dataset.getName()) + "` holds no plain numbers",
          "real numbers and integers are read");
    }
    long[] shape = dataset.getDimensionsAsLong();
    cell.place(file, shape);
    if (shape[0] > Sizes.ROWS) throw Sizes.tooLong(file);
    if (shape[0] == 0) return new double[0];
    double[] column = new double[(int) shape[0]];
    flatten(cell.index().length == 0 ? dataset.getData() : dataset.getData(start(cell), slice(shape)), column, 0);
    return column;
  }

  private static boolean isNumber(Class<?> type) {
    return type == double.class || type == float.class || type == long.class || type == int.class || type == short.class
        || type == byte.class || type == BigInteger.class;
  }

  private static long[] start(Cell cell) {
    long[] start = new long[cell.index().length + 1];
    System.arraycopy(cell.index(), 0, start, 1, cell.index().length);
    return start;
  }

  private static int[] slice(long[] shape) {
    int[] slice = new int[shape.length];
    Arrays.fill(slice, 1);
    slice[0] = (int) shape[0];
    return slice;
  }

  /** Arrays of arrays hold one number each, but for the first axis. */
  private static int flatten(Object array, double[] to, int at) {
    int next = at;
    for (int i = 0; i < Array.getLength(array); i++) {
      Object element = Array.get(array, i);
      if (element instanceof Number n) to[next++] = n.doubleValue();
      else next = flatten(element, to, next);
    }
    return next;
  }

  static DataFault broken(String file, String why) {
    return new DataFault(Code.E0827, "`" + file + "` is no whole HDF5 file: " + why, "see whether `h5dump` reads it, and write it again");
  }
}
