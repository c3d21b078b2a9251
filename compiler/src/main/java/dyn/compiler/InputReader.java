package dyn.compiler;

import dyn.backend.Memory;
import dyn.frontend.InputTable;
import dyn.ir.diagnostics.Diagnostic;
import dyn.runtime.data.DataFile;
import dyn.runtime.data.DataResult;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Reads the data files that inputs are bound to. */
final class InputReader {
  private InputReader() {}

  /** Puts times and values of a table into memory under the names of two kernel inputs, or says what is wrong with the file. */
  static Optional<Diagnostic> read(InputTable t, Path folder, Memory memory, String timeInput, String valueInput) {
    return switch (DataFile.read(folder.resolve(t.path()), t.timeColumn(), t.column())) {
      case DataResult.Fault f -> Optional.of(Diagnostic.of(f.code(), t.at(), f.message()).help(f.help()));
      case DataResult.Data d -> {
        memory.put(timeInput, converted(d.times(), t.time())).put(valueInput, converted(d.values(), t.value()));
        yield Optional.empty();
      }
    };
  }

  private static double[] converted(double[] values, InputTable.Conversion conversion) {
    return conversion.equals(InputTable.Conversion.NONE) ? values : Arrays.stream(values).map(conversion::of).toArray();
  }
}
