package dyn.frontend.check;

import dyn.frontend.CheckedExperiment.Variable;
import dyn.frontend.Stability;
import dyn.frontend.Staleness;
import dyn.frontend.Staleness.Schedule;
import dyn.frontend.stability.Verdict;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ExperimentItem;
import dyn.frontend.term.Defined;
import dyn.frontend.term.ExperimentTerms;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.ModelTerms;
import dyn.frontend.term.Register;
import dyn.frontend.term.Symbol;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Nearest;
import dyn.ir.diagnostics.Span;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** `updates asynchronous(...)`, and whether a map that reads old values is stable. */
final class UpdatesChecker {
  private static final String KIND = "asynchronous";
  private static final List<String> OPTIONS = List.of("probability", "delay", "gap");
  private static final String EXAMPLE = "`updates asynchronous(probability = 0.5, delay = 4)`";
  private static final int LONGEST = 100;
  /** Without a bound of its own, a cell is updated after so many times the steps that it takes on average. */
  private static final int PATIENCE = 4;
  private static final int LONGEST_GAP = 1_000_000;

  private final CheckedModel model;
  private final ModelTerms terms;
  private final Diagnostics diagnostics;

  UpdatesChecker(CheckedModel model, Diagnostics diagnostics) {
    this.model = model;
    this.terms = model.terms();
    this.diagnostics = diagnostics;
  }

  /** What is said of the schedule, apart from whether it is stable. */
  Optional<Schedule> schedule(Optional<ExperimentItem.Updates> item) {
    if (item.isEmpty()) return Optional.empty();
    ExperimentItem.Updates u = item.get();
    if (!u.kind().full().equals(KIND)) {
      diagnostics.add(Diagnostic.of(Code.E0632, u.kind().span(), "`" + u.kind().full() + "` is no way to update").because("not known")
          .help("write " + EXAMPLE + ", or leave `updates` out: then all cells are updated together"));
      return Optional.empty();
    }
    if (!fits(u)) return Optional.empty();
    Map<String, BigDecimal> options = new LinkedHashMap<>();
    Map<String, Span> seen = new LinkedHashMap<>();
    for (Expr.Arg a : u.options()) option(a, options, seen);
    for (String needed : List.of("probability", "delay")) {
      if (seen.containsKey(needed)) continue;
      diagnostics.add(Diagnostic.of(Code.E0632, u.span(), "the schedule lacks its " + needed).because("`" + needed + "` is not said")
          .help("write " + EXAMPLE));
    }
    if (diagnostics.hasErrors()) return Optional.empty();
    double probability = options.get("probability").doubleValue();
    BigDecimal gap = options.getOrDefault("gap", new BigDecimal(Math.ceil(PATIENCE / probability)).min(new BigDecimal(LONGEST_GAP)));
    int source = Noises.firstSource(model.names());
    return Optional.of(new Schedule(probability, options.get("delay").intValue(), probability == 1 ? 1 : gap.intValue(), source));
  }

  private boolean fits(ExperimentItem.Updates u) {
    if (!terms.map()) {
      diagnostics.add(Diagnostic.of(Code.E0632, u.span(), "asynchronous updates are of maps").because("`" + terms.name() + "` is a flow")
          .help("a flow moves in steps that its method chooses; write the steps as a map: `next x = x + dt * (...)`"));
    } else if (terms.draws()) {
      diagnostics.add(Diagnostic.of(Code.E0110, u.span(), "asynchronous updates of a map that draws are not supported yet")
          .because("a step of `" + terms.name() + "` draws numbers").help("leave out `updates`: then all cells are updated together"));
    } else if (!terms.turns().isEmpty()) {
      diagnostics.add(Diagnostic.of(Code.E0632, u.span(), "the cells of this model change one after the other").because("another order")
          .help("leave out `in any order`, or the schedule"));
    } else if (!terms.registers().isEmpty()) {
      diagnostics.add(Diagnostic.of(Code.E0632, u.span(), "a model with stale reads has its own delays").because("more delays")
          .label(terms.registers().getFirst().at(), "a stale read").help("leave out one of the two"));
    } else {
      return timeless(u);
    }
    return false;
  }

  /** All schedules end at one point only where the map is always the same. */
  private boolean timeless(ExperimentItem.Updates u) {
    for (Defined d : terms.rates()) {
      Optional<Symbol> moving = needs(d.reads()).stream().filter(s -> s.kind() == Symbol.Kind.INPUT).findFirst();
      if (moving.isEmpty()) continue;
      diagnostics.add(Diagnostic.of(Code.E0632, u.span(), "asynchronous updates need a map that does not change in time")
          .because("all orders of updates end at one fixed point").label(d.symbol().at(), "this reads `" + moving.get().name() + "`")
          .help("make it a parameter"));
      return false;
    }
    return true;
  }

  private Set<Symbol> needs(Set<Symbol> roots) {
    Map<Symbol, Defined> values = new HashMap<>();
    terms.values().forEach(d -> values.put(d.symbol(), d));
    Map<Symbol, Register> registers = new HashMap<>();
    terms.registers().forEach(r -> registers.put(r.oldest(), r));
    Set<Symbol> seen = new LinkedHashSet<>();
    Deque<Symbol> todo = new ArrayDeque<>(roots);
    while (!todo.isEmpty()) {
      Symbol s = todo.pop();
      if (!seen.add(s)) continue;
      if (values.containsKey(s)) todo.addAll(values.get(s).reads());
      if (registers.containsKey(s)) todo.addAll(registers.get(s).reads());
    }
    return seen;
  }

