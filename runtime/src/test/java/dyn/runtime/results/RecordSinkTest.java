package dyn.runtime.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one library writes another reads: HDF5 is read by jHDF, npz by this test. */
class RecordSinkTest {
  private static final int MEMBERS = 3;
  private static final Manifest MANIFEST = new Manifest("e", "M", "m.dyn", "00", Map.of(), "0", "jvm", "rk4", Map.of(), 7, MEMBERS,
      Map.of(), Map.of(), Map.of(), Map.of(), "0", OptionalDouble.empty());

  @TempDir Path folder;

  /** Value of cell c of u in record t of member m. */
  private static double u(int t, int m, int c) {
    return 100 * t + 10 * m + c;
  }

  private static MemberTable block(int first, int rows) {
    double[] times = new double[rows];
    double[] x = new double[rows * MEMBERS];
    double[][] cells = new double[6][rows * MEMBERS];
    for (int t = 0; t < rows; t++) {
      times[t] = 0.5 * (first + t);
      for (int m = 0; m < MEMBERS; m++) {
        x[t * MEMBERS + m] = m == 1 && first + t > 3 ? Double.NaN : -u(first + t, m, 0);
        for (int c = 0; c < 6; c++) cells[c][t * MEMBERS + m] = u(first + t, m, c);
      }
    }
    List<Column> columns = new ArrayList<>(List.of(new Column("x", "mV", x)));
    for (int c = 0; c < 6; c++) columns.add(new Column("u[" + c / 3 + ", " + c % 3 + "]", "", cells[c]));
    columns.add(new Column("\u03b8/b", "", x));
    return new MemberTable("m", "ms", times, MEMBERS, 10, columns);
  }

  private static void check(double[] times, double[][] x, double[][][][] u) {
    assertEquals(7, times.length);
    for (int t = 0; t < 7; t++) {
      assertEquals(0.5 * t, times[t]);
      for (int m = 0; m < MEMBERS; m++) {
        assertEquals(m == 1 && t > 3 ? Double.NaN : -u(t, m, 0), x[t][m]);
        for (int c = 0; c < 6; c++) assertEquals(u(t, m, c), u[t][m][c / 3][c % 3]);
      }
    }
  }

