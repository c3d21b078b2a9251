package dyn.compiler.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Removes from a text whatever the fault does not need: first lines, then words, in runs that halve until single ones are tried
 * (Zeller and Hildebrandt, Simplifying and isolating failure-inducing input, 2002); then all that mentions a name; then bracketed parts and
 * numbers become shorter ones.
 * Repeats until nothing more can go. It knows no grammar: what does not parse does not show the fault.
 */
public final class ModelReducer {
  private static final Pattern LINE = Pattern.compile("[^\n]*\n|[^\n]+");
  private static final Pattern WORD = Pattern.compile(
      "\\s*(?:\"[^\"\n]*\"|//[^\n]*|[\\p{L}_][\\p{L}\\p{Nd}_]*|(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d+)(?:[eE][+-]?\\d+)?|\\S)|\\s+");
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]*");
  private static final String OPEN = "([{";
  private static final String CLOSE = ")]}";

  private final Predicate<String> shows;
  private String best;

  private ModelReducer(String text, Predicate<String> shows) {
    this.best = text;
    this.shows = shows;
  }

  /** A smaller text that {@code shows} the same, as {@code text} must. */
  public static String reduce(String text, Predicate<String> shows) {
    ModelReducer r = new ModelReducer(text, shows);
    String before;
    do {
      before = r.best;
      r.remove(LINE);
      r.remove(WORD);
      r.forgetNames();
      r.shorten();
    } while (!r.best.equals(before));
    return r.best;
  }

  private boolean accept(String text) {
    if (text.length() >= best.length() || !shows.test(text)) return false;
    best = text;
    return true;
  }

  private static List<String> parts(Pattern of, String text) {
    return of.matcher(text).results().map(MatchResult::group).toList();
  }

  private void remove(Pattern of) {
    List<String> parts = new ArrayList<>(parts(of, best));
    for (int run = Math.max(1, parts.size() / 2); run >= 1; run /= 2) {
      for (int at = 0; at < parts.size();) {
        List<String> less = new ArrayList<>(parts);
        less.subList(at, Math.min(parts.size(), at + run)).clear();
        if (isBalanced(parts.subList(at, Math.min(parts.size(), at + run))) && accept(String.join("", less))) parts = less;
        else at++;
      }
    }
  }

  /** Cutting a run whose brackets do not match cannot leave a text that parses. */
  private static boolean isBalanced(List<String> run) {
    int depth = 0;
    for (String part : run) {
      for (int i = 0; i < part.length(); i++) {
        if (OPEN.indexOf(part.charAt(i)) >= 0) depth++;
        if (CLOSE.indexOf(part.charAt(i)) >= 0 && --depth < 0) return false;
      }
    }
    return depth == 0;
  }

  /** A name goes with every line that mentions it, or with its part of a list. */
  private void forgetNames() {
    for (String name : NAME.matcher(best).results().map(MatchResult::group).distinct().toList()) {
      Pattern mention = Pattern.compile("(?<![\\p{L}\\p{Nd}_])" + name + "(?![\\p{L}\\p{Nd}_])");
      StringBuilder less = new StringBuilder();
      for (String line : parts(LINE, best)) {
        if (!mention.matcher(line).find()) less.append(line);
        else if (line.contains(",")) less.append(withoutParts(line, mention));
      }
      accept(less.toString());
    }
  }

  /** A list without the parts that mention the name; the word before a list stays with what is then its first part. */
  private static String withoutParts(String line, Pattern mention) {
    List<String> kept = new ArrayList<>(List.of(line.split(",")));
    String head = kept.getFirst().strip().split("\\s")[0];
    boolean first = mention.matcher(kept.getFirst()).find();
    kept.removeIf(part -> mention.matcher(part).find());
    if (kept.isEmpty()) return "";
    String text = String.join(",", kept);
    return (first ? head + text : text) + (text.endsWith("\n") ? "" : "\n");
  }

  /** A bracketed part goes with its brackets, keeps only its inside, or becomes 1; a number becomes 1 or loses digits. */
  private void shorten() {
    for (int at = 0; at < parts(WORD, best).size(); at++) {
      List<String> parts = parts(WORD, best);
      String word = parts.get(at).strip();
      if (word.isEmpty()) continue;
      if (word.length() == 1 && OPEN.contains(word)) bracket(parts, at);
      else if (Character.isDigit(word.charAt(0)) && word.length() > 1) number(parts, at);
    }
  }

  private void bracket(List<String> parts, int open) {
    int close = open;
    for (int depth = 0; close < parts.size(); close++) {
      String word = parts.get(close).strip();
      if (word.length() != 1) continue;
      if (OPEN.contains(word)) depth++;
      if (CLOSE.contains(word) && --depth == 0) break;
    }
    if (close == parts.size()) return;
    int end = close + 1;
    boolean called = open > 0 && NAME.matcher(parts.get(open - 1).strip()).matches();
    if (called && accept(with(parts, open - 1, end, List.of(" 1")))) return;
    if (called && accept(with(parts, open - 1, end, parts.subList(open, end)))) return;
    if (accept(with(parts, open, end, List.of(" 1")))) return;
    accept(with(parts, open, end, parts.subList(open + 1, close)));
  }

  private void number(List<String> parts, int at) {
    String digits = parts.get(at).strip();
    for (String shorter : List.of("1", "2", digits.substring(0, (digits.length() + 1) / 2))) {
      if (accept(with(parts, at, at + 1, List.of(parts.get(at).replace(digits, shorter))))) return;
    }
  }

  private static String with(List<String> parts, int from, int to, List<String> instead) {
    List<String> all = new ArrayList<>(parts.subList(0, from));
    all.addAll(instead);
    all.addAll(parts.subList(to, parts.size()));
    return String.join("", all);
  }
}
