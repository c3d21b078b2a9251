package dyn.frontend.check;

import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Stage;
import dyn.frontend.term.Symbol;
import dyn.frontend.term.Term;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an expression may see.
 *
 * @param what the value that is being defined, for messages
 * @param latest the last stage it may read
 * @param indices bound indices, by name
 * @param taken names of axes in use, by this scope or a caller's
 * @param locals parameters of the function being applied
 * @param reads symbols read so far; shared by nested scopes
 * @param rows the rows of the square matrix that is being declared
 * @param cells of the array that is being declared; without any where a function is checked by itself
 */
record Scope(String what, Stage latest, Map<String, IndexRange> indices, Set<String> taken, Map<String, Term> locals, Set<Symbol> reads,
    Optional<IndexRange> rows, Optional<List<IndexRange>> cells) {
  /** Stands for `t` among the reads. */
  static final Symbol TIME = new Symbol(Symbol.Kind.INPUT, "t", null, List.of(), Stage.TIME);

  static Scope of(String what, Stage latest) {
    return new Scope(what, latest, Map.of(), Set.of(), Map.of(), new LinkedHashSet<>(), Optional.empty(), Optional.empty());
  }

  Scope binding(String index, IndexRange range) {
    Map<String, IndexRange> more = new LinkedHashMap<>(indices);
    more.put(index, range);
    Set<String> used = new LinkedHashSet<>(taken);
    used.add(range.axisName());
    return new Scope(what, latest, more, used, locals, reads, rows, cells);
  }

  /** The scope of a function's body: its parameters and nothing of the caller's names. */
  Scope calling(Map<String, Term> arguments) {
    return new Scope(what, latest, Map.of(), taken, arguments, reads, rows, cells);
  }

  Scope declaring(IndexRange rowsOfMatrix) {
    return new Scope(what, latest, indices, taken, locals, reads, Optional.of(rowsOfMatrix), cells);
  }

  Scope over(List<IndexRange> declared) {
    return new Scope(what, latest, indices, taken, locals, reads, rows, Optional.of(declared));
  }

  /** As seen within each instance of an array of them: its own cells. */
  Scope within(List<IndexRange> instances) {
    Optional<List<IndexRange>> own = cells.map(all -> all.stream().filter(c -> !instances.contains(c)).toList()).filter(c -> !c.isEmpty());
    return new Scope(what, latest, indices, taken, locals, reads, rows, own);
  }

  /** With a value under a name, which varies along an axis that only programs see. */
  Scope local(String name, Term value, String axis) {
    Map<String, Term> more = new LinkedHashMap<>(locals);
    more.put(name, value);
    Set<String> used = new LinkedHashSet<>(taken);
    used.add(axis);
    return new Scope(what, latest, indices, used, more, reads, rows, cells);
  }

  Stage stage() {
    Stage stage = Stage.CONSTANT;
    for (Symbol s : reads) stage = stage.later(s.stage());
    return stage;
  }
}
