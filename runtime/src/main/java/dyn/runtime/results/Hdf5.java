package dyn.runtime.results;

import static org.bytedeco.hdf5.global.hdf5.*;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * The calls into the HDF5 library that results need. A failed call is an {@link IOException}. Loads the library when first used. It is one
 * for all threads and not made for several at a time: whoever calls holds this class.
 */
final class Hdf5 {
  private static final int DEFLATE_LEVEL = 4;
  private static final long LARGEST_CACHE = 64 << 20;
  private static boolean ready;

  private Hdf5() {}

  /** @throws IOException where this machine has no such library */
  static synchronized void load() throws IOException {
    if (ready) return;
    JavaCppLog.silence();
    try {
      H5open();
      H5Eset_auto2(H5E_DEFAULT, null, null);
      ready = true;
    } catch (LinkageError e) {
      throw new IOException("there is no HDF5 library for this machine", e);
    }
  }

  static long ok(long result, String what) throws IOException {
    if (result < 0) throw new IOException("HDF5 cannot " + what);
    return result;
  }

  /** Whoever reads along sees a file that is whole at any time, and so does whoever comes after a crash. */
  static long create(String path) throws IOException {
    long access = access(false);
    try {
      return ok(H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, access), "create " + path);
    } finally {
      H5Pclose(access);
    }
  }

  /** @param torn whether it may not have been closed */
  static long open(String path, boolean torn) throws IOException {
    long access = access(torn);
    try {
      return ok(H5Fopen(path, H5F_ACC_RDWR, access), "open " + path);
    } finally {
      H5Pclose(access);
    }
  }

  private static long access(boolean clearStatus) throws IOException {
    long access = ok(H5Pcreate(H5P_CLS_FILE_ACCESS_ID_g()), "set access");
    ok(H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110), "set the version");
    if (clearStatus) {
      try (IntPointer yes = new IntPointer(1)) {
        ok(H5Pset(access, "clear_status_flags", yes), "clear the status");
      }
    }
    return access;
  }

  static long open(long parent, String name) throws IOException {
    try (BytePointer utf = new BytePointer(name, StandardCharsets.UTF_8)) {
      return ok(H5Dopen2(parent, utf, H5P_DEFAULT), "open dataset " + name);
    }
  }

  private static long create(long parent, String name, long type, long space, long creation, long access) throws IOException {
    long link = ok(H5Pcreate(H5P_CLS_LINK_CREATE_ID_g()), "set links");
    try (BytePointer utf = new BytePointer(name, StandardCharsets.UTF_8)) {
      ok(H5Pset_char_encoding(link, H5T_CSET_UTF8), "set UTF-8");
      return ok(H5Dcreate2(parent, utf, type, space, link, creation, access), "create dataset " + name);
    } finally {
      H5Pclose(link);
    }
  }

  /** A dataset of doubles that grows along its first axis. NaN where nothing is written. */
  static long growing(long parent, String name, long[] shape, long[] chunk, boolean compress) throws IOException {
    long[] limits = shape.clone();
    limits[0] = H5S_UNLIMITED;
    long space = ok(H5Screate_simple(shape.length, shape, limits), "make a space");
    long creation = ok(H5Pcreate(H5P_CLS_DATASET_CREATE_ID_g()), "set creation");
    long access = ok(H5Pcreate(H5P_CLS_DATASET_ACCESS_ID_g()), "set access");
    try (DoublePointer nan = new DoublePointer(Double.NaN)) {
      ok(H5Pset_chunk(creation, chunk.length, chunk), "set chunks");
      ok(H5Pset_fill_value(creation, H5T_NATIVE_DOUBLE_g(), nan), "set the fill value");
      if (compress) {
        ok(H5Pset_shuffle(creation), "set shuffle");
        ok(H5Pset_deflate(creation, DEFLATE_LEVEL), "set deflate");
      }
      ok(H5Pset_chunk_cache(access, 10007, cache(shape, chunk), 1), "set the cache");
      return create(parent, name, H5T_IEEE_F64LE_g(), space, creation, access);
    } finally {
      H5Pclose(access);
      H5Pclose(creation);
      H5Sclose(space);
    }
  }

  /** All chunks that hold one record, so that blocks of few records fill chunks of many before they are written. */
  private static long cache(long[] shape, long[] chunk) {
    long bytes = 8 * chunk[0];
    for (int i = 1; i < shape.length; i++) bytes *= Math.ceilDiv(shape[i], chunk[i]) * chunk[i];
    return Math.clamp(bytes, 1 << 20, LARGEST_CACHE);
  }

  /** Writes rows from {@code first} on; the dataset grows as needed. */
  static void write(long dataset, long first, long[] shape, double[] values) throws IOException {
    if (values.length == 0) return;
    long[] extent = shape.clone();
    extent[0] = first + shape[0];
    ok(H5Dset_extent(dataset, extent), "extend a dataset");
    long[] start = new long[shape.length];
    start[0] = first;
    long[] ones = new long[shape.length];
    Arrays.fill(ones, 1);
    long file = ok(H5Dget_space(dataset), "get a space");
    long memory = ok(H5Screate_simple(shape.length, shape, shape), "make a space");
    try (DoublePointer data = new DoublePointer(values)) {
      ok(H5Sselect_hyperslab(file, H5S_SELECT_SET, start, ones, shape, ones), "select rows");
      ok(H5Dwrite(dataset, H5T_NATIVE_DOUBLE_g(), memory, file, H5P_DEFAULT, data), "write (is the disk full?)");
    } finally {
      H5Sclose(memory);
      H5Sclose(file);
    }
  }

  /** Cuts or extends a dataset to a number of rows. */
  static void resize(long dataset, long rows) throws IOException {
    long space = ok(H5Dget_space(dataset), "get a space");
    long[] shape = new long[(int) ok(H5Sget_simple_extent_ndims(space), "get a rank")];
    ok(H5Sget_simple_extent_dims(space, shape, null), "get a shape");
    H5Sclose(space);
    shape[0] = rows;
    ok(H5Dset_extent(dataset, shape), "cut a dataset");
  }

  static void plain(long parent, String name, double[] values) throws IOException {
    long space = ok(H5Screate_simple(1, new long[] {values.length}, null), "make a space");
    long set = create(parent, name, H5T_IEEE_F64LE_g(), space, H5P_DEFAULT, H5P_DEFAULT);
    try (DoublePointer data = new DoublePointer(values)) {
      if (values.length > 0) ok(H5Dwrite(set, H5T_NATIVE_DOUBLE_g(), H5S_ALL, H5S_ALL, H5P_DEFAULT, data), "write " + name);
    } finally {
      H5Dclose(set);
      H5Sclose(space);
    }
  }

  /** A text of UTF-8, of its own length: one that every reader shows as a text. */
  static void text(long object, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long type = textType(bytes.length);
    long space = ok(H5Screate(H5S_SCALAR), "make a space");
    long attribute = ok(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), "create attribute " + name);
    try (Pointer data = new BytePointer(bytes)) {
      ok(H5Awrite(attribute, type, data), "write attribute " + name);
    } finally {
      H5Aclose(attribute);
      H5Sclose(space);
      H5Tclose(type);
    }
  }

  /** As a dataset, where an attribute would be too long. */
  static void textDataset(long parent, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long type = textType(bytes.length);
    long space = ok(H5Screate(H5S_SCALAR), "make a space");
    long set = create(parent, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    try (Pointer data = new BytePointer(bytes)) {
      ok(H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data), "write " + name);
    } finally {
      H5Dclose(set);
      H5Sclose(space);
      H5Tclose(type);
    }
  }

  private static long textType(int length) throws IOException {
    long type = ok(H5Tcopy(H5T_C_S1_g()), "make a type");
    ok(H5Tset_size(type, Math.max(1, length)), "set a length");
    ok(H5Tset_cset(type, H5T_CSET_UTF8), "set UTF-8");
    return type;
  }
}
