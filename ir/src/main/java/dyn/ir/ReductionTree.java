package dyn.ir;

/**
 * The order in which a reduction combines its cells: a constant of the language, so that results do not depend on
 * threads, tiles, vector width or target.
 *
 * <p>Up to {@link #SHORT} cells: one after the other from the first. Longer: blocks of {@link #BLOCK} cells; in a block,
 * cell k goes to accumulator k mod {@link #LANES}, in order; the accumulators are combined pairwise (l with l + w for w =
 * LANES/2, ..., 1); the block results are combined one after the other. Every accumulator starts at the neutral element.
 */
public final class ReductionTree {
  public static final int SHORT = 32;
  public static final int LANES = 32;
  public static final int BLOCK = 1024;

  private ReductionTree() {}

  /** Neutral element as bits: -0.0 for sums, so that adding to it changes no value, not even a signed zero. */
  public static long neutral(Lanes.Combine combine, Scalar scalar) {
    boolean real = scalar.isReal();
    return switch (combine) {
      case SUM -> real ? scalar.bits(-0.0) : 0;
      case MIN -> real ? scalar.bits(Double.POSITIVE_INFINITY) : Long.MAX_VALUE;
      case MAX -> real ? scalar.bits(Double.NEGATIVE_INFINITY) : Long.MIN_VALUE;
      case ANY -> 0;
    };
  }

  public static Primitive primitive(Lanes.Combine combine) {
    return switch (combine) {
      case SUM -> Primitive.ADD;
      case MIN -> Primitive.MIN;
      case MAX -> Primitive.MAX;
      case ANY -> Primitive.OR;
    };
  }
}
