package dyn.frontend.check;

import dyn.frontend.term.IndexRange;
import dyn.frontend.term.Term;
import dyn.frontend.term.Typing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whole arrays match position by position; programs match axes by name. Here the one is turned into the other. */
final class Shapes {
  private Shapes() {}

  static boolean match(List<IndexRange> a, List<IndexRange> b) {
    if (a.size() != b.size()) return false;
    for (int i = 0; i < a.size(); i++) if (!a.get(i).matches(b.get(i))) return false;
    return true;
  }

  /** `term` with the axes of `shape`, which it matches. */
  static Term as(Term term, List<IndexRange> shape) {
    List<IndexRange> own = term.typing().shape();
    if (own.equals(shape)) return term;
    if (term instanceof Term.Structured s) return Structures.as(s.structure(), shape.get(0), shape.get(1));
    if (term instanceof Term.Complex) return Complexes.each(term, part -> as(part, shape));
    Map<String, IndexRange> to = new LinkedHashMap<>();
    for (int i = 0; i < own.size(); i++) {
      if (!own.get(i).axisName().equals(shape.get(i).axisName())) to.put(own.get(i).axisName(), shape.get(i));
    }
    Typing typing = term.typing().shaped(shape);
    return to.isEmpty() ? new Term.Retyped(term, typing) : new Term.Rename(term, to, typing);
  }

  /** The better known of two matching shapes: a literal takes the names of what it meets. */
  static List<IndexRange> known(List<IndexRange> a, List<IndexRange> b) {
    return a.stream().anyMatch(IndexRange::isAnonymous) ? b : a;
  }

  static Set<String> free(List<Term> terms) {
    Set<String> all = new LinkedHashSet<>();
    terms.forEach(t -> all.addAll(t.typing().free()));
    return all;
  }

  static Set<String> axisNames(List<IndexRange> shape) {
    Set<String> names = new LinkedHashSet<>();
    shape.forEach(r -> names.add(r.axisName()));
    return names;
  }

  /** An axis over the same dimension under a name not in use; programs allow dots in names, models do not. */
  static IndexRange fresh(IndexRange range, Set<String> taken) {
    if (!taken.contains(range.axisName())) return range;
    String stem = range.dim().isEmpty() ? range.axisName() : range.dim();
    int k = 2;
    while (taken.contains(stem + ".i" + k)) k++;
    return new IndexRange(stem + ".i" + k, range.dim(), range.size());
  }

  /** Last axis of `left` with the first of `right`; the dimensions have been found to match. */
  static Term contract(Term left, Term right) {
    List<IndexRange> a = left.typing().shape();
    List<IndexRange> b = right.typing().shape();
    List<IndexRange> outer = a.subList(0, a.size() - 1);
    Set<String> taken = axisNames(outer);
    List<IndexRange> inner = new ArrayList<>();
    for (IndexRange r : b.subList(1, b.size())) {
      IndexRange mine = fresh(r, taken);
      inner.add(mine);
      taken.add(mine.axisName());
    }
    IndexRange shared = fresh(a.getLast().isAnonymous() ? b.getFirst() : a.getLast(), taken);
    List<IndexRange> leftShape = new ArrayList<>(outer);
    leftShape.add(shared);
    List<IndexRange> rightShape = new ArrayList<>(List.of(shared));
    rightShape.addAll(inner);
    List<IndexRange> result = new ArrayList<>(outer);
    result.addAll(inner);
    Typing typing = new Typing(Typing.Kind.NUMBER, result, free(List.of(left, right)));
    return product(as(left, leftShape), as(right, rightShape), shared, typing);
  }

  private static Term product(Term a, Term b, IndexRange along, Typing typing) {
    if (!Complexes.is(a) && !Complexes.is(b)) return sum(a, b, along, typing);
    Term re = Complexes.sub(sum(Complexes.re(a), Complexes.re(b), along, typing), sum(Complexes.im(a), Complexes.im(b), along, typing));
    Term im = Complexes.add(sum(Complexes.re(a), Complexes.im(b), along, typing), sum(Complexes.im(a), Complexes.re(b), along, typing));
    return Complexes.of(re, im, typing);
  }

  private static Term sum(Term a, Term b, IndexRange along, Typing typing) {
    boolean zero = Complexes.isZero(a) || Complexes.isZero(b);
    return zero ? Complexes.ZERO : new Term.Contract(a, b, along, typing);
  }
}