  private void write(Path file, boolean compress) throws IOException {
    RecordSink.Mark mark;
    try (RecordSink sink = RecordFormat.create(file, compress)) {
      sink.append(block(0, 3));
      mark = sink.mark();
      sink.append(block(3, 2));
    }
    assertFalse(Files.exists(file));
    try (RecordSink sink = RecordFormat.resume(folder, mark)) {
      sink.append(block(3, 1));
      sink.append(block(4, 3));
      sink.describe(MANIFEST);
      sink.commit();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void hdf5GoesOnBehindAMark(boolean compress) throws IOException {
    Path file = folder.resolve("m.h5");
    write(file, compress);
    try (HdfFile h5 = new HdfFile(file)) {
      check((double[]) h5.getDatasetByPath("time").getData(), (double[][]) h5.getDatasetByPath("x").getData(),
          (double[][][][]) h5.getDatasetByPath("u").getData());
      assertArrayEquals(new double[] {10, 11, 12}, (double[]) h5.getDatasetByPath("member").getData());
      assertEquals("mV", h5.getDatasetByPath("x").getAttribute("units").getData());
      assertEquals("ms", h5.getDatasetByPath("time").getAttribute("units").getData());
      assertEquals("\u03b8/b", h5.getDatasetByPath("\u03b8|b").getAttribute("name").getData());
      assertEquals(MANIFEST.toJson(), h5.getDatasetByPath("manifest").getData());
    }
  }

  /** The library is one for all threads. */
  @Test
  void severalAreWrittenAtATime() {
    IntStream.range(0, 8).parallel().forEach(k -> {
      Path file = folder.resolve(k + ".h5");
      try (RecordSink sink = RecordFormat.create(file, k % 2 == 0)) {
        for (int t = 0; t < 7; t++) sink.append(block(t, 1));
        sink.describe(MANIFEST);
        sink.commit();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    for (int k = 0; k < 8; k++) {
      try (HdfFile h5 = new HdfFile(folder.resolve(k + ".h5"))) {
        check((double[]) h5.getDatasetByPath("time").getData(), (double[][]) h5.getDatasetByPath("x").getData(),
            (double[][][][]) h5.getDatasetByPath("u").getData());
      }
    }
  }

  @Test
  void npzGoesOnBehindAMark() throws IOException {
    Path file = folder.resolve("m.npz");
    write(file, false);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ByteBuffer x = array(zip, "x.npy", "(7, 3)");
      ByteBuffer u = array(zip, "u.npy", "(7, 3, 2, 3)");
      double[][] xs = new double[7][3];
      double[][][][] us = new double[7][3][2][3];
      for (int t = 0; t < 7; t++) for (int m = 0; m < 3; m++) xs[t][m] = x.getDouble();
      for (int i = 0; i < 7 * 18; i++) us[i / 18][i / 6 % 3][i / 3 % 2][i % 3] = u.getDouble();
      double[] times = new double[7];
      array(zip, "time.npy", "(7,)").asDoubleBuffer().get(times);
      check(times, xs, us);
      assertEquals(11, array(zip, "member.npy", "(3,)").getDouble(8));
      array(zip, "\u03b8|b.npy", "(7, 3)");
      assertEquals(MANIFEST.toJson(), new String(zip.getInputStream(new ZipEntry("manifest.json")).readAllBytes(), "UTF-8"));
    }
  }

  private static ByteBuffer array(ZipFile zip, String name, String shape) throws IOException {
    byte[] bytes = zip.getInputStream(new ZipEntry(name)).readAllBytes();
    ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = data.getShort(8);
    assertEquals(0, (10 + length) % 64);
    String header = new String(bytes, 10, length, "US-ASCII");
    assertEquals("{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }", header.strip());
    return data.position(10 + length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void csvGoesOnBehindAMark() throws IOException {
    Path file = folder.resolve("m.csv");
    write(file, false);
    List<String> lines = Files.readAllLines(file);
    assertEquals(1 + 7 * MEMBERS, lines.size());
    assertEquals("time [ms],member,x [mV],\"u[0, 0]\",\"u[0, 1]\",\"u[0, 2]\",\"u[1, 0]\",\"u[1, 1]\",\"u[1, 2]\",\u03b8/b",
        lines.getFirst());
    assertEquals("2.0,11,,410.0,411.0,412.0,413.0,414.0,415.0,", lines.get(1 + 4 * MEMBERS + 1));
  }

  /** A process that dies between two marks leaves a file that can be gone on with. */
  @ParameterizedTest
  @ValueSource(strings = {"h5", "npz", "csv"})
  void goesOnAfterDeath(String format) throws Exception {
    Path file = folder.resolve("m." + format);
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-cp", System.getProperty("java.class.path"), Dying.class.getName(), file.toString()).redirectErrorStream(true).start();
    String[] said = new String(process.getInputStream().readAllBytes()).strip().split(" ");
    assertEquals(Dying.CODE, process.waitFor(), () -> String.join(" ", said));
    try (RecordSink sink = RecordFormat.resume(folder, new RecordSink.Mark(said[0], said[1], Long.parseLong(said[2])))) {
      sink.append(block(3, 4));
      sink.commit();
    }
    if (format.equals("h5")) {
      try (HdfFile h5 = new HdfFile(file)) {
        check((double[]) h5.getDatasetByPath("time").getData(), (double[][]) h5.getDatasetByPath("x").getData(),
            (double[][][][]) h5.getDatasetByPath("u").getData());
      }
    } else if (format.equals("npz")) {
      try (ZipFile zip = new ZipFile(file.toFile())) {
        array(zip, "u.npy", "(7, 3, 2, 3)");
      }
    } else {
      assertEquals(1 + 7 * MEMBERS, Files.readAllLines(file).size());
    }
  }

  static final class Dying {
    static final int CODE = 7;

    public static void main(String[] args) throws IOException {
      RecordSink sink = RecordFormat.create(Path.of(args[0]), false);
      sink.append(block(0, 3));
      RecordSink.Mark mark = sink.mark();
      System.out.println(mark.file() + " " + mark.part() + " " + mark.position());
      for (int i = 0; i < 200; i++) sink.append(block(3 + i, 1));
      System.out.flush();
      Runtime.getRuntime().halt(CODE);
    }
  }

  @Test
  void whatIsNotCommittedLeavesNothing() throws IOException {
    for (RecordFormat format : RecordFormat.values()) {
      try (RecordSink sink = RecordFormat.create(folder.resolve("m." + format.extension()), false)) {
        sink.append(block(0, 3));
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void cellsOfAnArrayAreGrouped() {
    assertEquals("u 2x2, v[1], v[2], w 1, w[2], z 1, u", groups("u[0, 0]", "u[0, 1]", "u[1, 0]", "u[1, 1]", "v[1]", "v[2]", "w[0]", "w[2]",
        "z[0]", "u"));
    assertEquals("u[0, 0], u[0, 1], u[1, 0]", groups("u[0, 0]", "u[0, 1]", "u[1, 0]"));
    assertEquals("x 2, x 2", groups("x[0]", "x[1]", "x[0]", "x[1]"));
  }

  private static String groups(String... labels) {
    List<Column> columns = Stream.of(labels).map(l -> new Column(l, new double[0])).toList();
    return String.join(", ", Grouping.of(columns).stream().map(g -> g.shape().length == 0 ? g.name() : g.name() + " " + String.join("x",
        java.util.Arrays.stream(g.shape()).mapToObj(Integer::toString).toList())).toList());
  }

  @Test
  void chunksAreEvenAndSmall() {
    assertArrayEquals(new long[] {1, 50000}, Hdf5Writer.chunk(new long[] {0, 100_000}, 4));
    assertArrayEquals(new long[] {64, 4, 3}, Hdf5Writer.chunk(new long[] {0, 4, 3}, 4));
    assertTrue(Hdf5Writer.chunk(new long[] {0, 10, 1000, 1000}, 4)[0] == 1);
  }
}
