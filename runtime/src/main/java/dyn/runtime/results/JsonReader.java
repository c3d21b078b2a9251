package dyn.runtime.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON (RFC 8259): objects as maps, arrays as lists, numbers as doubles. What is no JSON is an {@link IllegalArgumentException}. */
public final class JsonReader {
  private static final int DEEPEST = 100;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  public static Object read(String text) {
    JsonReader r = new JsonReader(text);
    try {
      Object value = r.value();
      r.space();
      if (r.at != text.length()) throw r.wrong();
      return value;
    } catch (StringIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("the JSON ends too early", e);
    }
  }

  /** The value at a path of keys and positions. */
  public static Object at(Object value, Object... path) {
    Object v = value;
    for (Object p : path) v = p instanceof Integer i ? ((List<?>) v).get(i) : ((Map<?, ?>) v).get(p);
    return v;
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException("no JSON at " + at + ": " + text.substring(at, Math.min(at + 20, text.length())));
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
  }

  private boolean take(char c) {
    space();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void need(char c) {
    if (!take(c)) throw wrong();
  }

  private Object value() {
    if (depth > DEEPEST) throw wrong();
    if (take('{')) return object();
    if (take('[')) return array();
    if (take('"')) return string();
    for (String word : List.of("true", "false", "null")) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return word.equals("null") ? null : (Object) word.equals("true");
      }
    }
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) at++;
    if (start == at) throw wrong();
    return Double.parseDouble(text.substring(start, at));
  }

  private Map<String, Object> object() {
    Map<String, Object> map = new LinkedHashMap<>();
    if (take('}')) return map;
    depth++;
    do {
      need('"');
      String key = string();
      need(':');
      map.put(key, value());
    } while (take(','));
    need('}');
    depth--;
    return map;
  }

  private List<Object> array() {
    List<Object> list = new ArrayList<>();
    if (take(']')) return list;
    depth++;
    do list.add(value());
    while (take(','));
    need(']');
    depth--;
    return list;
  }

  private String string() {
    StringBuilder s = new StringBuilder();
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c != '\\') {
        s.append(c);
        continue;
      }
      char e = text.charAt(at++);
      if (e == 'u') {
        s.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
        at += 4;
      } else {
        s.append(switch (e) {
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'b' -> '\b';
          case 'f' -> '\f';
          default -> e;
        });
      }
    }
    at++;
    return s.toString();
  }
}
