package dyn.frontend.check;

import dyn.frontend.ParsedFile;
import dyn.frontend.parse.SyntaxParser;
import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ModelItem;
import dyn.ir.Primitive;
import dyn.ir.diagnostics.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Distributions that are written in the language itself, as functions of two uniforms. */
final class DistributionLibrary {
  /** Those that models name; the others are parts of these. */
  static final List<String> NAMES = List.of("laplace", "logistic", "weibull", "student", "stable", "bernoulli",
      "poisson", "binomial", "gamma", "beta");
  /** What the library calls and models cannot. */
  private static final Map<String, Primitive> SEARCHES = Map.of("poisson_number", Primitive.POISSON, "binomial_number", Primitive.BINOMIAL,
      "gamma_number", Primitive.GAMMA, "beta_number", Primitive.BETA);
  private static final String FILE = "distributions.dyn";

  private final SourceFile source;
  private final Map<String, ModelItem.Function> functions = new LinkedHashMap<>();
  private final Map<String, Expr> defaults = new LinkedHashMap<>();

  private DistributionLibrary() {
    source = new SourceFile(FILE, text());
    ParsedFile parsed = SyntaxParser.parse(source);
    if (!parsed.diagnostics().isEmpty()) throw new IllegalStateException(parsed.diagnostics().toString());
    for (ModelItem item : parsed.file().shared()) {
      if (item instanceof ModelItem.Function f) functions.put(f.name().name(), f);
      if (item instanceof ModelItem.Let l) defaults.put(l.name().name(), l.value());
    }
  }

  /** Read where a model first asks for it. */
  private static final class Loaded {
    static final DistributionLibrary LIBRARY = new DistributionLibrary();
  }

  private static String text() {
    try (InputStream in = DistributionLibrary.class.getResourceAsStream("/dyn/frontend/" + FILE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @param defaults what arguments at the end are where they are not given */
  record Drawn(ModelItem.Function function, List<String> params, List<Expr> defaults) {
    int least() {
      return params.size() - defaults.size();
    }
  }

  static Optional<Drawn> find(String name) {
    if (!NAMES.contains(name)) return Optional.empty();
    ModelItem.Function f = Loaded.LIBRARY.functions.get(name);
    List<String> params = f.params().subList(2, f.params().size()).stream().map(p -> p.name()).toList();
    List<Expr> defaults = new ArrayList<>();
    for (String p : params) if (Loaded.LIBRARY.defaults.containsKey(p)) defaults.add(Loaded.LIBRARY.defaults.get(p));
    return Optional.of(new Drawn(f, params, defaults));
  }

  /** What a call in the library calls there; names of a model mean nothing in it. */
  static ModelItem.Function part(String name) {
    return Loaded.LIBRARY.functions.get(name);
  }

  static Optional<Primitive> search(Expr.Call c) {
    return holds(c) ? Optional.ofNullable(SEARCHES.get(c.name())) : Optional.empty();
  }

  /** Whether a call stands in the library itself. */
  static boolean holds(Expr.Call c) {
    return c.span().source().name().equals(FILE) && c.span().source() == Loaded.LIBRARY.source;
  }
}
