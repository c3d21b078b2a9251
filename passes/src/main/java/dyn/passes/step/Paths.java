package dyn.passes.step;

import dyn.ir.Axis;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Wiener processes over a step. A path is drawn on a grid; within its cells steps find what it adds by Brownian bridges, each half of a
 * half. So shorter steps see the same path. The nodes of the draws are written down in docs/rationale/noise.md.
 *
 * @param first number under which the first source draws
 * @param second that under which the first source draws integrals, where they are asked for
 * @param halvings of a cell to a step, where all steps are of one size
 */
record Paths(Scope scope, int first, int second, int halvings, boolean withIntegrals) {
  /** What paths add in a step, and what the next one is handed. */
  record Over(List<Path> paths, List<Value> kept) {}

  /** Nodes from here on are within cells of the grid: 2^20 of each, by the numbers of a heap. */
  private static final long WITHIN = 1L << 47;
  private static final int NODES_OF_CELL = Noise.MOST_HALVINGS + 1;

  /** @param values what the path adds over an interval; its integral from the start of the interval, where it is asked for */
  record Path(int source, Value increment, List<Value> values) {
    Value added() {
      return values.getFirst();
    }

    Value integral() {
      return values.getLast();
    }

    private Path with(List<Value> others) {
      return new Path(source, increment, others);
    }
  }

  /**
   * An interval that is to be halved.
   *
   * @param part 2^-d after d halvings, and its root
   */
  private record Halving(Value length, Value root, Value part, Value partRoot, Value node, Value isSecond) {}

  /**
   * @param sources which of the increments are Wiener processes, by number
   * @param kept of the step before, where members choose their steps
   */
  Over over(Builder b, Place place, Value h, List<Integer> sources, List<Value> kept) {
    if (sources.isEmpty()) return new Over(List.of(), List.of());
    int finest = place.chosen().isPresent() ? Noise.MOST_HALVINGS : halvings;
    Value cell = finest == 0 ? place.behind() : b.apply("cell", Primitive.SHR, place.behind(), b.constant((long) finest));
    Value length = place.chosen().map(Place.Chosen::cell)
        .orElseGet(() -> finest == 0 ? h : b.mul(h, b.constant((double) (1L << finest))));
    Value root = b.apply("root", Primitive.SQRT, length);
    List<Path> paths = sources.stream().map(s -> whole(b, s, cell, length, root)).toList();
    if (place.chosen().isPresent()) return halvedTo(b, place, length, root, cell, paths, kept);
    for (int level = 0; level < finest; level++) {
      paths = halved(b, fixed(b, level, place.behind(), length, root, cell), paths).stream().map(Halves::here).toList();
    }
    return new Over(paths, List.of());
  }

  private Path whole(Builder b, int source, Value cell, Value length, Value root) {
    Value w = scope.model.increments().get(source);
    Value added = b.apply(w.name(), Primitive.MUL, root, drawn(b, first + source, cell, w));
    if (!withIntegrals) return new Path(source, w, List.of(added));
    // The mean of a path of length 1 that adds a is a/2 with variance 1/12.
    Value spread = b.mul(root, b.constant(1 / Math.sqrt(3)));
    Value twice = b.fma(spread, drawn(b, second + source, cell, w), added);
    return new Path(source, w, List.of(added, b.mul(b.mul(b.constant(0.5), length), twice)));
  }

  private Halving fixed(Builder b, int level, Value behind, Value length, Value root, Value cell) {
    int below = halvings - level;
    Value part = b.apply("part", Primitive.AND, b.apply(Primitive.SHR, behind, b.constant((long) below)), b.constant((1L << level) - 1));
    Value node = b.add(b.add(base(b, cell), b.constant(1L << level)), part);
    double size = Math.scalb(1, -level);
    return new Halving(length, root, b.constant(size), b.constant(rootOf(level)), node, isOdd(b, behind, below - 1));
  }

  /** The root of 2^-level, to which halving twice is exact. */
  static double rootOf(int level) {
    return Math.scalb(level % 2 == 0 ? 1 : Math.sqrt(0.5), -(level / 2));
  }

  private static Value base(Builder b, Value cell) {
    return b.add(b.apply(Primitive.SHL, cell, b.constant((long) NODES_OF_CELL)), b.constant(WITHIN));
  }

  private static Value isOdd(Builder b, Value v, int bit) {
    Value odd = b.apply(Primitive.AND, b.apply(Primitive.SHR, v, b.constant((long) bit)), b.constant(1L));
    return b.apply("second", Primitive.EQ, odd, b.constant(1L));
  }

