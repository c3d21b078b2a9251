package dyn.passes.step;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Noise.Distribution;
import dyn.ir.Noise.Draw;
import dyn.ir.Primitive;
import dyn.ir.Scalar;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.Discretization.Noise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What sources of noise add in a step, independent in each member, cell and step; a Wiener process numbers of variance h. Its path is drawn
 * on a grid; where steps are shorter than its cells, they divide what a cell adds by Brownian bridges, each half of a half. So shorter
 * steps see the same path. The nodes of the draws are written down in docs/rationale/noise.md.
 *
 * @param withMeans whether the means of paths over a step, from its start, are drawn as well: those of one path, another than without
 */
record Increments(Scope scope, Noise noise, boolean withMeans) {
  /** Nodes from here on are within cells of the grid: 2^20 of each, by the numbers of a heap. */
  private static final long WITHIN = 1L << 47;
  private static final int NODES_OF_CELL = 20;
  /** And from here on are the marks of jumps: 2^20 of each step, two nodes each. */
  private static final long MARKS = 1L << 48;
  private static final int NODES_OF_MARKS = 21;

  /**
   * What is added, and what the next step is handed.
   *
   * @param means of paths over the step, none where they are not asked for
   */
  record Drawn(List<Value> increments, List<Value> means, List<Value> kept) {}

  /**
   * Sources of single numbers, one draw to a step: two steps share a block of random words, so that every other step draws two numbers and
   * keeps one. Cells are drawn anew, as they would have to be kept in memory.
   */
  private boolean isKept(Value w) {
    return !withMeans && noise.halvings() == 0 && w.type().isScalar() && !scope.model.laws.containsKey(w.name());
  }

  private List<Value> keeping() {
    return scope.model.increments().stream().filter(this::isKept).toList();
  }

  List<String> memoryHints() {
    return keeping().stream().map(w -> w.name() + ".next").toList();
  }

  List<Type> memoryTypes() {
    return keeping().stream().map(_ -> Scope.perMember(Scalar.F64)).toList();
  }

  /**
   * @param step its number, from the start
   * @param seen states at its start, which have been waited for
   * @param kept of the step before
   */
  Drawn of(Builder b, Value step, Value t, Value h, List<Value> seen, List<Value> kept) {
    List<Value> numbers = kept.isEmpty() ? List.of() : numbers(b, step, kept);
    List<Value> increments = new ArrayList<>();
    List<Value> means = new ArrayList<>();
    int k = 0;
    for (Value w : scope.model.increments()) {
      int source = noise.first() + increments.size();
      if (withMeans) {
        Stretch s = stretch(b, source, step, h, w);
        increments.add(scope.narrow(b, s.added()));
        means.add(scope.narrow(b, b.div(s.area(), h)));
        continue;
      }
      Body law = scope.model.laws.get(w.name());
      increments.add(law != null ? jumped(b, law, w, step, t, h, seen)
          : isKept(w) ? scaled(b, w, b.apply("root", Primitive.SQRT, h), numbers.get(k++)) : increment(b, source, step, h, w));
    }
    return new Drawn(increments, means, numbers.subList(k, numbers.size()));
  }

  /** Of each source that keeps, the number for this step; then those for the next one. */
  private List<Value> numbers(Builder b, Value step, List<Value> kept) {
    List<Value> all = scope.model.increments();
    List<String> hints = new ArrayList<>(Collections.nCopies(kept.size(), "z"));
    hints.addAll(memoryHints());
    Value even = b.apply("even", Primitive.EQ, b.apply(Primitive.AND, step, b.constant(1L)), b.constant(0L));
    return b.ifElse(even, hints, in -> {
      Value block = in.apply("block", Primitive.SHR, step, in.constant(1L));
      List<Value> now = new ArrayList<>();
      List<Value> next = new ArrayList<>();
      for (int s = 0; s < all.size(); s++) {
        if (!isKept(all.get(s))) continue;
        List<Value> two = in.emitAll(List.of("z", "z"), draw(Distribution.NORMALS, noise.first() + s, block, all.get(s)));
        now.add(two.get(0));
        next.add(two.get(1));
      }
      now.addAll(next);
      return now;
    }, _ -> Stream.concat(kept.stream(), kept.stream()).toList());
  }

  private Value scaled(Builder b, Value w, Value root, Value number) {
    return scope.narrow(b, b.apply(w.name(), Primitive.MUL, root, number));
  }

  /** Of a source that jumps: two draws to a step, and two to each jump that has a mark. */
  private Value jumped(Builder b, Body law, Value w, Value step, Value t, Value h, List<Value> seen) {
    Value all = drawing(b, law, t, seen, b.apply("node", Primitive.SHL, step, b.constant(1L)), h);
    Body mark = scope.model.marks.get(w.name());
    if (mark == null) return all;
    Value first = b.add(b.constant(MARKS), b.apply("node", Primitive.SHL, step, b.constant((long) NODES_OF_MARKS)));
    Scalar real = scope.model.real();
    // More jumps than there are nodes add no number, which a run reports.
    Value few = b.apply("few", Primitive.LT, all, b.constant(real, 1L << NODES_OF_MARKS - 1));
    Value none = b.select(few, b.constant(real, 0), b.constant(real, Double.NaN));
    List<Value> init = List.of(b.constant(real, 0), none);
    return b.whileLoop(List.of("jump", w.name()), init, List.of(Scope.perMember(real), Scope.perMember(real)),
        (in, p) -> List.of(in.apply("more", Primitive.LT, p.getFirst(), all)),
        (in, p) -> {
          Value own = in.apply(Primitive.SHL, in.apply("jump", Primitive.TO_I64, p.getFirst()), in.constant(1L));
          Value added = drawing(in, mark, t, seen, in.add(first, own), h);
          return List.of(in.add(p.getFirst(), in.constant(real, 1)), in.add(p.getLast(), added));
        }).getLast();
  }

