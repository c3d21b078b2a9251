package dyn.frontend.units;

import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.syntax.ModelItem.UnitItem;
import dyn.frontend.syntax.UnitText;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Nearest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The units that a model knows: those of the language, and its own. */
final class UnitNames {
  private static final int DEEPEST = 200;

  private final Diagnostics diagnostics;
  private final Map<String, Unit> own = new LinkedHashMap<>();
  private final Map<String, UnitItem.Derived> pending = new LinkedHashMap<>();
  private final Map<String, Ident> declared = new LinkedHashMap<>();
  private final List<String> bases = new ArrayList<>();
  private final Set<String> open = new LinkedHashSet<>();

  UnitNames(List<ModelItem.Units> sentences, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    for (ModelItem.Units s : sentences) s.items().forEach(this::declare);
    List.copyOf(pending.keySet()).forEach(this::derive);
  }

  private void declare(UnitItem item) {
    switch (item) {
      case UnitItem.Working _ -> { }
      case UnitItem.New n -> {
        if (!fresh(n.name())) return;
        own.put(n.name().name(), new Unit(n.name().name(), Dimension.base(n.name().name()), Scale.ONE));
        bases.add(n.name().name());
      }
      case UnitItem.Derived d -> {
        if (fresh(d.name())) pending.put(d.name().name(), d);
      }
    }
  }

  private boolean fresh(Ident name) {
    if (Registry.find(name.name()).isPresent() || Registry.AFFINE.contains(name.name())) {
      diagnostics.add(Diagnostic.of(Code.E0708, name.span(), "`" + name.name() + "` is a unit of the language")
          .because("its meaning is fixed").help("choose another name"));
      return false;
    }
    Ident before = declared.putIfAbsent(name.name(), name);
    if (before == null) return true;
    if (before.span().equals(name.span())) return false; // the same sentence, through another instance
    diagnostics.add(Diagnostic.of(Code.E0708, name.span(), "the unit `" + name.name() + "` is declared twice")
        .because("declared again here").label(before.span(), "first declared here"));
    return false;
  }

  private void derive(String name) {
    UnitItem.Derived d = pending.get(name);
    if (d == null || own.containsKey(name)) return;
    if (open.size() > DEEPEST || !open.add(name)) {
      diagnostics.add(Diagnostic.of(Code.E0708, d.name().span(), "the unit `" + name + "` is declared by itself")
          .because("its value needs its value").help("declare a new dimension: `unit new " + name + "`"));
      pending.remove(name);
      return;
    }
    d.unit().ifPresent(u -> u.factors().forEach(f -> derive(f.name())));
    open.remove(name);
    if (!pending.containsKey(name)) return;
    Optional<Unit> unit = d.unit().isEmpty() ? Optional.of(new Unit("", Dimension.PLAIN, Scale.ONE)) : resolve(d.unit().get());
    if (Double.parseDouble(d.factor()) == 0) {
      diagnostics.add(Diagnostic.of(Code.E0708, d.span(), "a unit cannot be zero").because("its factor"));
    } else if (unit.isPresent()) {
      Scale factor = new Scale(new BigDecimal(d.factor()), BigDecimal.ONE);
      Scale scale = factor.times(unit.get().scale());
      if (scale.isReasonable()) own.put(name, new Unit(name, unit.get().dimension(), scale));
      else diagnostics.add(Diagnostic.of(Code.E0709, d.span(), "no quantity has such a unit").because("its size is too large"));
    }
  }

  List<String> bases() {
    return bases;
  }

  boolean isUnit(String name) {
    return own.containsKey(name) || declared.containsKey(name) || Registry.find(name).isPresent();
  }

  Optional<Unit> find(String name) {
    return Optional.ofNullable(own.get(name)).or(() -> Registry.find(name));
  }

  /** Empty where a name is no unit, which is reported. */
  Optional<Unit> resolve(UnitText text) {
    Dimension dimension = Dimension.PLAIN;
    Scale scale = Scale.ONE;
    for (UnitText.Factor f : text.factors()) {
      Optional<Unit> unit = find(f.name());
      if (unit.isEmpty()) {
        if (!declared.containsKey(f.name())) diagnostics.add(unknown(f));
        return Optional.empty();
      }
      dimension = dimension.combine(unit.get().dimension(), Ratio.of(f.exponent()));
      scale = scale.times(unit.get().scale().to(f.exponent()));
      if (dimension.isReasonable() && scale.isReasonable()) continue;
      diagnostics.add(Diagnostic.of(Code.E0709, text.span(), "no quantity has such a unit").because("its powers are too large"));
      return Optional.empty();
    }
    return Optional.of(new Unit(text.text(), dimension, scale));
  }

  private Diagnostic unknown(UnitText.Factor f) {
    if (Registry.AFFINE.contains(f.name())) {
      return Diagnostic.of(Code.E0711, f.span(), "`" + f.name() + "` is not a multiple of a kelvin").because("its zero is another")
          .help("write a temperature in kelvin: 20 degrees Celsius are `293.15 K`; a difference of 10 degrees is `10 K`");
    }
    List<String> known = new ArrayList<>(own.keySet());
    known.addAll(Registry.all().keySet());
    Diagnostic d = Diagnostic.of(Code.E0703, f.span(), "unknown unit `" + f.name() + "`").because("not a unit");
    return Nearest.to(f.name(), known).map(n -> d.help("there is `" + n + "`"))
        .orElse(d.help("write `*` if a product is meant; a unit of your own is declared by `unit new " + f.name() + "`"));
  }
}
