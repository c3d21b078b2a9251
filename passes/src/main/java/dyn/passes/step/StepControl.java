package dyn.passes.step;

import dyn.ir.Axis;
import dyn.ir.Builder;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.Type;
import dyn.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Error norm, first step and PI control of the step size: Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I,
 * II.4 (4.11), (4.14) for norm and first step; Hairer and Wanner II, IV.2 (2.43c) for the PI controller, with DOPRI5's
 * constants.
 */
final class StepControl {
  /** log2 of the square of a norm of 1e-4: a smaller error counts as that much. */
  private static final double LEAST_MEMORY = -26.575424759098897;
  private static final double SAFETY = 0.9;
  private static final double MOST_GROWTH = 10;
  private static final double LEAST_GROWTH = 0.2;
  private static final double BETA = 0.04;
  /** A step that would change by less stays as it is: then the next one need not wait for its length. ARKODE has such bounds, too. */
  private static final double LEAST_CHANGE = 0.97;
  private static final double MOST_CHANGE = 1.05;
  private static final String ORIGIN = "step control";

  private final Scope scope;
  private final double order;
  private final Value start;
  private final Value end;
  private final Value rtol;
  private final Value atol;
  private final Value h0;
  private final Value hMax;

  /** @param errorOrder order of the error estimate's local error, one more than the embedded method's order */
  StepControl(Builder b, Scope scope, double errorOrder, Value start, Value end, List<Value> params) {
    this.scope = scope;
    this.order = errorOrder;
    this.start = start;
    this.end = end;
    rtol = b.param(Inputs.RTOL, Type.F64);
    atol = b.param(Inputs.ATOL, Type.F64);
    h0 = b.param(Inputs.FIRST_STEP, Type.F64);
    hMax = b.param(Inputs.MAX_STEP, Type.F64);
    params.addAll(List.of(rtol, atol, h0, hMax));
  }

  /** Sum of squares over all components of {@code error / (atol + rtol max(|y0|, |y1|))}: their number is what it may be. */
  Value error(Builder b, List<Value> y, Scheme.Step step) {
    List<Value> scaled = new ArrayList<>();
    for (int s = 0; s < y.size(); s++) scaled.add(scaled(b, s, y.get(s), step));
    return sumOfSquares(b.at(ORIGIN), scaled, true);
  }

  Value accepts(Builder b, Value error) {
    return b.apply("accept", Primitive.LE, error, b.constant((double) components()));
  }

  /**
   * Error of state {@code s} by its scale; NaN where the step ends at an infinity, of which any error would be a small part. The last rate,
   * which the error waits for, takes one more operation: all else is known before.
   */
  private Value scaled(Builder b, int s, Value start, Scheme.Step step) {
    Value y1 = Scope.wide(b, step.states().get(s));
    if (step.error().isEmpty()) return b.mul(b.constant(0.0), y1);
    Scheme.Estimate error = step.error().get();
    Value weight = b.mul(error.reach(), b.div(b.constant(1.0), scale(b, Scope.wide(b, start), y1)));
    return b.fma(weight, Scope.wide(b, error.slopes().get(s)), b.mul(b.constant(0.0), y1));
  }

  private Value scale(Builder b, Value y0, Value y1) {
    Value size = b.apply(Primitive.ABS, y0);
    if (y1 != null) size = larger(b, size, b.apply(Primitive.ABS, y1));
    return b.apply("scale", Primitive.FMA, rtol, size, atol);
  }

  /** A comparison and a choice, where {@code max} also orders zeros and looks for NaN. A NaN on the right is not seen. */
  private static Value larger(Builder b, Value x, Value y) {
    return b.select(b.apply("larger", Primitive.LT, x, y), y, x);
  }

  private static Value smaller(Builder b, Value x, Value y) {
    return b.select(b.apply("smaller", Primitive.GT, x, y), y, x);
  }

  private Value rms(Builder b, List<Value> scaled, boolean acrossMembers) {
    return b.apply("rms", Primitive.SQRT, b.mul(b.constant(1.0 / components()), sumOfSquares(b, scaled, acrossMembers)));
  }

  private long components() {
    return IntStream.range(0, scope.model.states.size()).mapToLong(s -> scope.model.state(s).type().cells()).sum();
  }

