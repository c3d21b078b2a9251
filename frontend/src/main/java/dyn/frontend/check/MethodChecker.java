package dyn.frontend.check;

import dyn.frontend.MethodChoice;
import dyn.frontend.MethodSignature;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.MethodCall;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Nearest;
import dyn.ir.diagnostics.Span;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The name of a method and its options. */
final class MethodChecker {
  private static final MethodSignature ANY = new MethodSignature(MethodChoice.AUTO, MethodSignature.Steps.CHOSEN);

  private final List<MethodSignature> methods;
  private final Constants constants;
  private final Diagnostics diagnostics;

  MethodChecker(List<MethodSignature> methods, Constants constants, Diagnostics diagnostics) {
    this.methods = methods;
    this.constants = constants;
    this.diagnostics = diagnostics;
  }

  MethodChoice check(MethodCall call, String from) {
    String name = call.name().full();
    Optional<MethodSignature> known = name.equals(MethodChoice.AUTO) ? Optional.of(ANY)
        : methods.stream().filter(m -> m.name().equals(name)).findFirst();
    Map<String, BigDecimal> options = new LinkedHashMap<>();
    MethodChoice choice = new MethodChoice(name, options, from, Optional.of(call.span()));
    if (known.isEmpty()) {
      unknown(call, name);
      return choice;
    }
    Map<String, Span> seen = new LinkedHashMap<>();
    for (Expr.Arg a : call.options()) {
      Span before = a.name().isEmpty() ? null : seen.putIfAbsent(a.name(), a.span());
      if (before != null) {
        diagnostics.add(Diagnostic.of(Code.E0611, a.span(), "the option `" + a.name() + "` is given twice").because("again here")
            .label(before, "first here"));
      }
      option(known.get(), a).ifPresent(v -> options.put(a.name(), v));
    }
    steps(call, known.get(), seen);
    return choice;
  }

  /** Steps are either given or chosen; what is said about both at once would have no effect. */
  private void steps(MethodCall call, MethodSignature method, Map<String, Span> seen) {
    Span dt = seen.get(MethodSignature.FIXED_STEP);
    if (method.steps() == MethodSignature.Steps.GIVEN && dt == null) {
      diagnostics.add(Diagnostic.of(Code.E0604, call.span(), "`" + method.name() + "` needs a step").because("it does not choose its own")
          .help("write `method " + method.name() + "(dt = 0.01)`"));
    }
    if (method.steps() != MethodSignature.Steps.CHOSEN || dt == null) return;
    Set<String> beside = Set.of(MethodSignature.FIXED_STEP, MethodSignature.NOISE_GRID);
    method.options().stream().filter(o -> !beside.contains(o) && seen.containsKey(o)).findFirst()
        .ifPresent(o -> diagnostics.add(Diagnostic.of(Code.E0304, seen.get(o), "`" + o + "` has no effect beside `dt`")
            .because("this is about steps that the method chooses").label(dt, "this fixes them").help("leave out one of the two")));
  }

  private void unknown(MethodCall call, String name) {
    List<String> names = methods.stream().map(MethodSignature::name).toList();
    Diagnostic d = Diagnostic.of(Code.E0603, call.name().span(), "unknown method `" + name + "`").because("not a method");
    diagnostics.add(Nearest.to(name, names).map(n -> d.help("there is `" + n + "`")).orElse(d
        .help("there are auto, " + String.join(", ", names))));
  }

  private Optional<BigDecimal> option(MethodSignature method, Expr.Arg a) {
    if (a.name().isEmpty()) {
      diagnostics.add(Diagnostic.of(Code.E0304, a.span(), "an option needs its name").because("which option this is, is not said")
          .help("write `" + method.name() + "(" + method.options().getFirst() + " = " + a.span().text().strip() + ")`"));
      return Optional.empty();
    }
    if (!method.options().contains(a.name())) {
      Diagnostic d = Diagnostic.of(Code.E0304, a.span(), "`" + method.name() + "` has no option `" + a.name() + "`")
          .because("not one of its options");
      diagnostics.add(Nearest.to(a.name(), method.options()).map(n -> d.help("there is `" + n + "`"))
          .orElse(d.help("its options are " + String.join(", ", method.options()))));
      return Optional.empty();
    }
    Optional<BigDecimal> value = constants.decimal(a.value());
    boolean zero = a.name().equals("atol") || a.name().equals("rtol");
    boolean whole = !a.name().equals("max_steps") || value.isPresent() && value.get().stripTrailingZeros().scale() <= 0;
    if (value.isPresent() && whole && (value.get().signum() > 0 || zero && value.get().signum() == 0)) return value;
    diagnostics.add(Diagnostic.of(Code.E0605, a.span(),
        "`" + a.name() + "` must be a positive " + (a.name().equals("max_steps") ? "whole number" : "constant"))
        .because("not such a number"));
    return Optional.empty();
  }
}
