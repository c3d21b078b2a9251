package dyn.frontend.check;

import dyn.frontend.syntax.Ident;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.term.Defined;
import dyn.frontend.term.EdgeSet;
import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Nearest;
import dyn.ir.diagnostics.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The names of one model. Values, dimensions, indices and functions share one space: nothing shadows silently. */
final class Names {
  static final Set<String> RESERVED = Set.of("t", "pi", "member");

  record Form(Term.Structured matrix, List<Symbol> parts) {}

  private final Diagnostics diagnostics;
  private final Map<String, Span> declared = new LinkedHashMap<>();
  final Map<String, Symbol> symbols = new LinkedHashMap<>();
  final Map<String, IndexRange> dims = new LinkedHashMap<>();
  /** Second indices, by name; the range has the index as its axis. */
  final Map<String, IndexRange> indices = new LinkedHashMap<>();
  /** Axes of grids, by the name of their dimension; grids by name. */
  final Map<String, ModelItem.GridAxis> gridAxes = new LinkedHashMap<>();
  final Map<String, List<IndexRange>> grids = new LinkedHashMap<>();
  /** Sets of edges; each is a dimension as well. */
  final Map<String, EdgeSet> edges = new LinkedHashMap<>();
  /** What is read of them. */
  final Map<Symbol, EdgeSet.Data> edgeData = new LinkedHashMap<>();
  /** Values beyond a side of one field, `let`s, by {@link #side}. */
  final Map<String, Ident> boundaries = new LinkedHashMap<>();
  /** What `let`s and outputs stand for, by the name of the symbol. */
  final Map<String, Term> definitions = new LinkedHashMap<>();
  /** What moves states, by the name of its symbol: `x'`, or `rate of x` where the equation of x is one of differentials. */
  final Map<String, Defined> rates = new LinkedHashMap<>();
  /** States of which no rate is asked: those of maps. */
  final Set<String> stepped = new LinkedHashSet<>();
  /** Memories of two times, by name; the axis of their rows; the times they know. */
  final Map<String, ModelItem.Past> memories = new LinkedHashMap<>();
  Optional<IndexRange> times = Optional.empty();
  TimeGrid grid = TimeGrid.UNKNOWN;
  final Map<String, ModelItem.Function> functions = new LinkedHashMap<>();
  /** `let`s that are matrices with structure: what reads them reads the symbols of their parts. */
  final Map<String, Form> forms = new LinkedHashMap<>();
  /** Parameters that are declared by structure, and so computed. */
  final Set<String> matrices = new LinkedHashSet<>();
  /** Quadratures computed so far, by what they are called. */
  final Map<String, Quadrature> quadratures = new LinkedHashMap<>();
  /** Names whose declaration failed: reading them is silent. */
  final Set<String> broken = new LinkedHashSet<>();

  Names(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** False where the name is taken, which is reported. */
  boolean declare(String name, Span at) {
    if (RESERVED.contains(name)) {
      String meaning = name.equals("t") ? "the time" : name.equals("pi") ? "the number 3.14159..." : "the axis of an ensemble";
      diagnostics.add(Diagnostic.of(Code.E0204, at, "`" + name + "` is reserved")
          .because("it means " + meaning).help("choose another name"));
      broken.add(name);
      return false;
    }
    if (Functions.reserves(name)) {
      diagnostics.add(Diagnostic.of(Code.E0204, at, "`" + name + "` is a function of the language").because("a name of its own is needed")
          .help("choose another name"));
      broken.add(name);
      return false;
    }
    Span first = declared.putIfAbsent(name, at);
    if (first == null) return true;
    diagnostics.add(Diagnostic.of(Code.E0202, at, "`" + name + "` is declared twice").because("declared again here")
        .label(first, "first declared here").help("rename or remove one of them"));
    broken.add(name);
    return false;
  }

  boolean isDeclared(String name) {
    return declared.containsKey(name) || RESERVED.contains(name);
  }

  static String side(String field, String dim, boolean high) {
    return field + " " + dim + (high ? " high" : " low");
  }

  Optional<IndexRange> index(String name) {
    return Optional.ofNullable(dims.getOrDefault(name, indices.get(name)));
  }

  /** In the order of the model. */
  List<Symbol> ofKind(Symbol.Kind kind) {
    return symbols.values().stream().filter(s -> s.kind() == kind).toList();
  }

  /** The axes along which a rate moves a state: of a memory, its second time. */
  List<IndexRange> moving(Symbol state) {
    return memories.containsKey(state.name()) ? state.shape().subList(0, 1) : state.shape();
  }

  /** What moves the state `name` where no one wrote `name'`: no name that a text can have. */
  static String drift(String name) {
    return "rate of " + name;
  }

  /** What a symbol stands for. */
  Optional<Term> definition(Symbol symbol) {
    Optional<Term> rate = Optional.ofNullable(rates.get(symbol.name())).map(Defined::value);
    return Optional.ofNullable(definitions.get(symbol.name())).or(() -> rate);
  }

  /** Of each part of a state; none where a second state is its rate, or nothing but events moves it. */
  List<Defined> ratesOf(Symbol state) {
    for (String name : List.of(state.name() + "'", drift(state.name()))) {
      Symbol rate = new Symbol(Symbol.Kind.RATE, name, state.at(), state.shape(), state.stage(), state.complex());
      List<Defined> all = rate.parts().stream().map(p -> rates.get(p.name())).filter(Objects::nonNull).toList();
      if (!all.isEmpty()) return all;
    }
    return List.of();
  }

  /** Axes along which cells are times. */
  Set<String> timeAxes() {
    Set<String> axes = new LinkedHashSet<>();
    times.ifPresent(rows -> {
      axes.add(rows.axisName());
      axes.add(rows.dim());
      indices.forEach((name, range) -> {
        if (range.dim().equals(rows.dim())) axes.add(name);
      });
    });
    return axes;
  }

  List<String> values() {
    List<String> all = new ArrayList<>(symbols.keySet().stream().filter(Names::canBeWritten).toList());
    all.add("pi");
    all.add("t");
    return all;
  }

  /** Functions that can be called by name. */
  List<String> callable() {
    return functions.keySet().stream().filter(Names::canBeWritten).toList();
  }

  /** What a file keeps to itself has a name that no text can say. */
  private static boolean canBeWritten(String name) {
    return !name.contains(":");
  }

  static Diagnostic suggest(Diagnostic d, String typed, List<String> known) {
    return Nearest.to(typed, known).map(n -> d.help("there is `" + n + "`")).orElse(d);
  }
}
