package dyn.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyn.ir.diagnostics.Code;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of NumPy 1.24 and h5py 3.7 are among the resources. */
class DataFileTest {
  private static final double[] T = {0, 0.5, 1, 1.5, 2};
  private static final double[] U = {1, -2, 3.25, -4.5, 7};

  @TempDir Path folder;

  private DataResult read(String text, String column) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8), column);
  }

  private DataResult read(byte[] bytes, String column) throws IOException {
    Path file = folder.resolve("f.csv");
    Files.write(file, bytes);
    return DataFile.read(file, Optional.empty(), column);
  }

  private static DataResult.Data data(DataResult result) {
    return assertInstanceOf(DataResult.Data.class, result, result::toString);
  }

  private static Path resource(String name) {
    try {
      return Path.of(DataFileTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"t,u\n0,1\n0.5,-2\n", "t,u\r\n0,1\r\n0.5,-2", "t,u\r0,1\r0.5,-2\r", "\uFEFFt,u\n0,1\n0.5,-2\n",
      "t;u\n0;1\n.5;-2.\n",
      "t\tu\n0\t1\n5e-1\t-20e-1\n", "# made by\n\nt,u\n0,1\n# note, with comma\n\n0.5,-2\n\n", "\"t\", \"u\" \n 0 ,\"1\"\n 0.5,\t-2\n",
      "name,u,t\n\"a,\n\"\"b\"\"\",1,0\nc,-2,0.5\n", "t [s],u [mV]\n0,1\n0.5,-2\n", "t,u,u2,u2\n0,1,x,\n0.5,-2,,y\n"})
  void textsOfManyPrograms(String text) throws IOException {
    Files.writeString(folder.resolve("f.csv"), text);
    DataResult.Data d = data(DataFile.read(folder.resolve("f.csv"), Optional.of("t"), "u"));
    assertArrayEquals(new double[] {0, 0.5}, d.times());
    assertArrayEquals(new double[] {1, -2}, d.values());
  }

  @Test
  void columnsWithoutHeaderHaveNumbers() throws IOException {
    assertArrayEquals(new double[] {1, -2}, data(read("0,1\n0.5,-2\n", "2")).values());
    assertArrayEquals(new double[] {1, -2}, data(read("t,2,u\n0,1,3\n0.5,-2,3\n", "2")).values());
    assertArrayEquals(new double[] {3, 3}, data(read("t,2,u\n0,1,3\n0.5,-2,3\n", "3")).values());
    assertArrayEquals(new double[] {Double.NEGATIVE_INFINITY}, data(read("t,u\n0,-inf\n", "u")).values());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      E0801 | ''                          | `f.csv` is empty
      E0801 | 't,u\\n'                    | `f.csv` has no rows
      E0802 | 't,v\\n0,1\\n'              | `f.csv` has no column `u`
      E0803 | 't,u\\n0,1\\n\\n1,1.5f\\n'  | `f.csv`, row 4, column 2 (`u`): `1.5f` is not a number
      E0803 | 't,u\\nx,1\\n'              | `f.csv`, row 2, column 1 (`t`): `x` is not a number
      E0803 | 't,u\\n0,0x10\\n'           | `f.csv`, row 2, column 2 (`u`): `0x10` is not a number
      E0804 | 't,u\\n0,1\\n1,2\\n1,3\\n'  | the times of `f.csv` do not increase at row 4: 1.0 after 1.0
      E0820 | 't,u\\n0,1\\n1,2,3\\n'      | `f.csv`, row 3 has 3 fields, the header has 2
      E0820 | 't,u\\n0,1\\n1\\n'          | `f.csv`, row 3 has 1 fields, the header has 2
      E0820 | 't,u\\n0,1\\n0,5,2\\n'      | `f.csv`, row 3 has 3 fields, the header has 2
      E0821 | 't,u,u\\n0,1,2\\n'          | `f.csv`: columns 2 and 3 are both named `u`
      E0823 | 't,u\\n0,"1" x\\n'          | `f.csv`, after row 1: the quotes of a field do not match, or it has no end
      E0824 | 't;u\\n0;1\\n1;-1,5e2\\n'   | `f.csv`, row 3, column 2 (`u`): `-1,5e2` has a decimal comma
      E0825 | 't,u\\n0,1\\n1,\\n'         | `f.csv`, row 3: column 2 (`u`) is missing
      E0825 | 't,u\\n0,1\\n1,NaN\\n'      | `f.csv`, row 3: column 2 (`u`) is missing
      E0825 | 't,u\\n0,1\\nNA,2\\n'       | `f.csv`, row 3: column 1 (`t`) is missing
      """)
  void faultsNameRowAndColumn(Code code, String text, String message) throws IOException {
    DataResult.Fault fault = assertInstanceOf(DataResult.Fault.class, read(text.replace("\\n", "\n"), "u"));
    assertEquals(message, fault.message());
    assertEquals(code, fault.code());
    assertTrue(!fault.help().isBlank());
  }

  @Test
  void otherEncodingsAreRefused() throws IOException {
    for (String name : new String[] {"UTF-16", "UTF-16LE", "ISO-8859-1"}) {
      byte[] bytes = "\uFEFFt,u\u00e4\n0,1\n".replace("\uFEFF", name.equals("UTF-16LE") ? "\uFEFF" : "").getBytes(Charset.forName(name));
      assertEquals(Code.E0822, assertInstanceOf(DataResult.Fault.class, read(bytes, "u"), name).code(), name);
    }
  }

  @Test
  void whatIsTooLongIsRefused() throws IOException {
    DataResult.Fault endless = assertInstanceOf(DataResult.Fault.class, read("t,u\n0,\"" + "x".repeat(200_000), "u"));
    assertEquals(Code.E0823, endless.code());
    assertEquals(Code.E0803, assertInstanceOf(DataResult.Fault.class, read("t,u\n0," + "1".repeat(60_000) + "x\n", "u")).code());
    byte[] header = "\u0093NUMPY\u0001\u0000\u0076\u0000{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999, 2), }"
        .getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(Code.E0826, assertInstanceOf(DataResult.Fault.class, read(Arrays.copyOf(header, 128), "1")).code());
  }

  @ParameterizedTest
  @CsvSource({"table.npy,2,", "fortran.npy,2,", "big.npy,2,", "structured.npy,u,", "structured.npy,u,t", "arrays.npz,u,", "arrays.npz,u,t",
      "packed.npz,u,", "arrays.h5,u,", "arrays.h5,u,t", "arrays.h5,/u,/t", "latest.h5,u,"})
  void arraysOfNumpyAndH5py(String file, String column, String time) {
    DataResult.Data d = data(DataFile.read(resource(file), Optional.ofNullable(time), column));
    assertArrayEquals(T, d.times());
    assertArrayEquals(U, d.values());
  }

  @ParameterizedTest
  @CsvSource({"arrays.npz,'v[1, 2]',t", "arrays.npz,'w[1, 2]',t", "arrays.h5,'run/v[1, 2]',", "arrays.h5,'run/v[1, 2]',run/time"})
  void cellsOfArrays(String file, String column, String time) {
    DataResult.Data d = data(DataFile.read(resource(file), Optional.ofNullable(time), column));
    assertArrayEquals(T, d.times());
    assertArrayEquals(new double[] {5, 11, 17, 23, 29}, d.values());
  }

  @Test
  void integersAndTruthValues() {
    assertArrayEquals(new double[] {0, 1, 4, 9, 16}, data(DataFile.read(resource("int.npy"), Optional.empty(), "2")).values());
    assertArrayEquals(new double[] {1, 2, 65535, 4, 5}, data(DataFile.read(resource("structured.npy"), Optional.empty(), "k")).values());
    assertArrayEquals(new double[] {1, 0, 1, 0, 1}, data(DataFile.read(resource("structured.npy"), Optional.empty(), "flag")).values());
    assertArrayEquals(new double[] {0, 1, 2, 3, 4}, data(DataFile.read(resource("arrays.h5"), Optional.empty(), "k")).values());
  }

  @ParameterizedTest
  @CsvSource({"E0802,table.npy,3", "E0828,text.npy,1", "E0802,arrays.npz,x", "E0828,arrays.npz,v", "E0828,arrays.npz,'v[2, 0]'",
      "E0828,arrays.npz,z",
      "E0802,arrays.h5,x", "E0828,arrays.h5,name", "E0828,arrays.h5,z", "E0802,arrays.h5,run", "E0828,arrays.h5,run/v",
      "E0802,arrays.h5,nowhere/v"})
  void faultsOfArrays(Code code, String file, String column) {
    DataResult.Fault fault = assertInstanceOf(DataResult.Fault.class, DataFile.read(resource(file), Optional.empty(), column));
    assertEquals(code, fault.code(), fault::message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"table.npy", "arrays.npz", "packed.npz", "arrays.h5"})
  void cutFilesAreDamagedOrHoldTheColumn(String name) throws IOException {
    byte[] whole = Files.readAllBytes(resource(name));
    for (int length = 10; length < whole.length; length += Math.max(whole.length / 4, 1)) {
      switch (read(Arrays.copyOf(whole, length), name.equals("table.npy") ? "2" : "u")) {
        case DataResult.Fault f -> assertEquals(Code.E0827, f.code(), f::message);
        case DataResult.Data d -> {
          assertEquals("arrays.h5", name, "only HDF5 may miss what was not asked for");
          assertArrayEquals(U, d.values());
        }
      }
    }
  }

  @Test
  void noFileAndAFolder() {
    assertEquals("there is no file `no.csv`", ((DataResult.Fault) DataFile.read(folder.resolve("no.csv"), Optional.empty(), "u"))
        .message());
    assertEquals(Code.E0801, ((DataResult.Fault) DataFile.read(folder, Optional.empty(), "u")).code());
  }
}
