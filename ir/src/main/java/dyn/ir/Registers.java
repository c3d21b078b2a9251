package dyn.ir;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of the states in which stale reads wait; a number behind a dot begins no name of a model. */
public final class Registers {
  private static final Pattern NAME = Pattern.compile("stale\\.(\\d+)ago(\\d+)");

  /** @param age how many steps old what it holds is when a step begins */
  public record Place(int register, int age) {}

  private Registers() {}

  public static String name(int register, int age) {
    return "stale." + register + "ago" + age;
  }

  public static Optional<Place> find(String name) {
    Matcher m = NAME.matcher(name);
    return m.matches() ? Optional.of(new Place(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)))) : Optional.empty();
  }

  /** The age of the oldest place among {@code names}: that which is read. */
  public static int age(int register, List<String> names) {
    return names.stream().flatMap(n -> find(n).stream()).filter(p -> p.register() == register).mapToInt(Place::age).max().orElse(0);
  }
}