  private Value drawing(Builder b, Body law, Value t, List<Value> seen, Value node, Value h) {
    List<Value> args = new ArrayList<>(scope.arguments(t, Optional.empty()));
    args.addAll(seen);
    args.addAll(scope.keys);
    args.addAll(List.of(node, h));
    return b.inline(law, args).getFirst();
  }

  private Value increment(Builder b, int source, Value step, Value h, Value w) {
    int halvings = noise.halvings();
    Value cell = halvings == 0 ? step : b.apply("cell", Primitive.SHR, step, b.constant((long) halvings));
    Value root = b.apply("root", Primitive.SQRT, halvings == 0 ? h : b.mul(h, b.constant((double) (1L << halvings))));
    Value whole = b.apply(w.name(), Primitive.MUL, root, drawn(b, source, cell, w));
    for (int level = 0; level < halvings; level++) whole = half(b, source, level, step, cell, root, whole, w);
    return scope.narrow(b, whole);
  }

  /** The half that holds the step, of an interval of the grid that has been halved so many times; `root` is that of a whole cell. */
  private Value half(Builder b, int source, int level, Value step, Value cell, Value root, Value whole, Value w) {
    Value node = within(b, level, step, cell);
    // Between two ends, the middle of a path varies by half the root of their distance.
    Value spread = b.mul(root, b.constant(0.5 * Math.pow(2, -0.5 * level)));
    Value first = b.fma(b.constant(0.5), whole, b.mul(spread, drawn(b, source, node, w)));
    return b.apply(w.name(), Primitive.SELECT, isSecond(b, level, step), b.sub(whole, first), first);
  }

  /** The node of the middle of the interval that holds a step, after so many halvings. */
  private Value within(Builder b, int level, Value step, Value cell) {
    int below = noise.halvings() - level;
    Value part = b.apply("part", Primitive.AND, b.apply(Primitive.SHR, step, b.constant((long) below)), b.constant((1L << level) - 1));
    Value base = b.apply(Primitive.SHL, cell, b.constant((long) NODES_OF_CELL));
    return b.add(b.add(base, b.constant(WITHIN + (1L << level))), part);
  }

  private Value isSecond(Builder b, int level, Value step) {
    Value odd = b.apply(Primitive.AND, b.apply(Primitive.SHR, step, b.constant(noise.halvings() - level - 1L)), b.constant(1L));
    return b.apply("second", Primitive.EQ, odd, b.constant(1L));
  }

  /** What a path adds over an interval, and the integral over it of the path from its start. */
  private record Stretch(Value added, Value area) {}

  private Stretch stretch(Builder b, int source, Value step, Value h, Value w) {
    int halvings = noise.halvings();
    int second = source + scope.model.increments().size() + scope.model.events.size();
    Value cell = halvings == 0 ? step : b.apply("cell", Primitive.SHR, step, b.constant((long) halvings));
    Value length = halvings == 0 ? h : b.mul(h, b.constant((double) (1L << halvings)));
    Value root = b.apply("root", Primitive.SQRT, length);
    Value added = b.mul(root, drawn(b, source, cell, w));
    Value area = b.mul(b.mul(b.constant(0.5), length), b.fma(b.mul(root, b.constant(1 / Math.sqrt(3))), drawn(b, second, cell, w), added));
    Stretch whole = new Stretch(added, area);
    for (int level = 0; level < halvings; level++) {
      double part = Math.pow(2, -level);
      Value l = b.mul(length, b.constant(part));
      Value r = b.mul(root, b.constant(Math.sqrt(part)));
      Value node = within(b, level, step, cell);
      // Given both, the first half of a path of length 1 adds -a/4 + 3/2 z with variance 1/16, and has the integral -a/8 + z/2 with 1/192.
      Value mean = b.fma(b.constant(-0.25), whole.added(), b.mul(b.constant(1.5), b.div(whole.area(), l)));
      Value first = b.fma(b.mul(b.constant(0.25), r), drawn(b, source, node, w), mean);
      Value half = b.fma(b.mul(b.constant(-0.125), l), whole.added(), b.mul(b.constant(0.5), whole.area()));
      Value firstArea = b.fma(b.mul(b.mul(b.constant(1 / Math.sqrt(192)), l), r), drawn(b, second, node, w), half);
      Value rest = b.sub(whole.added(), first);
      Value restArea = b.sub(b.sub(whole.area(), firstArea), b.mul(b.mul(b.constant(0.5), l), first));
      Value later = isSecond(b, level, step);
      whole = new Stretch(b.select(later, rest, first), b.select(later, restArea, firstArea));
    }
    return whole;
  }

  private Value drawn(Builder b, int source, Value node, Value w) {
    return b.emit("z", draw(Distribution.NORMAL, source, node, w));
  }

  private Draw draw(Distribution distribution, int source, Value node, Value w) {
    return new Draw(distribution, source, scope.keys.get(0), scope.keys.get(1), node, w.type().axes());
  }
}
