package dyn.ir;

/** A name bound once, and its type. */
public record Value(String name, Type type) {
  public String text() {
    return "%" + name;
  }

  public String declaration() {
    return "%" + name + ": " + type.text();
  }

  @Override
  public String toString() {
    return declaration();
  }
}
