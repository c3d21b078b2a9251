package dyn.runtime.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  @TempDir Path folder;

  @Test
  void everyDoubleReadsBackToTheSameBits() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    double[] values = random.longs(20_000).mapToDouble(Double::longBitsToDouble).toArray();
    double[] special = {Double.MIN_VALUE, Double.MIN_NORMAL, -Double.MIN_VALUE, 0.0, -0.0, Double.MAX_VALUE, 1 / 3.0, 2e-323,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
    System.arraycopy(special, 0, values, 0, special.length);
    for (int i = special.length; i < 5000; i++) {
      values[i] = Double.longBitsToDouble(random.nextLong() & 0x800fffffffffffffL); // subnormal
    }
    double[] times = new double[values.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = i * 0.1;
    }
    Path file = folder.resolve("out/all.csv");
    CsvWriter.write(new Table("all", "t (ms)", times, List.of(new Column("quantile(z, 0.05)", values))), file);
    assertBits(times, read(file).get(0));
    assertBits(values, read(file).get(1));
    assertEquals(List.of("all.csv"), names());
  }

  @Test
  void membersAreLong() throws IOException {
    MemberTable table = new MemberTable("m", new double[] {0, 0.5}, 2, 10,
        List.of(new Column("x", new double[] {1, 2, 3, Double.NaN}), new Column("say \"y\"", new double[] {-0.0, 1e-310, 1e300, 7})));
    Path file = folder.resolve("m.csv");
    CsvWriter.write(table, file);
    assertEquals("time,member,x,\"say \"\"y\"\"\"\r\n0.0,10,1.0,-0.0\r\n0.0,11,2.0,1.0E-310\r\n0.5,10,3.0,1.0E300\r\n0.5,11,,7.0\r\n",
        Files.readString(file));
    assertBits(new double[] {2, Double.NaN}, table.member(11).column("x").orElseThrow().values());
    assertBits(new double[] {3, Double.NaN}, table.at(1, table.columns().get(0)));
  }

  @Test
  void unitsStandInTheHeader() throws IOException {
    Path file = folder.resolve("units.csv");
    CsvWriter.write(new Table("u", "t", "ms", new double[] {0.5}, List.of(new Column("v[0]", "mV", new double[] {-60}))), file);
    assertEquals("t [ms],v[0] [mV]\r\n0.5,-60.0\r\n", Files.readString(file));
  }

  @Test
  void rowsGivenOneByOneWriteTheSameFile() throws IOException {
    Path file = folder.resolve("rows.csv");
    try (CsvWriter writer = CsvWriter.open(file, List.of("time", "member", "x"))) {
      writer.memberRow(0.25, 3, 1.5);
      assertFalse(Files.exists(file));
      writer.row(0.5, 4, Double.NaN);
      writer.commit();
    }
    assertEquals("time,member,x\r\n0.25,3,1.5\r\n0.5,4.0,\r\n", Files.readString(file));
  }

  @Test
  void anUncommittedFileLeavesNothingAndKeepsTheOldOne() throws IOException {
    Path file = folder.resolve("old.csv");
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(file, "kept");
    Files.writeString(folder.resolve(".old.csv.0.part"), "left by a killed run");
    try (CsvWriter writer = CsvWriter.open(file, List.of("x"))) {
      writer.row(1);
    }
    assertEquals("kept", Files.readString(file));
    assertFalse(Files.exists(folder.resolve(".old.csv.1.part")));
  }

  @Test
  void aMissingValueInASingleColumnIsNotABlankLine() throws IOException {
    Path file = folder.resolve("one.csv");
    try (CsvWriter writer = CsvWriter.open(file, List.of("x"))) {
      writer.row(1);
      writer.row(Double.NaN);
      writer.row(2);
      writer.commit();
    }
    assertBits(new double[] {1, Double.NaN, 2}, read(file).getFirst());
  }

  /** Read by a library: columns in the order of the file, an empty field as NaN. */
  private static List<double[]> read(Path file) throws IOException {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
      List<CsvRecord> rows = reader.stream().toList();
      return IntStream.range(0, rows.getFirst().getFieldCount()).mapToObj(c -> rows.stream().skip(1).map(r -> r.getField(c))
          .mapToDouble(f -> f.isEmpty() ? Double.NaN : Double.parseDouble(f)).toArray()).toList();
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder.resolve("out"))) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  private static void assertBits(double[] expected, double[] actual) {
    assertArrayEquals(java.util.Arrays.stream(expected).mapToLong(Double::doubleToLongBits).toArray(),
        java.util.Arrays.stream(actual).mapToLong(Double::doubleToLongBits).toArray());
  }
}
