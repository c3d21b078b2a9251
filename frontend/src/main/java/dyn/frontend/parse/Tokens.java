package dyn.frontend.parse;

import dyn.grammar.DynLexer;
import dyn.ir.diagnostics.SourceFile;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;

/** The tokens of one source, the end of file not among them, and their places. */
final class Tokens {
  private final SourceFile source;
  private final int[] charOffsets;
  private List<Token> list;
  private final Token end;

  Tokens(SourceFile source) {
    this.source = source;
    this.charOffsets = charOffsets(source.text());
    DynLexer lexer = new DynLexer(CharStreams.fromString(source.text(), source.name()));
    lexer.removeErrorListeners();
    List<Token> all = new ArrayList<>();
    Token token = lexer.nextToken();
    while (token.getType() != Token.EOF) {
      all.add(token);
      token = lexer.nextToken();
    }
    this.end = token;
    this.list = all;
  }

  /** ANTLR counts code points; null where those are the characters. */
  private static int[] charOffsets(String text) {
    int points = text.codePointCount(0, text.length());
    if (points == text.length()) return null;
    int[] offsets = new int[points + 1];
    for (int i = 0, at = 0; i <= points; i++) {
      offsets[i] = at;
      if (i < points) at += Character.charCount(text.codePointAt(at));
    }
    return offsets;
  }

  int size() {
    return list.size();
  }

  Token get(int i) {
    return list.get(i);
  }

  int type(int i) {
    return i >= 0 && i < list.size() ? list.get(i).getType() : Token.EOF;
  }

  String text(int i) {
    return i >= 0 && i < list.size() ? list.get(i).getText() : "";
  }

  boolean sameLine(int i, int j) {
    return i >= 0 && j < list.size() && list.get(i).getLine() == list.get(j).getLine();
  }

  int indexOf(Token token) {
    for (int i = 0; i < list.size(); i++) if (list.get(i) == token) return i;
    return list.size();
  }

  void cut(int from, int to) {
    List<Token> kept = new ArrayList<>(list.subList(0, from));
    kept.addAll(list.subList(to, list.size()));
    list = kept;
  }

  /** Keeps the tokens that are not marked. */
  void drop(boolean[] marked) {
    List<Token> kept = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) if (!marked[i]) kept.add(list.get(i));
    list = kept;
  }

  CommonTokenStream stream() {
    List<Token> all = new ArrayList<>(list);
    all.add(end);
    return new CommonTokenStream(new ListTokenSource(all, source.name()));
  }

  Span span(Token from, Token to) {
    if (from.getType() == Token.EOF) return endOfText();
    return source.span(offset(from.getStartIndex()), offset(to.getStopIndex() + 1));
  }

  Span span(int from, int to) {
    return span(list.get(from), list.get(to));
  }

  Span span(int i) {
    return span(i, i);
  }

  /** Just after the last visible character. */
  Span endOfText() {
    int at = source.text().stripTrailing().length();
    return source.span(Math.max(0, at - 1), Math.max(at, Math.min(1, source.text().length())));
  }

  private int offset(int point) {
    return charOffsets == null ? point : charOffsets[point];
  }

  SourceFile source() {
    return source;
  }
}
