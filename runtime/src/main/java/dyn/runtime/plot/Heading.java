package dyn.runtime.plot;

import java.util.Objects;

/**
 * What stands above a picture.
 *
 * @param title for example the model and the experiment: {@code Lorenz: attractor}
 * @param detail a sentence below it, as the experiment's own; may be empty
 */
public record Heading(String title, String detail) {
  public Heading {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(detail, "detail");
  }

  public static Heading of(String title) {
    return new Heading(title, "");
  }
}
