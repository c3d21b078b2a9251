package dyn.passes.step;

import dyn.ir.Body;
import dyn.ir.Builder;
import dyn.ir.Noise.Distribution;
import dyn.ir.Noise.Draw;
import dyn.ir.Primitive;
import dyn.ir.Reach;
import dyn.ir.Scalar;
import dyn.ir.Type;
import dyn.ir.Value;
import dyn.passes.Discretization.Noise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What sources of noise add in a step, independent in each member, cell and step; a Wiener process numbers of variance h.
 *
 * @param withMeans whether the means of paths over a step, from its start, are drawn as well: those of one path, another than without
 * @param chosen whether members choose their steps
 */
record Increments(Scope scope, Noise noise, boolean withMeans, boolean chosen) {
  /** Nodes from here on are the marks of jumps: 2^20 of each step, two nodes each. */
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
    return !withMeans && noise.halvings() == 0 && w.type().isScalar() && scope.model.isWiener(w);
  }

  private List<Value> keeping() {
    return scope.model.increments().stream().filter(this::isKept).toList();
  }

  /** How many numbers are kept of parts of cells behind a step; none where sources have cells, which would have to be kept in memory. */
  private int pending() {
    List<Value> wiener = scope.model.increments().stream().filter(scope.model::isWiener).toList();
    boolean keeps = chosen && !wiener.isEmpty() && wiener.stream().allMatch(w -> w.type().isScalar());
    return keeps ? Pending.size(wiener.size() * (withMeans ? 2 : 1)) : 0;
  }

  List<String> memoryHints() {
    Stream<String> parts = IntStream.range(0, pending()).mapToObj(k -> "pending" + k);
    return Stream.concat(keeping().stream().map(w -> w.name() + ".next"), parts).toList();
  }

  List<Type> memoryTypes() {
    return memoryHints().stream().map(_ -> Scope.perMember(Scalar.F64)).toList();
  }

  /**
   * @param seen states at the start of the step, which have been waited for
   * @param kept of the step before
   */
  Drawn of(Builder b, Place place, Value t, Value h, List<Value> seen, List<Value> kept) {
    List<Value> all = scope.model.increments();
    List<Value> numbers = keeping().isEmpty() ? List.of() : numbers(b, place.behind(), kept);
    List<Value> increments = new ArrayList<>(Collections.nCopies(all.size(), null));
    List<Value> means = new ArrayList<>(increments);
    int k = 0;
    List<Integer> halved = new ArrayList<>();
    for (int s = 0; s < all.size(); s++) {
      Value w = all.get(s);
      Value first = place.behind();
      if (scope.model.laws.containsKey(w.name())) increments.set(s, leapt(b, w, first, t, h, seen));
      else if (scope.model.jumpRates.containsKey(w.name())) increments.set(s, seen(b, w, jumped(b, s, first, t, h, seen)));
      else if (isKept(w)) increments.set(s, scaled(b, w, b.apply("root", Primitive.SQRT, h), numbers.get(k++)));
      else halved.add(s);
    }
    Paths.Over over = paths().over(b, place, h, halved, pending() == 0 ? List.of() : kept);
    for (Paths.Path p : over.paths()) {
      increments.set(p.source(), scope.narrow(b, p.added()));
      if (withMeans) means.set(p.source(), scope.narrow(b, b.div(p.integral(), h)));
    }
    List<Value> further = Stream.concat(numbers.subList(k, numbers.size()).stream(), over.kept().stream()).toList();
    return new Drawn(increments, withMeans ? means : List.of(), further);
  }

  private Paths paths() {
    int second = noise.first() + scope.model.increments().size() + scope.model.events.size();
    return new Paths(scope, noise.first(), second, noise.halvings(), withMeans);
  }

  /** Of each source that keeps, the number for this step; then those for the next one. */
  private List<Value> numbers(Builder b, Value step, List<Value> kept) {
    List<Value> all = scope.model.increments();
    List<String> hints = new ArrayList<>(Collections.nCopies(kept.size(), "z"));
    keeping().forEach(w -> hints.add(w.name() + ".next"));
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

  /** Cells each of which has been computed by itself, waited for: what reads several of them may follow. */
  static Value seen(Builder b, Value w, Value added) {
    return w.type().isScalar() ? added : Scope.barrier(b, added, true);
  }

  /** Of a stable process: two draws to a step. */
  private Value leapt(Builder b, Value w, Value step, Value t, Value h, List<Value> seen) {
    return drawing(b, scope.model.laws.get(w.name()), t, seen, b.apply("node", Primitive.SHL, step, b.constant(1L)), h);
  }

  /** One draw to a step, and two to each jump that has a mark. Each cell goes on until it has had its jumps. */
  private Value jumped(Builder b, int source, Value step, Value t, Value h, List<Value> seen) {
    Value w = scope.model.increments().get(source);
    Value node = b.apply("node", Primitive.SHL, step, b.constant(1L));
    Value u = uniform(b, source, node);
    // In f64: a uniform of f32 does not tell apart how rare jumps are.
    Value mean = b.mul(jumpRate(b, w, t, seen), h);
    Value all = scope.narrow(b, b.apply("jumps", Primitive.POISSON, u, mean));
    Body mark = scope.model.marks.get(w.name());
    if (mark == null) return all;
    Value firstMark = b.add(b.constant(MARKS), b.apply("node", Primitive.SHL, step, b.constant((long) NODES_OF_MARKS)));
    Scalar real = scope.model.real();
    // More jumps than there are nodes add no number, which a run reports.
    Value few = b.apply("few", Primitive.LT, all, b.constant(real, 1L << NODES_OF_MARKS - 1));
    Value none = b.select(few, b.constant(real, 0), b.constant(real, Double.NaN));
    List<Value> init = List.of(b.constant(real, 0), none);
    Type each = w.type().axes().stream().reduce(Scope.perMember(real), (type, axis) -> type.with(axis, Reach.OWN), (_, last) -> last);
    return b.whileLoop(List.of("jump", w.name()), init, List.of(each, each),
        (in, p) -> List.of(in.apply("more", Primitive.LT, p.getFirst(), all)),
        (in, p) -> {
          Value own = in.apply(Primitive.SHL, in.apply("jump", Primitive.TO_I64, p.getFirst()), in.constant(1L));
          Value added = drawing(in, mark, t, seen, in.add(firstMark, own), h);
          return List.of(in.add(p.getFirst(), in.constant(real, 1)), in.add(p.getLast(), added));
        }).getLast();
  }

  /** How often a source jumps, in f64. */
  Value jumpRate(Builder b, Value w, Value t, List<Value> seen) {
    List<Value> args = new ArrayList<>(scope.arguments(t, Optional.empty()));
    args.addAll(seen);
    return Scope.wide(b, b.inline(scope.model.jumpRates.get(w.name()), args).getFirst());
  }

  /** What the next jump of each cell adds, by how many it has had: 1, or a number drawn at a node of that jump. */
  Value mark(Builder b, Value w, Value t, Value h, List<Value> seen, Value jumps) {
    Body mark = scope.model.marks.get(w.name());
    if (mark == null) return b.constant(scope.model.real(), 1);
    return drawing(b, mark, t, seen, b.add(b.constant(MARKS), b.apply(Primitive.SHL, jumps, b.constant(1L))), h);
  }

  /** On an open unit interval. */
  Value uniform(Builder b, int source, Value node) {
    return b.emit("u", draw(Distribution.UNIFORM, noise.first() + source, node, scope.model.increments().get(source)));
  }

  private Value drawing(Builder b, Body law, Value t, List<Value> seen, Value node, Value h) {
    List<Value> args = new ArrayList<>(scope.arguments(t, Optional.empty()));
    args.addAll(seen);
    args.addAll(scope.keys);
    args.addAll(List.of(node, h));
    return b.inline(law, args).getFirst();
  }

  private Draw draw(Distribution distribution, int source, Value node, Value w) {
    return new Draw(distribution, source, scope.keys.get(0), scope.keys.get(1), node, w.type().axes());
  }
}
