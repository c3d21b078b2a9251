package dyn.frontend.format;

import dyn.grammar.DynLexer;
import java.util.Set;

/** One line: its code, the text of a declaration behind it, and a comment behind both; the gaps between them are chosen last. */
final class Line {
  static final Set<Integer> DECLARATIONS = Set.of(DynLexer.PARAM, DynLexer.STATE, DynLexer.LET, DynLexer.CONST, DynLexer.FN, DynLexer.INPUT,
      DynLexer.OUTPUT, DynLexer.DIM);

  private final boolean blank;
  private final int indent;
  private final String code;
  private final String doc;
  private final boolean wide;
  private final String comment;
  private int docGap = 1;
  private int commentGap = 2;

  /** @param wide whether the author left more than one space before the text */
  Line(boolean blank, int indent, String code, String doc, boolean wide, String comment) {
    this.blank = blank;
    this.indent = indent;
    this.code = code;
    this.doc = doc;
    this.wide = wide;
    this.comment = comment;
  }

  static Line comment(boolean blank, int indent, String comment) {
    return new Line(blank, indent, comment, "", false, "");
  }

  boolean endsWith(String end) {
    return code.endsWith(end);
  }

  boolean follows(Line before) {
    return !blank && before.indent == indent;
  }

  boolean hasDoc() {
    return !doc.isEmpty();
  }

  boolean hasComment() {
    return !comment.isEmpty();
  }

  boolean isWide() {
    return wide;
  }

  int codeWidth() {
    return indent + columns(code);
  }

  void docAt(int column) {
    docGap = column - codeWidth();
  }

  void commentAt(int column) {
    commentGap = column - width();
  }

  /** Without the comment. */
  int width() {
    return codeWidth() + (hasDoc() ? docGap + columns(doc) : 0);
  }

  int fullWidth() {
    return width() + (hasComment() ? commentGap + columns(comment) : 0);
  }

  int docWidth() {
    return columns(doc);
  }

  int commentWidth() {
    return columns(comment);
  }

  String text() {
    String line = " ".repeat(indent) + code + (hasDoc() ? " ".repeat(docGap) + doc : "");
    return (blank ? "\n" : "") + line + (hasComment() ? " ".repeat(commentGap) + comment : "");
  }

  static int columns(String text) {
    return text.codePointCount(0, text.length());
  }
}
