package dyn.frontend.check;

import dyn.frontend.InputTable;
import dyn.frontend.InputTable.Conversion;
import dyn.frontend.InputTable.Interpolation;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.term.Defined;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.frontend.units.Units;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Nearest;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is bound to the inputs: an expression of time and parameters, or a column of a file. */
final class Inputs {
  private static final List<String> KINDS = List.of("none", "linear", "cubic");

  private final CheckedModel model;
  private final Units units;
  private final Diagnostics diagnostics;
  private final Map<String, Span> seen = new LinkedHashMap<>();
  final Map<Symbol, Defined> bound = new LinkedHashMap<>();
  final List<InputTable> tables = new ArrayList<>();

  Inputs(CheckedModel model, Units units, Diagnostics diagnostics) {
    this.model = model;
    this.units = units;
    this.diagnostics = diagnostics;
  }

  void check(List<ExperimentItem> items) {
    for (ExperimentItem item : items) {
      if (item instanceof ExperimentItem.Bind b) port(b.input()).ifPresent(s -> bind(s, b.value()));
      if (item instanceof ExperimentItem.BindFile f) port(f.input()).ifPresent(s -> table(s, f));
    }
    for (Symbol input : model.names().ofKind(Symbol.Kind.INPUT)) {
      if (seen.containsKey(input.name())) continue;
      ModelItem.Input syntax = model.inputs().get(input.name());
      if (syntax.value().isPresent()) bind(input, syntax.value().get());
      else unbound(input);
    }
  }

  private void unbound(Symbol input) {
    String name = input.name();
    diagnostics.add(Diagnostic.of(Code.E0512, input.at(), "the input `" + name + "` is not bound").because("declared here")
        .help("write `input " + name + " = sin(t)` or `input " + name + " from \"data.csv\" column \"" + name + "\"` in the experiment"));
  }

  private Optional<Symbol> port(Ident name) {
    Symbol symbol = model.names().symbols.get(name.full());
    if (symbol == null || symbol.kind() != Symbol.Kind.INPUT) {
      List<String> known = model.names().ofKind(Symbol.Kind.INPUT).stream().map(Symbol::name).toList();
      Diagnostic d = Diagnostic.of(symbol == null ? Code.E0201
          : Code.E0211, name.span(), "`" + name.full() + "` is not an input of `" + model.terms().name() + "`")
          .because(symbol == null ? "declared nowhere" : "it is " + symbol.kind().text());
      diagnostics.add(Nearest.to(name.full(), known).map(n -> d.help("there is `" + n + "`")).orElse(d));
      return Optional.empty();
    }
    Span before = seen.putIfAbsent(name.full(), name.span());
    if (before == null) return Optional.of(symbol);
    diagnostics.add(Diagnostic.of(Code.E0611, name.span(), "the input `" + name.full() + "` is bound twice").because("again here")
        .label(before, "first here"));
    return Optional.empty();
  }

  private void bind(Symbol input, Expr value) {
    Scope scope = Scope.of("an input", Stage.TIME);
    Term term = new Conform(model.checker()).declared(input, value, scope);
    if (term.failed()) return;
    for (Symbol read : scope.reads()) {
      boolean circular = read != Scope.TIME && read.stage() == Stage.TIME;
      if (!circular) continue;
      diagnostics.add(Diagnostic.of(Code.E0507, value.span(), "an input cannot depend on `" + read.name() + "`")
          .because("which depends on inputs or time")
          .help("write the expression of `t` and parameters in place of `" + read.name() + "`"));
      return;
    }
    new Defined(input, term, scope.reads()).parts().forEach(d -> bound.put(d.symbol(), d));
  }

  private void table(Symbol input, ExperimentItem.BindFile f) {
    if (!input.shape().isEmpty() || input.complex()) {
      diagnostics.add(Diagnostic.of(Code.E0405, f.input().span(), "a column gives one number at a time")
          .because("`" + input.name() + "` is " + (input.complex() ? "complex" : "an array")));
    }
    String column = input.name();
    Optional<String> time = Optional.empty();
    Interpolation interpolation = Interpolation.LINEAR;
    Conversion values = Conversion.NONE;
    Conversion times = Conversion.NONE;
    for (ExperimentItem.Option o : f.options()) {
      switch (o.key()) {
        case "column" -> column = o.value();
        case "time" -> time = Optional.of(o.value());
        case "interp" -> interpolation = interpolation(o);
        case "unit" -> values = units.conversion(o);
        case "time unit" -> times = units.conversion(o);
        default -> diagnostics.add(Names.suggest(Diagnostic.of(Code.E0304, o.span(), "unknown option `" + o.key() + "`")
            .because("not an option of an input")
            .help("the options are `column \"u\"`, `time \"t\"` and `interp linear`"), o.key(), List.of("column", "time", "interp")));
      }
    }
    tables.add(new InputTable(input.name(), f.path(), column, time, interpolation, values, times, f.pathSpan()));
  }

  private Interpolation interpolation(ExperimentItem.Option o) {
    if (KINDS.contains(o.value())) return Interpolation.valueOf(o.value().toUpperCase(Locale.ROOT));
    Diagnostic d = Diagnostic.of(Code.E0616, o.span(), "unknown interpolation `" + o.value() + "`").because("not an interpolation");
    diagnostics.add(Nearest.to(o.value(), KINDS).map(k -> d.help("there is `" + k + "`")).orElse(d.help("there are none, linear, cubic")));
    return Interpolation.LINEAR;
  }
}
