package dyn.compiler;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Bytes as a script that damages a good text: words go, come, repeat, change places or are replaced by words of any good text, so that
 * most results are nearly right and reach far into the compiler.
 */
final class Damage {
  private static final Pattern WORD = Pattern.compile("\\s+|[\\p{L}_%@][\\p{L}\\p{Nd}_.]*|[0-9][0-9._eE]*|.", Pattern.DOTALL);
  private static final List<String> ODD = List.of("\u0000", "\uFEFF", "\uD800", "\"", "//", "1e999", "-9223372036854775808", "1e-400",
      "((((((((",
      "))))", "{", "}", "é", "\r", "\t", ";", "nan", "99999999999999999999", "[", "]", "..", "'", "''", "''''", "0x", "@", "%", "=", ",");

  private final List<List<String>> texts;

  Damage(List<String> texts) {
    this.texts = texts.stream().map(Damage::words).toList();
  }

  private static List<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).toList();
  }

  String text(byte[] script) {
    if (script.length < 2) return new String(script, StandardCharsets.ISO_8859_1);
    List<String> words = new ArrayList<>(texts.get((script[0] & 0xff) % texts.size()));
    for (int at = 1; at + 6 <= script.length; at += 6) edit(words, script, at);
    return String.join("", words);
  }

  private void edit(List<String> words, byte[] s, int at) {
    if (words.isEmpty()) return;
    int from = (s[at + 1] & 0xff | (s[at + 2] & 0xff) << 8) % words.size();
    int to = Math.min(words.size(), from + 1 + (s[at + 3] & 0xff) % 24);
    int argument = s[at + 4] & 0xff | (s[at + 5] & 0xff) << 8;
    switch ((s[at] & 0xff) % 6) {
      case 0 -> words.subList(from, to).clear();
      case 1 -> words.set(from, foreign(argument));
      case 2 -> words.add(from, foreign(argument));
      case 3 -> words.addAll(argument % words.size(), new ArrayList<>(words.subList(from, to)));
      case 4 -> words.set(from, ODD.get(argument % ODD.size()));
      default -> words.set(from, words.set(argument % words.size(), words.get(from)));
    }
  }

  private String foreign(int argument) {
    List<String> other = texts.get(argument % texts.size());
    return other.get(argument / texts.size() % other.size());
  }
}
