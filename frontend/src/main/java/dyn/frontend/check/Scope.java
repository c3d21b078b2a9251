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
 * @param ends names of nodes at the ends of edges
 * @param unnamed bound indices that nothing names: arrays over them are whole
 * @param past between which times a bound one lies, by its axis
 * @param cells of the array that is being declared; without any where a function is checked by itself
 */
record Scope(String what, Stage latest, Map<String, IndexRange> indices, Set<String> taken, Map<String, Term> locals, Set<Symbol> reads,
    Optional<IndexRange> rows, Optional<List<IndexRange>> cells, Map<String, Edges.End> ends, Set<String> unnamed,
    Map<String, Memories.Range> past) {
  /** Stands for `t` among the reads. */
  static final Symbol TIME = new Symbol(Symbol.Kind.INPUT, "t", null, List.of(), Stage.TIME);

  static Scope of(String what, Stage latest) {
    return new Scope(what, latest, Map.of(), Set.of(), Map.of(), new LinkedHashSet<>(), Optional.empty(), Optional.empty(), Map.of(),
        Set.of(), Map.of());
  }

  Scope binding(String index, IndexRange range) {
    Map<String, IndexRange> more = new LinkedHashMap<>(indices);
    more.put(index, range);
    Set<String> used = new LinkedHashSet<>(taken);
    used.add(range.axisName());
    return new Scope(what, latest, more, used, locals, reads, rows, cells, ends, unnamed, past);
  }

  /** The scope of a function's body: its parameters and nothing of the caller's names. */
  Scope calling(Map<String, Term> arguments) {
    return new Scope(what, latest, Map.of(), taken, arguments, reads, rows, cells, Map.of(), unnamed, past);
  }

  Scope declaring(IndexRange rowsOfMatrix) {
    return new Scope(what, latest, indices, taken, locals, reads, Optional.of(rowsOfMatrix), cells, ends, unnamed, past);
  }

  Scope over(List<IndexRange> declared) {
    return new Scope(what, latest, indices, taken, locals, reads, rows, Optional.of(declared), ends, unnamed, past);
  }

  /** Where names mean nodes at the ends of edges; they are no indices there. */
  Scope along(Map<String, Edges.End> more) {
    Map<String, Edges.End> all = new LinkedHashMap<>(ends);
    all.putAll(more);
    Map<String, IndexRange> others = new LinkedHashMap<>(indices);
    others.keySet().removeAll(more.keySet());
    return new Scope(what, latest, others, taken, locals, reads, rows, cells, all, unnamed, past);
  }

  Scope unnamed(Set<String> names) {
    return new Scope(what, latest, indices, taken, locals, reads, rows, cells, ends, names, past);
  }

  /** Where an index is a time between two others. */
  Scope between(String axis, Memories.Range range) {
    Map<String, Memories.Range> more = new LinkedHashMap<>(past);
    more.put(axis, range);
    return new Scope(what, latest, indices, taken, locals, reads, rows, cells, ends, unnamed, more);
  }

  /** The same, with reads of its own. */
  Scope reading(Set<Symbol> own) {
    return new Scope(what, latest, indices, taken, locals, own, rows, cells, ends, unnamed, past);
  }

  /** As seen within each instance of an array of them: its own cells. */
  Scope within(List<IndexRange> instances) {
    Optional<List<IndexRange>> own = cells.map(all -> all.stream().filter(c -> !instances.contains(c)).toList()).filter(c -> !c.isEmpty());
    return new Scope(what, latest, indices, taken, locals, reads, rows, own, ends, unnamed, past);
  }

  /** With a value under a name, which varies along an axis that only programs see. */
  Scope local(String name, Term value, String axis) {
    Map<String, Term> more = new LinkedHashMap<>(locals);
    more.put(name, value);
    Set<String> used = new LinkedHashSet<>(taken);
    used.add(axis);
    return new Scope(what, latest, indices, used, more, reads, rows, cells, ends, unnamed, past);
  }

  Stage stage() {
    Stage stage = Stage.CONSTANT;
    for (Symbol s : reads) stage = stage.later(s.stage());
    return stage;
  }
}
