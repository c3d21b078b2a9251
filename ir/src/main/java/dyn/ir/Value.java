package dyn.ir;

/** A name bound once, and its type. */
public record Value(String name, Type type) {
  public String text() {
    return "%" + name;
  }

  public String declaration() {
    return "%" + name + ": " + type.text();
  }

  /** Names are unique in a body: hashing the type as well would only cost time. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return declaration();
  }
}
