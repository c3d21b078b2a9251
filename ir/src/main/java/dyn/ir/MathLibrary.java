package dyn.ir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Elementary functions as bodies in the program: {@code math/<name>.ir} beside this class. They are built from operations that
 * every target has, so the same bits come out everywhere. One library object parses each body at most once.
 */
public final class MathLibrary {
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
    try (InputStream in = MathLibrary.class.getResourceAsStream("math/" + name + ".ir")) {
      if (in == null) throw new IllegalArgumentException("no library function " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
