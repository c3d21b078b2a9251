package dyn.frontend.check;

import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.NoiseSource;
import dyn.frontend.term.NoiseSource.Calculus;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** `noise W[i] : wiener ito`: its increment is a name that equations of differentials read. */
final class Noises {
  private static final String WIENER = "wiener";
  private static final Map<String, Calculus> CALCULI = Map.of("ito", Calculus.ITO, "stratonovich", Calculus.STRATONOVICH);
  private static final Map<String, String> LATER = Map.of("poisson", "jumps", "stable", "Levy noise");

  private final Names names;
  private final Dimensions dimensions;
  private final Diagnostics diagnostics;
  private final List<NoiseSource> sources = new ArrayList<>();

  Noises(Names names, Dimensions dimensions, Diagnostics diagnostics) {
    this.names = names;
    this.dimensions = dimensions;
    this.diagnostics = diagnostics;
  }

  List<NoiseSource> sources() {
    return List.copyOf(sources);
  }

  /** After dimensions are known. */
  void declare(ModelItem.Noise n) {
    Optional<List<IndexRange>> shape = dimensions.shape(n.dims());
    Optional<Calculus> calculus = calculus(n);
    String name = n.increment().name();
    if (shape.isEmpty() || calculus.isEmpty()) {
      names.broken.add(name);
      return;
    }
    Symbol increment = new Symbol(Symbol.Kind.DIFFERENTIAL, name, n.increment().span(), shape.get(), Stage.STEP);
    names.symbols.put(name, increment);
    sources.add(new NoiseSource(n.name(), increment, calculus.get(), n.increment().span()));
  }

  private Optional<Calculus> calculus(ModelItem.Noise n) {
    String law = n.law().name();
    if (LATER.containsKey(law)) {
      diagnostics.add(Diagnostic.of(Code.E0110, n.law().span(), LATER.get(law) + (law.equals("poisson") ? " are" : " is")
          + " not supported yet").because("a law of noise").help("there is `" + WIENER + "`"));
      return Optional.empty();
    }
    if (!law.equals(WIENER)) {
      diagnostics.add(Diagnostic.of(Code.E0541, n.law().span(), "unknown law of noise `" + law + "`").because("not a law")
          .help("write `noise " + n.name() + " : wiener ito`"));
      return Optional.empty();
    }
    if (n.calculus().isEmpty()) {
      diagnostics.add(Diagnostic.of(Code.E0541, n.law().span(), "the calculus of `" + n.name() + "` is not said")
          .because("`ito` or `stratonovich` belongs to it: they are different models")
          .help("`wiener ito` takes what multiplies `" + n.increment().name() + "` from the start of a step: for noise without memory")
          .help("`wiener stratonovich` keeps the chain rule: for the limit of noise with a short memory"));
      return Optional.empty();
    }
    Ident said = n.calculus().get();
    Calculus calculus = CALCULI.get(said.name());
    if (calculus == null) {
      diagnostics.add(Diagnostic.of(Code.E0541, said.span(), "unknown calculus `" + said.name() + "`").because("not a calculus")
          .help(Nearest.to(said.name(), CALCULI.keySet()).map(k -> "there is `" + k + "`").orElse("there are `ito` and `stratonovich`")));
    }
    return Optional.ofNullable(calculus);
  }
}
