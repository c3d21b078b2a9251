package dyn.passes.methods;

/** Three leapfrogs of lengths w1, w0, w1 with w1 = 1 / (2 - 2^(1/3)) and w0 = -2^(1/3) w1; adjacent half kicks are joined. */
final class Yoshida4 {
  static final Splitting METHOD = Splitting.of("yoshida4", 4, """
      0.675603595979828817023843904485730413461
      -0.175603595979828817023843904485730413461
      -0.175603595979828817023843904485730413461
      0.675603595979828817023843904485730413461
      """, """
      1.351207191959657634047687808971460826922
      -1.702414383919315268095375617942921653844
      1.351207191959657634047687808971460826922
      """,
      "H. Yoshida, Construction of higher order symplectic integrators, Physics Letters A 150 (1990) 262-268; E. Forest, R. D. Ruth,"
          + " Physica D 43 (1990) 105-117");

  private Yoshida4() {}
}
