package dyn.frontend.lower;

import dyn.frontend.term.Defined;
import dyn.frontend.term.ExperimentTerms;
import dyn.frontend.InputTable;
import dyn.frontend.term.ModelTerms;
import dyn.frontend.term.Register;
import dyn.frontend.term.Symbol;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A map as mathematics sees it: what each state becomes, from the states of several ages, without the registers that carry them.
 *
 * @param setup of the parameters
 * @param next its parameters are time, the model's parameters, inputs from files, then the states by their ages
 * @param known how many parameters come before the states
 * @param states for each parameter after those, which state it is, in the order of declarations, and how old
 */
public record AgedMap(Body setup, Body next, int known, List<Aged> states) {
  public record Aged(int state, int age) {}

  public static AgedMap of(ModelTerms model, ExperimentTerms experiment) {
    return new Maker(model, experiment).make();
  }

  private static final class Maker {
    private final ModelTerms model;
    private final ExperimentTerms experiment;
    private final Lowering lowering;
    private final Builder b = new Builder();
    private final List<Value> params = new ArrayList<>();
    private final List<Aged> states = new ArrayList<>();
    private final Map<Symbol, Value> tables = new LinkedHashMap<>();
    private final Map<Integer, Terms> byAge = new HashMap<>();
    private final Map<Symbol, Register> registers = new HashMap<>();
    private Value t;

    Maker(ModelTerms model, ExperimentTerms experiment) {
      this.model = model;
      this.experiment = experiment;
      this.lowering = new Lowering(model, experiment);
      model.registers().forEach(r -> registers.put(r.oldest(), r));
    }

    AgedMap make() {
      t = b.param("t", Type.F64);
      params.add(t);
      Terms now = new Terms(b, experiment.real());
      lowering.params(now, params);
      for (InputTable table : experiment.tables()) {
        model.inputs().stream().filter(i -> i.name().equals(table.input())).forEach(i -> {
          Value v = b.param(i.name(), now.real(i.shape()));
          tables.put(i, v);
          params.add(v);
        });
      }
      int known = params.size();
      byAge.put(0, environment(now, 0));
      List<Value> results = new ArrayList<>();
      for (Defined rate : model.rates()) results.add(now.shaped(value(rate, 0), rate.symbol().shape()));
      return new AgedMap(lowering.setup(), b.finish("next", params, results), known, List.copyOf(states));
    }

    /** With the states of an age as parameters of their own. */
    private Terms environment(Terms terms, int age) {
      terms.key("t", t);
      // Whatever is drawn, it is the same for two runs that are compared.
      for (String key : List.of("seed", "member", Lowering.NODE)) terms.key(key, b.constant(0L));
      tables.forEach(terms::define);
      for (int s = 0; s < model.states().size(); s++) {
        Symbol state = model.states().get(s);
        Value v = b.param(age == 0 ? state.name() : state.name() + "." + age, terms.real(state.shape()));
        terms.define(state, v);
        params.add(v);
        states.add(new Aged(s, age));
      }
      return terms;
    }

    private Terms at(int age) {
      Terms known = byAge.get(age);
      if (known != null) return known;
      Terms terms = new Terms(b, experiment.real());
      for (Symbol p : model.params()) terms.define(p, byAge.get(0).symbol(p));
      experiment.edges().forEach(d -> terms.define(d.symbol(), byAge.get(0).symbol(d.symbol())));
      byAge.put(age, terms);
      return environment(terms, age);
    }

    /** A stale read is what it reads, of older states. */
    private Value value(Defined d, int age) {
      Terms terms = at(age);
      for (Symbol s : lowering.needs(d)) {
        Register r = registers.get(s);
        if (r == null || terms.isDefined(s)) continue;
        terms.define(s, value(new Defined(s, r.value(), r.reads()), age + r.age()));
      }
      lowering.lets(terms, List.of(d));
      return Lowering.value(terms, d);
    }
  }
}
