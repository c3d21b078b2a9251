package dyn.frontend.check;

import dyn.frontend.syntax.Expr;
import dyn.frontend.syntax.ModelItem;
import dyn.frontend.syntax.ModelItem.Beyond;
import dyn.frontend.syntax.ModelItem.EdgeTable;
import dyn.frontend.syntax.ModelItem.GridAxis;
import dyn.frontend.term.IndexRange;
import dyn.ir.diagnostics.Code;
import dyn.ir.diagnostics.Diagnostic;
import dyn.ir.diagnostics.Diagnostics;
import dyn.ir.diagnostics.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/** Collects the edges of one set. What cannot be made is reported, and the method says false. */
final class EdgeMaker {
  private static final int MOST = 1 << 28;
  private static final long MOST_PAIRS = 1L << 28;

  private final ModelItem.Edges syntax;
  private final long sourceCount;
  private final long targetCount;
  private final Diagnostics diagnostics;
  private int[] sources = new int[1024];
  private int[] targets = new int[1024];
  /** Which row of a file each is. */
  private int[] rows = new int[0];
  private int count;
  private boolean overflow;

  EdgeMaker(ModelItem.Edges syntax, long sourceCount, long targetCount, Diagnostics diagnostics) {
    this.syntax = syntax;
    this.sourceCount = sourceCount;
    this.targetCount = targetCount;
    this.diagnostics = diagnostics;
  }

  int[] sources() {
    return Arrays.copyOf(sources, count);
  }

  int[] targets() {
    return Arrays.copyOf(targets, count);
  }

  /** The cells of a column that belong to edges which were kept. */
  double[] kept(double[] column) {
    double[] out = new double[count];
    for (int e = 0; e < count; e++) out[e] = column[rows[e]];
    return out;
  }

  private void add(long source, long target) {
    if (count == MOST) {
      overflow = true;
      return;
    }
    if (count == sources.length) {
      int more = (int) Math.min(MOST, count * 2L);
      sources = Arrays.copyOf(sources, more);
      targets = Arrays.copyOf(targets, more);
    }
    sources[count] = (int) source;
    targets[count++] = (int) target;
  }

  private void add(long source, long target, Optional<PairCondition.Test> where) {
    if (where.isEmpty() || where.get().of(source, target)) add(source, target);
  }

  private boolean fail(Diagnostic d) {
    diagnostics.add(d);
    return false;
  }

  /** Whether there are nodes few enough to count their edges. */
  boolean joinsFewEnough() {
    if (sourceCount <= MOST && targetCount <= MOST) return true;
    return fail(Diagnostic.of(Code.E0431, syntax.name().span(), "`" + syntax.name().name() + "` joins more than " + MOST + " nodes")
        .because("this set").help("there are " + Math.max(sourceCount, targetCount) + " at one end"));
  }

  /** Neither none nor too many. */
  boolean fits() {
    Span at = syntax.name().span();
    if (overflow) {
      return fail(Diagnostic.of(Code.E0431, at, "`" + syntax.name().name() + "` has more than " + MOST + " edges").because("this set")
          .help("a sum over all pairs is `sum(j in n) ...`, without edges"));
    }
    if (count > 0) return true;
    return fail(Diagnostic.of(Code.E0431, at, "`" + syntax.name().name() + "` has no edge").because("this set")
        .help("with " + sourceCount + " nodes at one end and " + targetCount + " at the other, no pair is an edge"));
  }

  /** One target or a few for each source; each pair once, in increasing order of the target. */
  boolean solved(List<DoubleBinaryOperator> candidates, PairCondition.Test where) {
    double[] found = new double[candidates.size()];
    for (long s = 0; s < sourceCount && !overflow; s++) {
      for (int k = 0; k < found.length; k++) found[k] = candidates.get(k).applyAsDouble(s, 0) + 0.0;
      Arrays.sort(found);
      double before = -1;
      for (double t : found) {
        if (t != Math.rint(t) || t < 0 || t >= targetCount || t == before) continue;
        before = t;
        if (where.of(s, t)) add(s, (long) t);
      }
    }
    return true;
  }

  boolean searched(Expr condition, PairCondition.Test where) {
    if (!searchable(condition.span())) return false;
    for (long s = 0; s < sourceCount && !overflow; s++) for (long t = 0; t < targetCount; t++) if (where.of(s, t)) add(s, t);
    return true;
  }

