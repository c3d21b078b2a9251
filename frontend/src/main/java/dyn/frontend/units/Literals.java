package dyn.frontend.units;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.Operator;
import dyn.frontend.syntax.UnitText;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts literals into working units: `0.02 s` becomes 20 where the model works in ms, exactly, and is rounded once. */
final class Literals {
  private final UnitNames names;
  private final UnitSystem system;
  /** Names that the model declares, and what they are bound to: they are no units. */
  private final Map<String, Span> declared;
  private final Diagnostics diagnostics;
  private final Map<UnitText, Optional<Unit>> resolved = new IdentityHashMap<>();

  Literals(UnitNames names, UnitSystem system, Map<String, Span> declared, Diagnostics diagnostics) {
    this.names = names;
    this.system = system;
    this.declared = declared;
    this.diagnostics = diagnostics;
  }

  /** @param bound parameters of a function and indices, where the expression stands */
  Expr scaled(Expr e, Set<String> bound) {
    return switch (e) {
      case Expr.Num n -> scaled(n, bound);
      case Expr.Name n -> name(n, bound);
      case Expr.Chain c -> {
        Expr joined = joined(c, bound);
        yield joined instanceof Expr.Num n ? scaled(n, bound) : Trees.map(joined, p -> scaled(p, bound));
      }
      case Expr.Reduce r -> Trees.map(r, p -> scaled(p, with(bound, r.binders().stream().map(Expr.Binder::index).toList())));
      case Expr.Expectation x -> Trees.map(x, p -> scaled(p, with(bound, List.of(x.variable().name()))));
      case Expr.Integral i -> Trees.map(i, p -> scaled(p, with(bound, List.of(i.variable().name()))));
      case Expr.Call _, Expr.Index _, Expr.At _, Expr.Stale _, Expr.Negate _, Expr.Not _, Expr.Literal _, Expr.Own _, Expr.Each _ ->
          Trees.map(e, p -> scaled(p, bound));
    };
  }

  static Set<String> with(Set<String> bound, List<String> more) {
    Set<String> all = new LinkedHashSet<>(bound);
    all.addAll(more);
    return all;
  }

  /** The unit of a literal; empty where it has none, or none that is known. */
  Optional<Unit> unit(Expr.Num n) {
    return n.unit().flatMap(this::unit);
  }

  Optional<Unit> unit(UnitText text) {
    return resolved.computeIfAbsent(text, names::resolve);
  }

  /** A value given in one unit, in the working unit of its dimension. */
  BigDecimal working(BigDecimal value, Unit unit) {
    return unit.scale().over(system.scale(unit.dimension())).of(value);
  }

  private Expr scaled(Expr.Num n, Set<String> bound) {
    Optional<Unit> unit = unit(n);
    if (unit.isEmpty()) return n;
    n.unit().get().factors().forEach(f -> shadow(f, bound));
    system.prefer(n.unit().get().text(), unit.get().dimension(), unit.get().scale());
    String text = text(n.text(), unit.get());
    if (Double.isInfinite(Double.parseDouble(text))) {
      diagnostics.add(Diagnostic.of(Code.E0109, n.span(), "`" + n.span().text().strip() + "` is too large in "
          + system.text(unit.get().dimension())).because("64-bit floating-point numbers end at 1.8e308"));
    }
    return new Expr.Num(n.span(), text, n.unit());
  }

  private String text(String number, Unit unit) {
    try {
      BigDecimal value = working(new BigDecimal(number), unit);
      return value.signum() == 0 ? "0" : value.toString();
    } catch (NumberFormatException beyond) {
      return "0"; // an exponent below -2147483647
    }
  }

  void shadow(UnitText.Factor f, Set<String> bound) {
    if (!declared.containsKey(f.name()) && !bound.contains(f.name())) return;
    Diagnostic d = Diagnostic.of(Code.E0707, f.span(), "`" + f.name() + "` is a unit here, and a name of the model")
        .because("the unit");
    Span at = declared.get(f.name());
    diagnostics.add((at == null ? d : d.label(at, "the name is declared here")).help("give the declared name another spelling"));
  }

  private Expr name(Expr.Name n, Set<String> bound) {
    if (n.primes() > 0 || !isUnit(n.name(), bound)) return n;
    diagnostics.add(Diagnostic.of(Code.E0703, n.span(), "the unit `" + n.name() + "` stands alone").because("no number before it")
        .help("write `1 " + n.name() + "`"));
    return new Expr.Num(n.span(), "1", Optional.of(new UnitText(n.span(), List.of(new UnitText.Factor(n.span(), n.name(), 1)))));
  }

  private boolean isUnit(String name, Set<String> bound) {
    return !declared.containsKey(name) && !bound.contains(name) && names.isUnit(name);
  }

  // ---- `5 mV/ms`, and `0.07/ms`

  /** Units that follow a literal by `*` or `/` belong to it, before any division of it. */
  private Expr joined(Expr.Chain c, Set<String> bound) {
    if (c.rest().getFirst().operator().level() != Operator.MUL.level()) return c;
    List<Expr.Link> links = new ArrayList<>(List.of(new Expr.Link(Operator.MUL, c.span(), c.first())));
    for (Expr.Link link : c.rest()) {
      Expr last = links.getLast().operand();
      Optional<UnitText.Factor> factor = last instanceof Expr.Num n && !inParentheses(n) ? factor(link, n, bound) : Optional.empty();
      if (factor.isEmpty()) {
        links.add(link);
        continue;
      }
      Expr.Num n = (Expr.Num) last;
      UnitText unit = n.unit().map(u -> u.times(factor.get())).orElseGet(() -> new UnitText(link.operand().span(), List.of(factor.get())));
      Expr more = new Expr.Num(n.span().to(link.operand().span()), n.text(), Optional.of(unit));
      links.set(links.size() - 1, new Expr.Link(links.getLast().operator(), links.getLast().at(), more));
    }
    if (links.size() == 1) return links.getFirst().operand().within(c.span());
    return new Expr.Chain(c.span(), links.getFirst().operand(), links.subList(1, links.size()));
  }

  private static boolean inParentheses(Expr e) {
    return e.span().text().startsWith("(");
  }

  private Optional<UnitText.Factor> factor(Expr.Link link, Expr.Num before, Set<String> bound) {
    boolean divides = link.operator() == Operator.DIV;
    if (!divides && (link.operator() != Operator.MUL || before.unit().isEmpty())) return Optional.empty();
    Expr e = link.operand();
    int power = 1;
    if (e instanceof Expr.Chain c && c.rest().size() == 1 && c.rest().getFirst().operator() == Operator.POW) {
      power = c.rest().getFirst().operand() instanceof Expr.Num n && n.unit().isEmpty() && n.text().matches("[1-9]")
          ? Integer.parseInt(n.text()) : 0;
      e = c.first();
    }
    if (power == 0 || !(e instanceof Expr.Name n) || n.primes() > 0 || inParentheses(e)) return Optional.empty();
    if (isUnit(n.name(), bound)) return Optional.of(new UnitText.Factor(n.span(), n.name(), divides ? -power : power));
    if (before.unit().isPresent() && names.isUnit(n.name())) {
      diagnostics.add(Diagnostic.of(Code.W0720, n.span(), "`" + n.name() + "` is the name of the model here, not the unit")
          .because("it follows a unit").help("write `(" + before.span().text().strip() + ") " + (divides ? "/ " : "* ") + n.name() + "`"));
    }
    return Optional.empty();
  }
}
