package dyn.ir;

import java.util.Locale;

/** Element types. Bits travel as {@code long}: f64 by its IEEE pattern, bool as 0 or 1. */
public enum Scalar {
  F64, I64, BOOL;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
