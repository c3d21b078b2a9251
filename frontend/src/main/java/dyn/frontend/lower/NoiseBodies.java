package dyn.frontend.lower;

import dyn.frontend.term.Defined;
import dyn.frontend.term.NoiseSource;
import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Primitive;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What a source adds in a step, or how often it jumps and what a jump adds, where these have laws of their own. */
record NoiseBodies(Lowering lowering, NoiseSource source) {
  private static final String STEP = "h";

  void add(List<Body> out) {
    switch (source.law()) {
      case NoiseSource.Law.Wiener _ -> { }
      case NoiseSource.Law.Stable s -> out.add(drawing("increment.", Stream.concat(Stream.of(s.value(), s.power()), s.lean().stream())
          .toList(), (terms, h) -> stable(terms, s, h)));
      case NoiseSource.Law.Poisson p -> {
        out.add(lowering.running("rate." + source.increment().name(), List.of(p.rate()), (_, _) -> {}, _ -> {},
            terms -> List.of(terms.shaped(Lowering.value(terms, p.rate()), source.increment().shape()))));
        p.mark().ifPresent(m -> out.add(drawing("mark.", List.of(m), (terms, _) -> Lowering.value(terms, m))));
      }
    }
  }

  /** A body that draws in a step: after what bodies of a run take come seed, member, the node of its first draw, and the step's length. */
  private Body drawing(String kind, List<Defined> roots, BiFunction<Terms, Value, Value> value) {
    return lowering.running(kind + source.increment().name(), roots, (terms, params) -> {
      Lowering.draws(terms, params);
      params.add(terms.builder().param(STEP, Type.F64));
      terms.key(STEP, params.getLast());
    }, _ -> {}, terms -> List.of(terms.shaped(value.apply(terms, terms.key(STEP)), source.increment().shape())));
  }

  private Value stable(Terms terms, NoiseSource.Law.Stable law, Value h) {
    Builder b = terms.builder();
    Value length = terms.narrow(h);
    Value grown = b.apply("grown", Primitive.POW, length, Lowering.value(terms, law.power()));
    Value jump = b.mul(grown, Lowering.value(terms, law.value()));
    return law.lean().map(l -> b.fma(Lowering.value(terms, l), b.mul(length, b.apply(Primitive.LOG, length)), jump)).orElse(jump);
  }
}
