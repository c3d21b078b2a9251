package dyn.ir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Elementary functions as bodies in the program: {@code math/<name>.ir} beside this class, those
 * of f32 in {@code math/f32}. They are built from operations that
 * every target has, so the same bits come out everywhere. One library object parses each body at most once.
 */
public final class MathLibrary {
  /** Ends the name of a body that computes in f32. */
  static final String F32 = "_f32";

  private final Map<String, Body> parsed = new LinkedHashMap<>();

  /** @throws IllegalArgumentException where the library has no such function */
  public synchronized Body body(String name) {
    Body known = parsed.get(name);
    if (known != null) return known;
    Body body = Text.parseFunction(source(name), this::body);
    parsed.put(name, body);
    return body;
  }

  private static String source(String name) {
    String file = name.endsWith(F32) ? "f32/" + name.substring(0, name.length() - F32.length()) : name;
    try (InputStream in = MathLibrary.class.getResourceAsStream("math/" + file + ".ir")) {
      if (in == null) throw new IllegalArgumentException("no library function " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
