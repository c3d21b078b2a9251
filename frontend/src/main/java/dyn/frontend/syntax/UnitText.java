package dyn.frontend.syntax;

import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A unit as written: `mV`, `mS/cm^2`, `1/ms`. A divisor has a negative exponent. */
public record UnitText(Span span, List<Factor> factors) {
  public record Factor(Span span, String name, int exponent) {}

  public UnitText {
    factors = List.copyOf(factors);
  }

  public UnitText times(Factor factor) {
    List<Factor> more = new ArrayList<>(factors);
    more.add(factor);
    return new UnitText(span.to(factor.span()), more);
  }

  /** In one form, however it was spaced. */
  public String text() {
    return text(factors);
  }

  /** Multiplied first, divided after: `nA*ms/mV`; `1/ms` where only divisors are left. */
  public static String text(List<Factor> factors) {
    String above = factors.stream().filter(f -> f.exponent() > 0).map(f -> power(f.name(), f.exponent())).collect(Collectors.joining("*"));
    String below = factors.stream().filter(f -> f.exponent() < 0).map(f -> "/" + power(f.name(), -f.exponent()))
        .collect(Collectors.joining());
    return (above.isEmpty() ? "1" : above) + below;
  }

  private static String power(String name, int exponent) {
    return exponent == 1 ? name : name + "^" + exponent;
  }
}
