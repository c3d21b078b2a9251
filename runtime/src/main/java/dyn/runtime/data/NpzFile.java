package dyn.runtime.data;

import dyn.ir.diagnostics.Code;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Arrays of npy in a zip file, by their names; the first holds the times if none is named. */
final class NpzFile {
  private static final String END = ".npy";

  private NpzFile() {}

  static DataResult read(Path path, String file, Optional<String> time, String column) throws IOException, DataFault {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      List<String> names = new ArrayList<>();
      for (ZipEntry e : Collections.list(zip.entries())) {
        if (e.getName().endsWith(END)) names.add(e.getName().substring(0, e.getName().length() - END.length()));
      }
      if (names.isEmpty()) throw new DataFault(Code.E0801, "`" + file + "` holds no array", "write it with `numpy.savez`");
      double[] times = array(zip, file, names, time.orElse(names.getFirst()));
      return NpyFile.series(file, times, array(zip, file, names, column));
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      String why = e.getMessage() == null ? "it ends early" : Shown.text(e.getMessage());
      throw new DataFault(Code.E0827, "`" + file + "` is no whole zip file: " + why, "write it again, with `numpy.savez`");
    }
  }

  private static double[] array(ZipFile zip, String file, List<String> names, String column) throws IOException, DataFault {
    Cell cell = names.contains(column) ? new Cell(column, new long[0]) : Cell.of(column);
    String name = names.get(new Columns(file, names).find(cell.array()));
    try (InputStream in = new BufferedInputStream(zip.getInputStream(zip.getEntry(name + END)))) {
      NpyHeader header = NpyHeader.read(in, file);
      long[] place = cell.place(file, header.shape());
      if (header.fields().size() > 1) {
        throw new DataFault(Code.E0828, "`" + file + "`: `" + Shown.text(name) + "` is a structured array", "save its fields by name");
      }
      return NpyFile.columns(in, file, header, List.of(new NpyFile.Slot(place[0], 0, header.fields().getFirst())))[0];
    }
  }
}