  private Value sumOfSquares(Builder b, List<Value> scaled, boolean acrossMembers) {
    Value sum = null;
    for (int s = 0; s < scaled.size(); s++) {
      List<Axis> axes = scope.model.state(s).type().axes();
      Value v = scaled.get(s);
      if (axes.isEmpty()) {
        sum = sum == null ? b.mul(v, v) : b.fma(v, v, sum);
        continue;
      }
      Value squares = Scope.barrier(b, b.apply("square", Primitive.MUL, v, v), acrossMembers);
      for (Axis a : axes)
        squares = squares.type().has(a.name()) ? reduce(b, Lanes.Combine.SUM, squares, a) : b.mul(b.constant((double) a.size()), squares);
      sum = sum == null ? squares : b.add(sum, squares);
    }
    return sum;
  }

  private static Value reduce(Builder b, Lanes.Combine combine, Value v, Axis axis) {
    return b.emit(combine.text(), new Lanes.Reduce(combine, v, axis.name()));
  }

  /** The user's first step, else one from the sizes of y, y' and y'' at the start. */
  Value firstStep(Builder b, List<Value> y) {
    Value span = b.sub(end, start);
    Value h = b.ifElse(isAsked(b), List.of("h"), inner -> List.of(h0), inner -> List.of(guess(inner, y))).getFirst();
    return b.apply("h", Primitive.MIN, b.apply(Primitive.MIN, h, hMax), span);
  }

  private Value isAsked(Builder b) {
    return b.apply("asked", Primitive.GT, h0, b.constant(0.0));
  }

  /** The user's first step, else this one. */
  Value firstOr(Builder b, Value otherwise) {
    return b.apply("h", Primitive.SELECT, isAsked(b), h0, otherwise);
  }

  Value longest() {
    return hMax;
  }

  private Value guess(Builder b, List<Value> narrow) {
    List<Value> y = Scope.wide(b, narrow);
    List<Value> f0 = Scope.wide(b, scope.rates(b, start, narrow));
    List<Value> scales = y.stream().map(v -> scale(b, v, null)).toList();
    Value d0 = rms(b, divide(b, y, scales), true);
    Value d1 = rms(b, divide(b, f0, scales), true);
    Value least = b.constant(1e-5);
    Value vague = b.apply(Primitive.OR, b.apply(Primitive.LT, d0, least), b.apply(Primitive.LT, d1, least));
    Value rough = b.select(vague, b.constant(1e-6), b.mul(b.constant(0.01), b.div(d0, d1)));
    List<Value> ahead = new ArrayList<>();
    for (int s = 0; s < y.size(); s++) ahead.add(scope.narrow(b, b.fma(rough, f0.get(s), y.get(s))));
    List<Value> f1 = Scope.wide(b, scope.rates(b, b.add(start, rough), ahead));
    List<Value> change = new ArrayList<>();
    for (int s = 0; s < y.size(); s++) change.add(b.sub(f1.get(s), f0.get(s)));
    Value d2 = b.div(rms(b, divide(b, change, scales), true), rough);
    Value steepest = b.apply(Primitive.MAX, d1, d2);
    Value flat = b.apply(Primitive.LE, steepest, b.constant(1e-15));
    Value gentle = b.apply(Primitive.MAX, b.constant(1e-6), b.mul(rough, b.constant(1e-3)));
    Value fine = b.apply(Primitive.POW, b.div(b.constant(0.01), steepest), b.constant(1 / order));
    return b.apply(Primitive.MIN, b.mul(b.constant(100.0), rough), b.select(flat, gentle, fine));
  }

  private static List<Value> divide(Builder b, List<Value> values, List<Value> by) {
    List<Value> result = new ArrayList<>();
    for (int s = 0; s < values.size(); s++) result.add(b.div(values.get(s), by.get(s)));
    return result;
  }

  /** What the controller remembers of an error: a binary logarithm, so that a step costs one logarithm and one exponential. */
  Value memory(Builder b, Value error) {
    return Rough.log2(b, error);
  }

  /** The memory of an accepted step. */
  Value remembered(Builder b, Value memory) {
    return larger(b, memory, b.constant(LEAST_MEMORY + log2(components())));
  }

  /** The memory of an error that is not known. */
  Value unknown(Builder b) {
    return b.constant(LEAST_MEMORY + log2(components()));
  }