  private boolean searchable(Span at) {
    if (sourceCount <= MOST_PAIRS / targetCount) return true;
    String a = syntax.source().name().name();
    String b = syntax.target().name().name();
    return fail(Diagnostic.of(Code.E0431, at, "this condition would be asked of " + sourceCount + " times " + targetCount + " pairs")
        .because("more than " + MOST_PAIRS).help("say one end by the other, which is solved and not searched: `" + b + " == mod(" + a
        + " + 1, size(n)) or " + b + " == " + a + " + 7`; or draw edges, or read them from a file"));
  }

  boolean chance(Expr at, double p, long seed, Optional<PairCondition.Test> where) {
    if (!(p >= 0 && p <= 1)) {
      return fail(Diagnostic.of(Code.E0430, at.span(), "a probability lies between 0 and 1").because("this is " + p));
    }
    double expected = p * sourceCount * targetCount;
    if (expected > MOST) {
      overflow = true;
      return true;
    }
    if (p > 0) new EdgeDraws(seed).each(sourceCount * targetCount, p, k -> add(k / targetCount, k % targetCount, where));
    return true;
  }

  /** So many edges of every node at one end, to as many nodes at the other. */
  boolean degree(Expr at, double degree, boolean out, long seed, Optional<PairCondition.Test> where) {
    long from = out ? sourceCount : targetCount;
    int to = (int) (out ? targetCount : sourceCount);
    boolean whole = degree == Math.rint(degree) && degree >= 1 && degree <= to;
    if (!whole) {
      return fail(Diagnostic.of(Code.E0430, at.span(), "a degree is a whole number from 1 to " + to + ", the nodes at the other end")
          .because("this is " + degree));
    }
    if (degree * from > MOST) {
      overflow = true;
      return true;
    }
    if (where.isPresent() && !searchable(at.span())) return false;
    EdgeDraws draws = new EdgeDraws(seed);
    int[] seen = new int[to];
    int[] allowed = new int[where.isPresent() ? to : 0];
    for (int n = 0; n < from; n++) {
      int node = n;
      int choice = to;
      if (where.isPresent()) {
        choice = 0;
        for (int m = 0; m < to; m++) if (out ? where.get().of(n, m) : where.get().of(m, n)) allowed[choice++] = m;
        if (choice < degree) {
          return fail(Diagnostic.of(Code.E0430, at.span(), "node " + n + " has only " + choice + " nodes to be joined to")
              .because("as many as the condition leaves").label(syntax.where().orElseThrow().span(), "this condition"));
        }
      }
      draws.some(choice, (int) degree, (long) n * (long) degree, seen, n + 1, m -> {
        int other = where.isPresent() ? allowed[m] : m;
        add(out ? node : other, out ? other : node);
      });
    }
    return true;
  }

  /** Into each cell from those beside it, the lower first; across a periodic side, and none beyond another. */
  boolean neighbours(List<IndexRange> ranges, Map<String, GridAxis> axes, Optional<PairCondition.Test> where) {
    for (long cell = 0; cell < targetCount; cell++) {
      long stride = targetCount;
      for (IndexRange r : ranges) {
        stride /= r.size();
        long at = cell / stride % r.size();
        boolean periodic = axes.get(r.dim()).low().beyond() == Beyond.PERIODIC;
        for (int by : new int[] {-1, 1}) {
          long next = at + by;
          if (!periodic && (next < 0 || next >= r.size())) continue;
          add(cell + (Math.floorMod(next, r.size()) - at) * stride, cell, where);
        }
      }
    }
    return true;
  }

  boolean rows(Span at, EdgeTable table, Optional<PairCondition.Test> where) {
    rows = new int[table.rows()];
    for (int row = 0; row < table.rows(); row++) {
      for (int k = 0; k < 2; k++) {
        double node = table.column(k)[row];
        long nodes = k == 0 ? sourceCount : targetCount;
        if (node == Math.rint(node) && node >= 0 && node < nodes) continue;
        String text = node == Math.rint(node) ? Long.toString((long) node) : Double.toString(node);
        return fail(Diagnostic.of(Code.E0434, at, "edge " + (row + 1) + " of the file " + (k == 0 ? "comes from" : "leads to")
            + " node " + text + ", which there is not").because("nodes are numbered from 0 to " + (nodes - 1))
            .help("numbers in the file count from 0; the dimension can be larger: `dim n = ...`"));
      }
      int before = count;
      add((long) table.column(0)[row], (long) table.column(1)[row], where);
      if (count > before) rows[before] = row;
    }
    return true;
  }
}
