package dyn.runtime.plot;

final class Checks {
  private Checks() {}

  static void sameLength(String label, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(label + " has " + length + " values where " + expected + " are needed");
    }
  }
}
