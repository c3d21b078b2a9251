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

  /** Mostly of a value with itself. */
  @Override
  public boolean equals(Object o) {
    return o == this || o instanceof Value v && name.equals(v.name) && type.equals(v.type);
  }

  @Override
  public String toString() {
    return declaration();
  }
}
