package dyn.compiler.page;

import dyn.compiler.Compilation;
import dyn.ir.diagnostics.SourceFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The line that an origin such as {@code heat.dyn:6} names. */
public final class SourceLines {
  private SourceLines() {}

  /** Empty where the origin names none of the texts that were compiled. */
  public static String of(Compilation c, String origin) {
    int colon = origin.indexOf(':', Math.max(0, origin.indexOf(".dyn")));
    if (colon < 0) return "";
    String digits = origin.substring(colon + 1).split(":")[0];
    if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(Character::isDigit)) return "";
    int line = Integer.parseInt(digits);
    String file = Path.of(origin.substring(0, colon)).getFileName().toString();
    Optional<SourceFile> source = Stream.concat(Stream.of(c.source()), c.imported().stream())
        .filter(s -> Path.of(s.name()).getFileName().toString().equals(file)).findFirst();
    return source.filter(s -> line >= 1 && line <= s.lineCount()).map(s -> s.line(line).strip()).orElse("");
  }
}
