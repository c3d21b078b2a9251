package dyn.frontend.format;

import dyn.frontend.ParsedFile;
import dyn.frontend.parse.SyntaxParser;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.SourceFile;
import java.util.List;
import java.util.Optional;

/** The one layout of a text. What does not parse is not touched. */
public final class Formatter {
  /** The text in its layout, or what keeps it from being read. */
  public record Formatted(Optional<String> text, List<Diagnostic> diagnostics) {}

  private Formatter() {}

  public static Formatted format(SourceFile source) {
    ParsedFile parsed = SyntaxParser.parse(source);
    if (parsed.hasErrors()) return new Formatted(Optional.empty(), parsed.diagnostics());
    Lexemes before = Lexemes.of(source.text());
    String text = new Layout(before).text();
    if (!Lexemes.of(text).sameAs(before)) throw new IllegalStateException("the layout of " + source.name() + " changed its tokens");
    return new Formatted(Optional.of(text), List.of());
  }
}