  private void option(Expr.Arg a, Map<String, BigDecimal> options, Map<String, Span> seen) {
    if (!OPTIONS.contains(a.name())) {
      Diagnostic d = Diagnostic.of(Code.E0304, a.span(), a.name().isEmpty() ? "an option needs its name"
          : "`" + KIND + "` has no option `" + a.name() + "`").because("not one of its options");
      diagnostics.add(Nearest.to(a.name(), OPTIONS).filter(_ -> !a.name().isEmpty()).map(n -> d.help("there is `" + n + "`"))
          .orElse(d.help("its options are " + String.join(", ", OPTIONS))));
      return;
    }
    Span before = seen.putIfAbsent(a.name(), a.span());
    if (before != null) {
      diagnostics.add(Diagnostic.of(Code.E0611, a.span(), "the option `" + a.name() + "` is given twice").because("again here")
          .label(before, "first here"));
      return;
    }
    Optional<BigDecimal> value = model.constants().decimal(a.value());
    boolean whole = value.isPresent() && value.get().stripTrailingZeros().scale() <= 0;
    boolean good = value.isPresent() && switch (a.name()) {
      case "probability" -> value.get().doubleValue() >= 1e-3 && value.get().doubleValue() <= 1;
      case "delay" -> whole && value.get().doubleValue() >= 0 && value.get().doubleValue() <= LONGEST;
      default -> whole && value.get().doubleValue() >= 1 && value.get().doubleValue() <= LONGEST_GAP;
    };
    if (good) {
      options.put(a.name(), value.get());
      return;
    }
    String wanted = switch (a.name()) {
      case "probability" -> "a constant from 0.001 to 1";
      case "delay" -> "a whole number of steps from 0 to " + LONGEST;
      default -> "a whole number of steps from 1 to " + LONGEST_GAP;
    };
    diagnostics.add(Diagnostic.of(Code.E0605, a.span(), "`" + a.name() + "` is " + wanted)
        .because(value.isEmpty() ? "not known before the run" : "this is " + value.get().toPlainString()));
  }

  // ---- stability

  /**
   * @param bases values of parameters from outside
   * @param item where the schedule stands, if there is one
   */
  Staleness check(ExperimentTerms experiment, Map<String, NumberArray> bases, long members, double end, Optional<Schedule> schedule,
      Optional<ExperimentItem.Updates> item) {
    if (terms.registers().isEmpty() && schedule.isEmpty()) return Staleness.NONE;
    if (readsData(experiment)) return Staleness.NONE;
    Map<String, double[]> values = new HashMap<>();
    bases.forEach((name, a) -> values.put(name, a.values()));
    Verdict verdict = Verdict.of(terms, experiment, values, members, end, schedule.isPresent());
    if (verdict.stability().isEmpty()) refuse(verdict, item.map(ExperimentItem.Updates::span));
    Optional<Stability> stability = verdict.stability();
    List<Staleness.Read> reads = new ArrayList<>();
    List<Variable> registers = new ArrayList<>();
    for (Register r : terms.registers()) {
      reads.add(new Staleness.Read(r.text(), r.age(), r.at()));
      for (Symbol s : r.places()) {
        registers.add(new Variable(s.name(), s.shape().stream().map(IndexRange::axis).toList(), r.text(), r.at()));
      }
    }
    return new Staleness(reads, registers, schedule, stability);
  }

  /** A register is filled at the start, before data is read. */
  private boolean readsData(ExperimentTerms experiment) {
    Set<String> tables = new LinkedHashSet<>();
    experiment.tables().forEach(t -> tables.add(t.input()));
    for (Register r : terms.registers()) {
      Optional<Symbol> data = needs(r.reads()).stream().filter(s -> s.kind() == Symbol.Kind.INPUT && tables.contains(s.name())).findFirst();
      if (data.isEmpty()) continue;
      diagnostics.add(Diagnostic.of(Code.E0530, r.at(), "a stale read of an input from a file")
          .because("it reads `" + data.get().name() + "`")
          .help("shift the times of the file, or read the states stale and the input as it is"));
      return true;
    }
    return false;
  }

  private void refuse(Verdict v, Optional<Span> updates) {
    Span at = updates.orElseGet(() -> terms.registers().getFirst().at());
    String headline = updates.isPresent() ? "nothing shows that asynchronous updates come to one end"
        : "nothing shows that this stale read is stable";
    Diagnostic d = Diagnostic.of(Code.E0531, at, headline).because(v.bound());
    Optional<Span> equation = v.culprit().flatMap(c -> terms.rates().stream().filter(r -> r.symbol().name().equals("next " + c.name()))
        .map(r -> r.symbol().at()).findFirst());
    if (!v.terms().isEmpty()) d = equation.isPresent() ? d.label(equation.get(), v.terms()) : d.because(v.terms());
    diagnostics.add(d.help(v.help()));
  }
}
