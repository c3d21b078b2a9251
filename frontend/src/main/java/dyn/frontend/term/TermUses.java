package dyn.frontend.term;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The axes along which a term may vary, those of bound indices among them, and the symbols that it reads, those in arguments of functions
 * among them. Long chains lean to the left, and are walked so.
 */
public final class TermUses {
  private final Map<String, IndexRange> axes = new LinkedHashMap<>();
  private final Set<Symbol> reads;
  private boolean time;

  private TermUses(Set<Symbol> reads) {
    this.reads = reads;
  }

  public static TermUses of(Term term) {
    TermUses uses = new TermUses(new LinkedHashSet<>());
    uses.collect(term);
    return uses;
  }

  public List<IndexRange> axes() {
    return List.copyOf(axes.values());
  }

  public Set<Symbol> reads() {
    return reads;
  }

  /** When it is known. */
  public Stage stage() {
    Stage stage = time ? Stage.TIME : Stage.CONSTANT;
    for (Symbol s : reads) stage = stage.later(s.stage());
    return stage;
  }

  private void collect(Term term) {
    Term t = term;
    while (t instanceof Term.Apply a) {
      a.args().subList(1, a.args().size()).forEach(this::collect);
      t = a.args().getFirst();
    }
    switch (t) {
      case Term.Failed _, Term.Constant _, Term.Point _, Term.Apply _ -> { }
      case Term.Time _, Term.Row _ -> time = true;
      case Term.Complex z -> {
        collect(z.re());
        collect(z.im());
      }
      case Term.Read r -> {
        reads.add(r.symbol());
        r.symbol().shape().forEach(this::add);
      }
      case Term.Rename r -> within(r.operand()).forEach(x -> add(r.to().getOrDefault(x.axisName(), x)));
      case Term.Pick p -> without(p.operand(), List.of(p.axis()));
      case Term.Shift s -> collect(s.operand());
      case Term.Structured s -> throw new IllegalArgumentException("a matrix with structure: " + s.structure().text());
      case Term.Follow f -> {
        without(f.operand(), List.of(f.axis()));
        add(f.index());
      }
      case Term.At a -> {
        without(a.operand(), List.of(a.axis().axisName()));
        collect(a.index());
      }
      case Term.Position p -> collect(p.index());
      case Term.Meet m -> {
        without(m.operand(), List.of(m.edge().axisName()));
        collect(m.first());
        collect(m.last());
      }
      case Term.Iota i -> add(i.index());
      case Term.Reduce r -> without(r.operand(), r.over().stream().map(IndexRange::axisName).toList());
      case Term.Contract c -> {
        without(c.left(), List.of(c.along().axisName()));
        without(c.right(), List.of(c.along().axisName()));
      }
      case Term.Stack s -> {
        s.parts().forEach(this::collect);
        add(s.axis());
      }
      case Term.Draw d -> d.cells().forEach(this::add);
      case Term.Quantiles q -> q.cells().forEach(this::add);
      case Term.Base b -> b.typing().shape().forEach(this::add);
      case Term.Divergence d -> d.flows().forEach(f -> {
        reads.add(f.state());
        within(f.rate());
      });
      case Term.Retyped r -> collect(r.operand());
    }
  }

  private void add(IndexRange range) {
    axes.putIfAbsent(range.axisName(), range);
  }

  private List<IndexRange> within(Term term) {
    TermUses inner = new TermUses(reads);
    inner.collect(term);
    time |= inner.time;
    return inner.axes();
  }

  private void without(Term term, List<String> axes) {
    within(term).stream().filter(r -> !axes.contains(r.axisName())).forEach(this::add);
  }
}
