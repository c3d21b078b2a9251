package dyn.ir;

/** Tokens of the text form: marks, and words of letters, digits and a few signs; {@code //} starts a comment. */
final class TextScanner {
  private final String text;
  private int at;
  private int markedAt;

  TextScanner(String text) {
    this.text = text;
    skip();
  }

  private void skip() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) at++;
      else if (c == '/' && at + 1 < text.length() && text.charAt(at + 1) == '/') {
        while (at < text.length() && text.charAt(at) != '\n') at++;
      } else return;
    }
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** Remembers this place for {@link #errorAtMark}. */
  void mark() {
    markedAt = at;
  }

  boolean peek(String s) {
    return text.startsWith(s, at);
  }

  boolean tryTake(String s) {
    if (!peek(s)) return false;
    at += s.length();
    skip();
    return true;
  }

  void expect(String s) {
    if (!tryTake(s)) throw error("expected `" + s + "`" + (atEnd() ? " at the end" : ", not `" + text.charAt(at) + "`"));
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '+' || c == '-' || c == '\'' || c == '$';
  }

  boolean peekWord() {
    return !atEnd() && isWordPart(text.charAt(at));
  }

  /** The word here starts another statement: it has a result list before it, or is an operation without results. */
  boolean startsStatement() {
    return tryPeekWord("yield") || tryPeekWord("record") || tryPeekWord("result") || tryPeekWord("store") || tryPeekWord("wait")
        || isBareRegion();
  }

  /** A loop or branch without results, or a call for its effects, begins a line of its own. */
  private boolean isBareRegion() {
    return tryPeekWord("while") || tryPeekWord("if") || tryPeekWord("for") || tryPeekWord("call");
  }

  private boolean tryPeekWord(String w) {
    int end = at + w.length();
    return text.startsWith(w, at) && (end >= text.length() || !isWordPart(text.charAt(end)));
  }

  boolean tryWord(String w) {
    if (!tryPeekWord(w)) return false;
    at += w.length();
    skip();
    return true;
  }

  String word() {
    int start = at;
    while (at < text.length() && isWordPart(text.charAt(at))) at++;
    if (at < text.length() && text.charAt(at) == ':' && (text.startsWith("nan", start) || text.startsWith("f32", start))) {
      do at++;
      while (at < text.length() && isWordPart(text.charAt(at)));
    }
    if (at == start) throw error("expected a word" + (atEnd() ? " at the end" : ", not `" + text.charAt(at) + "`"));
    String w = text.substring(start, at);
    skip();
    return w;
  }

  /** As {@link #word}, but up to the next comma or bracket: axes {@code osc=10}, positions {@code lorenz.dyn:5}. */
  String attributeWord() {
    int start = at;
    while (at < text.length() && ",()[]\n".indexOf(text.charAt(at)) < 0) at++;
    String w = text.substring(start, at).strip();
    if (w.isEmpty()) throw error("expected a word");
    skip();
    return w;
  }

  TextError error(String message) {
    return errorAt(at, message);
  }

  TextError errorAtMark(String message) {
    return errorAt(markedAt, message);
  }

  private TextError errorAt(int offset, String message) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < Math.min(offset, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new TextError(line, offset - start + 1, message);
  }
}
