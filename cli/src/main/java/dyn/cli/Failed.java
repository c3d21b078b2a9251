package dyn.cli;

import dyn.compiler.Expects;
import dyn.frontend.Expectation;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;

/** An expectation that does not hold, shown where it is written. */
final class Failed {
  private static final int DIGITS = 17;

  private Failed() {}

  static Diagnostic diagnostic(Expects.Verdict v) {
    Expectation e = v.expectation();
    Diagnostic d = Diagnostic.of(Code.E0905, e.at(), "an expectation does not hold").because("got " + Numbers.text(v.worst(), DIGITS));
    String compared = v.at() + " is " + Numbers.text(v.worst(), DIGITS) + "\nexpected " + e.relation().text() + " "
        + Numbers.text(v.expected(), DIGITS);
    return d.help(e.relation() == Expectation.Relation.EQUAL
        ? compared + "\nerror " + Numbers.text(v.error(), 3) + ", allowed " + Numbers.text(v.allowed(), 3) : compared);
  }
}
