package dyn.ir;

import java.util.List;
import java.util.function.UnaryOperator;

/** What a program hands out while it runs. */
public sealed interface Output extends Op {
  @Override
  default List<Body> bodies() {
    return List.of();
  }

  @Override
  default boolean hasEffect() {
    return true;
  }

  @Override
  default List<Type> resultTypes() {
    return List.of();
  }

  /**
   * Writes {@code values} as record number {@code index} of {@code track}.
   *
   * @param first column of the track that the first of the values belongs to
   */
  record Record(String track, int first, Value index, List<Value> values) implements Output {
    public Record(String track, Value index, List<Value> values) {
      this(track, 0, index, values);
    }

    public Record {
      if (first < 0) throw new IllTyped("record into column " + first);
      values = List.copyOf(values);
      if (index.type().scalar() != Scalar.I64) throw new IllTyped("record index " + index + " is not i64");
      for (Value v : values) requireWide("record", v);
    }

    @Override
    public String name() {
      return "record";
    }

    @Override
    public Record mapOperands(UnaryOperator<Value> f) {
      return new Record(track, first, f.apply(index), Op.map(values, f));
    }

    /** The output that value number {@code i} goes to. */
    public String column(int i) {
      return track + "." + (first + i);
    }
  }

  /** Hands out a final value under a name: end states, result codes, counters. */
  record Result(String label, Value value) implements Output {
    public Result {
      requireWide("result", value);
    }

    @Override
    public String name() {
      return "result";
    }

    @Override
    public Result mapOperands(UnaryOperator<Value> f) {
      return new Result(label, f.apply(value));
    }
  }

  /** What leaves a program is f64, so that a reader need not know how it was computed. */
  private static void requireWide(String op, Value v) {
    if (v.type().scalar() == Scalar.F32) throw new IllTyped(op + " of the f32 " + v + ": convert it with to_f64");
  }

  /**
   * Tells how far the run has come and asks whether to stop; true ends it with what was recorded.
   * The host is asked at every 1024th {@code step} only, so that the question costs nothing.
   */
  record Poll(Value step, Value time) implements Output {
    public static final int EVERY = 1024;

    public Poll {
      if (!(step.type().scalar() == Scalar.I64 && time.type().scalar() == Scalar.F64)) throw new IllTyped("poll of " + step + ", " + time);
    }

    @Override
    public String name() {
      return "poll";
    }

    @Override
    public List<Type> resultTypes() {
      return List.of(Type.meet(Scalar.BOOL, List.of(step.type(), time.type())));
    }

    @Override
    public Poll mapOperands(UnaryOperator<Value> f) {
      return new Poll(f.apply(step), f.apply(time));
    }
  }
}
