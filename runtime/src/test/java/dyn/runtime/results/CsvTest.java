package dyn.runtime.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
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
    CsvResult.Data data = assertInstanceOf(CsvResult.Data.class, CsvReader.columns(file, List.of("quantile(z, 0.05)", "t (ms)")));
    assertBits(values, data.columns().get(0).values());
    assertBits(times, data.columns().get(1).values());
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
    for (List<String> names : List.of(List.of("v[0]", "t"), List.of("v[0] [mV]", "t [ms]"))) {
      CsvResult.Data data = assertInstanceOf(CsvResult.Data.class, CsvReader.columns(file, names));
      assertEquals(List.of("v[0]", "t"), data.columns().stream().map(Column::label).toList());
      assertEquals(List.of("mV", "ms"), data.columns().stream().map(Column::unit).toList());
    }
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
    CsvResult.Data data = assertInstanceOf(CsvResult.Data.class, CsvReader.all(file));
    assertBits(new double[] {1, Double.NaN, 2}, data.columns().get(0).values());
  }

  @Test
  void readsWhatOtherProgramsWrite() throws IOException {
    String text = "\uFEFF\r\n\"time (s)\", u ,\"a,\"\"b\"\"\nc\"\r0,\"1.5\", x \n"
        + "\n  \n1e-3,+.5,y\r\n2,,\"\"\n3,inf,z\n4,-Infinity,z\n5,NAN,";
    CsvResult.Data data = data(text, "u", "time (s)");
    assertBits(new double[] {1.5, 0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN},
        data.columns().get(0).values());
    assertBits(new double[] {0, 1e-3, 2, 3, 4, 5}, data.columns().get(1).values());
    assertInstanceOf(CsvResult.Fault.class, parse(text, "a,\"b\" c"));
    assertEquals("a,\"b\"\nc", fault("\"a,\"\"b\"\"\nc\"\nq", "a,\"b\"\nc").column());
  }

  @Test
  void faultsNameRowFieldAndReason() throws IOException {
    assertEquals(new CsvResult.Fault("f.csv", 4, 2, "u", "`1.5f` is not a number"), fault("t,u\n0,1\n\n1,1.5f\n", "u"));
    assertEquals("f.csv:2: field 2 (`u`): `0x10` is not a number", fault("t,u\n0,0x10\n", "u").message());
    assertEquals("`1-2` is not a number", fault("t,u\n0,1-2\n", "u").reason());
    assertEquals("f.csv:1: there is no column `v`; the columns are `t`, `u`", fault("t,u\n0,1\n", "v").message());
    assertEquals("the column appears twice", fault("u,u\n0,1\n", "u").reason());
    assertEquals("f.csv:3: this row has 3 fields, the header has 2", fault("t,u\n0,1\n1,1,5\n", "u").message());
    assertEquals(new CsvResult.Fault("f.csv", 2, 2, "u", "a quote is never closed"), fault("t,u\n0,\"1\n2,3\n", "u"));
    assertEquals(new CsvResult.Fault("f.csv", 3, 1, "t", "text after a closing quote"), fault("t,u\n0,1\n\"0\"1,2\n", "u"));
    assertTrue(fault("\n\n", "u").reason().startsWith("the file is empty"));
    CsvResult.Fault gone = assertInstanceOf(CsvResult.Fault.class, CsvReader.columns(folder.resolve("no.csv"), List.of("u")));
    assertEquals("no.csv: there is no such file", gone.message());
  }

  @Test
  void noTextThrows() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    String alphabet = "tu,,,\"\"\n\n\r \t01.e-\uFEFF";
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("t,u\n");
      for (int k = random.nextInt(12); k > 0; k--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      read += parse(text.toString(), "u") instanceof CsvResult.Data ? 1 : 0;
    }
    assertTrue(read > 100 && read < 19_900, "both outcomes are reached: " + read);
  }

  private static CsvResult parse(String text, String... names) throws IOException {
    return CsvReader.parse("f.csv", new StringReader(text), List.of(names), false);
  }

  private static CsvResult.Data data(String text, String... names) throws IOException {
    return assertInstanceOf(CsvResult.Data.class, parse(text, names));
  }

  private static CsvResult.Fault fault(String text, String... names) throws IOException {
    return assertInstanceOf(CsvResult.Fault.class, parse(text, names));
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