  /**
   * The step to try next; one with an error that is not finite, whose logarithm is beyond that of all numbers, shrinks as far as it may.
   *
   * @param now memory of the error of this attempt
   * @param before that of the last accepted step
   */
  Value next(Builder b, Value h, Value now, Value before, Value accept, Value afterReject) {
    // Memories are of sums of squares: half their logarithm without that of their number is the logarithm of the norm.
    double exponent = 0.5 * (1 / order - 0.75 * BETA);
    double smoothing = 0.5 * BETA;
    double number = log2(components());
    // After a rejected step none grows; one that is rejected shrinks by itself.
    Value most = b.select(afterReject, b.constant(0.0), b.constant(log2(MOST_GROWTH)));
    Value base = b.constant(log2(SAFETY) + exponent * number);
    Value smooth = b.select(accept, b.fma(b.constant(smoothing), before, b.constant(log2(SAFETY) + (exponent - smoothing) * number)), base);
    Value wanted = smaller(b, b.fma(b.constant(-exponent), now, smooth), most);
    Value keeps = b.apply("keeps", Primitive.AND, b.apply("near", Primitive.GE, wanted, b.constant(log2(LEAST_CHANGE))),
        b.apply("near", Primitive.LE, wanted, b.constant(log2(MOST_CHANGE))));
    if (!scope.isOfNumbers()) return b.select(keeps, h, changed(b, h, wanted));
    return b.ifElse(keeps, List.of("h"), _ -> List.of(h), in -> List.of(changed(in, h, wanted))).getFirst();
  }

  private Value changed(Builder b, Value h, Value wanted) {
    return smaller(b, b.mul(h, Rough.exp2(b, larger(b, wanted, b.constant(log2(LEAST_GROWTH))))), hMax);
  }

  private static double log2(double x) {
    return StrictMath.log(x) / StrictMath.log(2);
  }

  /** Whether a member cannot go on after this attempt: because its step is too small, or because there were too many. */
  record Failure(Value tooSmall, Value tooMany) {
    Value any(Builder b) {
      return b.apply("failed", Primitive.OR, tooSmall, tooMany);
    }

    /** {@link Results#OK} where there is none. */
    Value code(Builder b, Value error) {
      Value finite = b.apply("finite", Primitive.EQ, b.sub(error, error), b.constant(0.0));
      Value why = b.select(finite, b.constant(Results.STEP_TOO_SMALL), b.constant(Results.NOT_FINITE));
      return b.select(tooSmall, why, b.select(tooMany, b.constant(Results.TOO_MANY_STEPS), b.constant(Results.OK)));
    }
  }

  /** @param isThere whether there is a step that is short enough */
  Failure failure(Builder b, Value isThere, Value accept, Value n, Value maxSteps) {
    Value reject = b.apply(Primitive.NOT, accept);
    Value still = b.apply(Primitive.NOT, isThere);
    return new Failure(b.apply("too_small", Primitive.AND, reject, still), b.apply("too_many", Primitive.GE, n, maxSteps));
  }

  /** Number and cell of the state with the largest scaled error, or the first that is not finite, where {@code failed}. */
  List<Value> worst(Builder b, Value failed, List<Value> before, List<Value> y, Scheme.Step step) {
    return b.ifElse(failed, List.of("variable", "cell"), inner -> {
      Value most = inner.constant(-1.0);
      Value which = inner.constant(-1L);
      Value cell = inner.constant(0L);
      for (int s = 0; s < y.size(); s++) {
        Value e = inner.apply(Primitive.ABS, scaled(inner, s, y.get(s), step));
        // One state that is not finite makes all errors NaN: the state itself is to blame first.
        Value known = inner.select(inner.apply(Primitive.EQ, e, e), e, inner.constant(Double.MAX_VALUE));
        Value finite = inner.apply("finite", Primitive.EQ, inner.sub(y.get(s), y.get(s)), inner.constant(y.get(s).type().scalar(), 0.0));
        e = inner.select(finite, known, inner.constant(Double.POSITIVE_INFINITY));
        Extreme worst = Extreme.greatest(inner, e, scope.model.state(s).type().axes());
        Value larger = inner.apply("larger", Primitive.GT, worst.value(), most);
        which = inner.select(larger, inner.constant((long) s), which);
        cell = inner.select(larger, worst.cell(), cell);
        most = inner.apply(Primitive.MAX, worst.value(), most);
      }
      return List.of(which, cell);
    }, inner -> before);
  }
}
