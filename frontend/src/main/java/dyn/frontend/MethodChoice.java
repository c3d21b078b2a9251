package dyn.frontend;

import dyn.ir.diagnostics.Span;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * The chosen method, `auto` where nothing is said.
 *
 * @param options exact decimals, in the order given
 * @param from `experiment`, `model`, `command line` or `default`
 */
public record MethodChoice(String name, Map<String, BigDecimal> options, String from, Optional<Span> at) {
  public static final String AUTO = "auto";

  public boolean isAuto() {
    return name.equals(AUTO);
  }
}
