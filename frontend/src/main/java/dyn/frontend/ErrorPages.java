package dyn.frontend;

import dyn.ir.diagnostics.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page of each code, as `dyn explain` prints it. */
public final class ErrorPages {
  private ErrorPages() {}

  /** Markdown, without the comments that only tests read. */
  public static String text(Code code) {
    return raw(code).replaceAll("<!--.*?-->\\n\\n?", "");
  }

  static String raw(Code code) {
    try (InputStream in = ErrorPages.class.getResourceAsStream("/dyn/errors/" + code.name() + ".md")) {
      if (in == null) throw new IllegalStateException("no page for " + code);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
