package dyn.passes.methods;

/** The 5(4) pair of Dormand and Prince, with the dense output of Hairer's DOPRI5 written as polynomials in theta. */
final class Dopri5 {
  static final RungeKutta METHOD = RungeKutta.of("dopri5", 5, 4, """
      0    |
      1/5  | 1/5
      3/10 | 3/40       9/40
      4/5  | 44/45      -56/15      32/9
      8/9  | 19372/6561 -25360/2187 64448/6561 -212/729
      1    | 9017/3168  -355/33     46732/5247 49/176  -5103/18656
      1    | 35/384     0           500/1113   125/192 -2187/6784    11/84
      b    | 35/384     0           500/1113   125/192 -2187/6784    11/84    0
      bHat | 5179/57600 0           7571/16695 393/640 -92097/339200 187/2100 1/40
      """,
      Dense.of(4, """
          k1 | 1 -8048581381/2820520608    8663915743/2820520608    -12715105075/11282082432
          k2 | 0 0                         0                         0
          k3 | 0 131558114200/32700410799 -68118460800/10900136933   87487479700/32700410799
          k4 | 0 -1754552775/470086768     14199869525/1410260304   -10690763975/1880347072
          k5 | 0 127303824393/49829197408 -318862633887/49829197408  701980252875/199316789632
          k6 | 0 -282668133/205662961      2019193451/616988883     -1453857185/822651844
          k7 | 0 40617522/29380423        -110615467/29380423        69997945/29380423
          """),
      "J. R. Dormand, P. J. Prince, A family of embedded Runge-Kutta formulae, Journal of Computational and Applied Mathematics 6"
          + " (1980) 19-26; dense output: E. Hairer, S. P. Norsett, G. Wanner, Solving Ordinary Differential Equations I (1993), II.6");

  private Dopri5() {}
}
