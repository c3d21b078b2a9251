package dyn.passes;

/** What a pass preserves. */
public enum Exactness {
  /** Not one bit changes on the reference interpreter. */
  BITWISE,
  /** Equal in exact arithmetic: fma, reassociation. */
  ROUNDING,
  /** The same probability law. */
  LAW,
  /** The same limit for small steps, or the same fixed point. */
  LIMIT
}
