package dyn.ir.diagnostics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The text of diagnostics: headline, place, source lines with carets and labels, help. */
public final class DiagnosticRenderer {
  private static final int TAB = 4;
  private static final int LONGEST_LINE = 160;

  /** A marked stretch of one line, in display columns. */
  private record Mark(int from, int width, String text, boolean primary) {}

  private final boolean colours;

  public DiagnosticRenderer(boolean colours) {
    this.colours = colours;
  }

  public String render(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics) {
      out.append(render(diagnostic)).append('\n');
    }
    return out.toString();
  }

  public String render(Diagnostic d) {
    StringBuilder out = new StringBuilder();
    Paint paint = d.isError() ? Paint.ERROR : Paint.WARNING;
    out.append(paint.on(d.severity().text() + "[" + d.code().name() + "]", colours)).append(Paint.BOLD.on(": " + d.message(), colours));
    out.append('\n');
    TreeMap<Integer, List<Mark>> lines = marks(d);
    int width = String.valueOf(lines.lastKey()).length();
    String gutter = " ".repeat(width + 1);
    out.append(" ".repeat(width)).append(frame("--> ")).append(d.at()).append('\n');
    out.append(gutter).append(frame(" |")).append('\n');
    int previous = -1;
    for (var entry : lines.entrySet()) {
      if (previous >= 0 && entry.getKey() > previous + 1) {
        out.append(gutter).append(frame(" :")).append('\n');
      }
      sourceLine(out, d.at().source(), entry.getKey(), entry.getValue(), width, paint);
      previous = entry.getKey();
    }
    out.append(gutter).append(frame(" |")).append('\n');
    d.labels().stream().filter(l -> l.at().source() != d.at().source())
        .forEach(l -> note(out, gutter, "note", l.at() + ": " + l.text()));
    d.help().forEach(h -> note(out, gutter, "help", h));
    note(out, gutter, "more", "dyn explain " + d.code().name());
    return out.toString();
  }

  private void note(StringBuilder out, String gutter, String kind, String text) {
    String indent = "\n" + gutter + "   " + " ".repeat(kind.length() + 2);
    out.append(gutter).append(frame(" = ")).append(Paint.HELP.on(kind, colours)).append(": ");
    out.append(text.replace("\n", indent)).append('\n');
  }

  private String frame(String text) {
    return Paint.FRAME.on(text, colours);
  }

  private static TreeMap<Integer, List<Mark>> marks(Diagnostic d) {
    TreeMap<Integer, List<Mark>> lines = new TreeMap<>();
    List<String> here = new ArrayList<>();
    for (Label label : d.labels()) {
      if (label.at().source() != d.at().source()) {
        continue;
      }
      if (label.at().equals(d.at())) {
        here.add(label.text());
      } else {
        lines.computeIfAbsent(label.at().line(), k -> new ArrayList<>()).add(mark(label.at(), label.text(), false));
      }
    }
    lines.computeIfAbsent(d.at().line(), k -> new ArrayList<>()).add(mark(d.at(), String.join("; ", here), true));
    return lines;
  }

  private static Mark mark(Span at, String text, boolean primary) {
    SourceFile source = at.source();
    int line = at.line();
    String whole = source.line(line);
    int from = Math.min(at.start() - source.startOf(line), whole.length());
    int to = Math.clamp(at.end() - source.startOf(line), from, whole.length());
    int start = display(whole.substring(0, from)).length();
    int end = display(whole.substring(0, to)).length();
    return new Mark(columns(display(whole), start), Math.max(1, columns(display(whole).substring(start), end - start)), text, primary);
  }

  private void sourceLine(StringBuilder out, SourceFile source, int line, List<Mark> marks, int width, Paint paint) {
    List<Mark> ordered = new ArrayList<>(marks);
    ordered.sort(Comparator.comparingInt(Mark::from));
    String text = display(source.line(line));
    int skip = ordered.getFirst().from() > LONGEST_LINE - 40 ? ordered.getFirst().from() - 40 : 0;
    int[] points = text.codePoints().skip(skip).limit(LONGEST_LINE).toArray();
    String shown = (skip > 0 ? "..." : "") + new String(points, 0, points.length);
    int shift = skip > 0 ? 3 - skip : 0;
    out.append(frame(String.format(" %" + width + "d |", line))).append(' ').append(shown.stripTrailing()).append('\n');
    String gutter = " ".repeat(width + 1);
    for (Mark mark : ordered) {
      int from = Math.max(0, mark.from() + shift);
      int length = Math.max(1, Math.min(mark.width(), LONGEST_LINE + 3 - from));
      String strokes = (mark.primary() ? "^" : "-").repeat(length);
      String words = mark.text().isEmpty() ? "" : " " + mark.text();
      out.append(gutter).append(frame(" |")).append(' ').append(" ".repeat(from));
      out.append((mark.primary() ? paint : Paint.FRAME).on(strokes + words, colours)).append('\n');
    }
  }

  /** Tabs become spaces, control characters a visible mark, so that carets stand under what they mean. */
  private static String display(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> {
      if (c == '\t') {
        out.repeat(' ', TAB);
      } else if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
        out.append('\ufffd');
      } else {
        out.appendCodePoint(c);
      }
    });
    return out.toString();
  }

  /** Columns a terminal uses: combining marks none, wide characters of East Asian scripts and emoji two. */
  private static int columns(String text, int chars) {
    return text.substring(0, chars).codePoints().map(DiagnosticRenderer::columns).sum();
  }

  private static int columns(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
      return 0;
    }
    boolean wide = c >= 0x1100 && c <= 0x115F || c >= 0x2E80 && c <= 0xA4CF || c >= 0xAC00 && c <= 0xD7A3 || c >= 0xF900 && c <= 0xFAFF
        || c >= 0xFF00 && c <= 0xFF60 || c >= 0x1F300 && c <= 0x1FAFF;
    return wide ? 2 : 1;
  }
}