  /** As often as a member's own step asks. */
  private Over halvedTo(Builder b, Place place, Value length, Value root, Value cell, List<Path> whole, List<Value> kept) {
    Value base = base(b, cell);
    Value parts = place.chosen().orElseThrow().parts();
    int width = withIntegrals ? 2 : 1;
    Optional<Pending> before = kept.isEmpty() ? Optional.empty() : Optional.of(Pending.of(kept, whole.size() * width));
    Pending.Start start = Pending.start(b, before, place.behind(), whole.stream().flatMap(p -> p.values().stream()).toList());
    Carries c = new Carries();
    Type integer = Scope.perMember(Scalar.I64);
    Type real = Scope.perMember(Scalar.F64);
    int left = c.add("left", integer, start.size());
    int heap = c.add("heap", integer, start.heap());
    int bits = c.add("bits", integer, start.bits());
    int part = c.add("part", real, start.part());
    int partRoot = c.add("part.root", real, start.root());
    int nextRoot = c.add("next.root", real, start.nextRoot());
    int values = c.hints.size();
    List<String> hints = whole.stream().flatMap(p -> p.values().stream().map(_ -> p.increment().name())).toList();
    List<Type> types = whole.stream().flatMap(p -> p.values().stream().map(_ -> perMember(p.increment()))).toList();
    c.addAll(hints, types, start.values());
    int pending = c.hints.size();
    List<Value> rest = start.pending().map(Pending::all).orElse(List.of());
    for (Value v : rest) c.add("pending", real, v);
    List<Value> end = b.whileLoop(c.hints, c.init, c.types,
        (in, p) -> List.of(in.apply("more", Primitive.GT, p.get(left), parts)),
        (in, p) -> {
          Value second = isOdd(in, p.get(bits), Noise.MOST_HALVINGS - 1);
          Halving halving = new Halving(length, root, p.get(part), p.get(partRoot), in.add(base, p.get(heap)), second);
          List<Halves> now = halved(in, halving, paths(whole, p.subList(values, pending), width));
          Value one = in.constant(1L);
          Value twice = in.apply(Primitive.SHL, p.get(heap), one);
          Value half = in.constant(0.5);
          List<Value> further = rest.isEmpty() ? List.of() : Pending.of(p.subList(pending, p.size()), whole.size() * width)
              .with(in, in.apply("first", Primitive.NOT, second), now.stream().flatMap(x -> x.later().stream()).toList()).all();
          return Stream.of(List.of(in.apply(Primitive.SHR, p.get(left), one),
              in.add(twice, in.select(second, one, in.constant(0L))), in.apply(Primitive.SHL, p.get(bits), one),
              in.mul(half, p.get(part)), p.get(nextRoot), in.mul(half, p.get(partRoot))),
              now.stream().flatMap(x -> x.here().values().stream()).toList(), further).flatMap(List::stream).toList();
        });
    // Who adds up cells of a source waits for all of them, as draws of cells are only where they are used without a wait.
    List<Value> last = end.subList(values, pending).stream()
        .map(v -> v.type().equals(real) ? v : Scope.barrier(b, v, true)).toList();
    return new Over(paths(whole, last, width), end.subList(pending, end.size()));
  }

  private static List<Path> paths(List<Path> like, List<Value> values, int width) {
    List<Path> all = new ArrayList<>();
    for (int k = 0; k < like.size(); k++) all.add(like.get(k).with(values.subList(k * width, (k + 1) * width)));
    return all;
  }

  private static Type perMember(Value w) {
    return Type.of(Scalar.F64, Stream.concat(Stream.of(Scope.MEMBER), w.type().axes().stream()).toList(), Reach.OWN);
  }

  /** @param here the half of a path that holds the step; @param later the second half, whichever that is */
  private record Halves(Path here, List<Value> later) {}

  private List<Halves> halved(Builder b, Halving half, List<Path> paths) {
    return paths.stream().map(p -> withIntegrals ? withIntegral(b, half, p) : half(b, half, p)).toList();
  }

  private Halves half(Builder b, Halving half, Path p) {
    // Between two ends, the middle of a path varies by half the root of their distance.
    Value spread = b.mul(half.root(), b.mul(b.constant(0.5), half.partRoot()));
    Value first = b.fma(b.constant(0.5), p.added(), b.mul(spread, drawn(b, this.first + p.source(), half.node(), p.increment())));
    Value rest = b.sub(p.added(), first);
    return new Halves(p.with(List.of(b.apply(p.increment().name(), Primitive.SELECT, half.isSecond(), rest, first))), List.of(rest));
  }

  /** Given both, the first half of a path of length 1 adds -a/4 + 3/2 z with variance 1/16, and has the integral -a/8 + z/2 with 1/192. */
  private Halves withIntegral(Builder b, Halving half, Path p) {
    Value w = p.increment();
    Value l = b.mul(half.length(), half.part());
    Value r = b.mul(half.root(), half.partRoot());
    Value mean = b.fma(b.constant(-0.25), p.added(), b.mul(b.constant(1.5), b.div(p.integral(), l)));
    Value first = b.fma(b.mul(b.constant(0.25), r), drawn(b, this.first + p.source(), half.node(), w), mean);
    Value middle = b.fma(b.mul(b.constant(-0.125), l), p.added(), b.mul(b.constant(0.5), p.integral()));
    Value spread = b.mul(b.mul(b.constant(1 / Math.sqrt(192)), l), r);
    Value integral = b.fma(spread, drawn(b, second + p.source(), half.node(), w), middle);
    Value rest = b.sub(p.added(), first);
    Value restIntegral = b.sub(b.sub(p.integral(), integral), b.mul(b.mul(b.constant(0.5), l), first));
    List<Value> here = List.of(b.select(half.isSecond(), rest, first), b.select(half.isSecond(), restIntegral, integral));
    return new Halves(p.with(here), List.of(rest, restIntegral));
  }

  private Value drawn(Builder b, int source, Value node, Value w) {
    List<Axis> axes = w.type().axes();
    return b.emit("z", new Draw(Distribution.NORMAL, source, scope.keys.get(0), scope.keys.get(1), node, axes));
  }
}
