package dyn.runtime.results;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes JSON (RFC 8259), indented by two spaces: maps in their own order, lists, texts, numbers, booleans, null. */
public final class Json {
  private final StringBuilder out = new StringBuilder();

  private Json() {}

  public static String text(Map<String, ?> object) {
    Json json = new Json();
    json.value(object, "");
    return json.out.append('\n').toString();
  }

  private void value(Object value, String indent) {
    switch (value) {
      case null -> out.append("null");
      case Map<?, ?> map -> nested('{', '}', map.entrySet(), indent);
      case List<?> list -> nested('[', ']', list, indent);
      case String text -> quote(text);
      // JSON has no such numbers
      case Double d when !Double.isFinite(d) -> quote(d.toString());
      case Number number -> out.append(number);
      case Boolean flag -> out.append(flag);
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  private void nested(char open, char close, Collection<?> items, String indent) {
    out.append(open);
    String inner = indent + "  ";
    String separator = "\n";
    for (Object item : items) {
      out.append(separator).append(inner);
      separator = ",\n";
      if (item instanceof Map.Entry<?, ?> entry) {
        quote((String) entry.getKey());
        out.append(": ");
        value(entry.getValue(), inner);
      } else {
        value(item, inner);
      }
    }
    out.append(items.isEmpty() ? "" : "\n" + indent).append(close);
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || isLoneSurrogate(text, i)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Half a character has no UTF-8 form, so it stays an escape. */
  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
