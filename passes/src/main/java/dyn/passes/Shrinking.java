package dyn.passes;

import dyn.ir.Axis;
import dyn.ir.Body;
import dyn.ir.Lanes;
import dyn.ir.Primitive;
import dyn.ir.Pure;
import dyn.ir.Stmt;
import dyn.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A state whose rate is a sum in which multiples of the state stand, by numbers that take a sum over cells.
 *
 * @param index among the states
 * @param rates the numbers by which it shrinks or grows, as a text that is equal where they are
 * @param rest the other summands of its rate, the first with all its axes
 * @param origin source position of the rate
 */
record Shrinking(int index, String name, Set<String> rates, List<Summand> rest, String origin) {
  /** @param factor another one, of a product that is added without being rounded; else null */
  record Summand(Value value, Value factor, boolean negative) {
    List<Value> factors() {
      return factor == null ? List.of(value) : List.of(value, factor);
    }
  }

  static Optional<Shrinking> of(Body drift, int index, int states) {
    Value rate = drift.results().get(index);
    return new Reading(drift, drift.params().get(drift.params().size() - states + index), states).of(rate, index);
  }

  private static final class Reading {
    private final Map<Value, Stmt> definitions = new HashMap<>();
    /** What takes a sum over cells of states. */
    private final Set<Value> summed = new HashSet<>();
    private final Value state;

    Reading(Body drift, Value state, int states) {
      this.state = state;
      Set<Value> changing = new HashSet<>(drift.params().subList(drift.params().size() - states, drift.params().size()));
      for (Stmt s : drift.stmts()) {
        boolean changes = s.op().operands().stream().anyMatch(changing::contains);
        boolean sums = changes && (s.op() instanceof Lanes.Reduce || s.op() instanceof Lanes.Contract)
            || s.op().operands().stream().anyMatch(summed::contains);
        for (Value r : s.results()) {
          definitions.put(r, s);
          if (changes) changing.add(r);
          if (sums) summed.add(r);
        }
      }
    }

    Optional<Shrinking> of(Value rate, int index) {
      Set<String> rates = new TreeSet<>();
      List<Summand> rest = new ArrayList<>();
      for (Summand s : summands(rate)) {
        List<String> factors = new ArrayList<>();
        boolean multiple = isMultiple(s, factors);
        if (multiple) rates.add((s.negative() ? "-" : "+") + String.join("", factors.stream().sorted().toList()));
        else rest.add(s);
      }
      if (rates.isEmpty()) return Optional.empty();
      List<Axis> axes = rate.type().axes();
      Optional<Summand> whole = rest.stream().filter(s -> s.factors().getFirst().type().axes().equals(axes)).findFirst();
      if (whole.isEmpty() && !rest.isEmpty()) return Optional.empty();
      whole.ifPresent(w -> {
        rest.remove(w);
        rest.addFirst(w);
      });
      return Optional.of(new Shrinking(index, state.name(), rates, List.copyOf(rest), definitions.get(rate).origin()));
    }

    /** From left to right, without recursion: a sum may be long. */
    private List<Summand> summands(Value v) {
      List<Summand> all = new ArrayList<>();
      Deque<Summand> todo = new ArrayDeque<>(List.of(new Summand(v, null, false)));
      while (!todo.isEmpty()) {
        Summand s = todo.pop();
        Pure.Apply a = s.factor() == null ? application(s.value()) : null;
        List<Value> args = a == null ? List.of() : a.args();
        switch (a == null ? null : a.primitive()) {
          case ADD, SUB -> {
            todo.push(new Summand(args.get(1), null, s.negative() != (a.primitive() == Primitive.SUB)));
            todo.push(new Summand(args.get(0), null, s.negative()));
          }
          case FMA -> {
            todo.push(new Summand(args.get(2), null, s.negative()));
            todo.push(new Summand(args.get(0), args.get(1), s.negative()));
          }
          case NEG -> todo.push(new Summand(args.getFirst(), null, !s.negative()));
          case null, default -> all.add(s);
        }
      }
      return all;
    }

    private Pure.Apply application(Value v) {
      return definitions.containsKey(v) && definitions.get(v).op() instanceof Pure.Apply a ? a : null;
    }

    /** Whether it is the state times numbers, one of which takes a sum. */
    private boolean isMultiple(Summand s, List<String> factors) {
      boolean sums = false;
      Value rest = s.value();
      if (s.factor() != null) {
        Value number = isNumber(rest) ? rest : s.factor();
        if (!isNumber(number)) return false;
        factors.add("*" + number.name());
        sums = summed.contains(number);
        rest = number == rest ? s.factor() : rest;
      }
      while (!rest.equals(state)) {
        Pure.Apply a = application(rest);
        if (a == null) return false;
        Value left = a.args().getFirst();
        Value right = a.args().getLast();
        switch (a.primitive()) {
          case NEG -> factors.add("-");
          case MUL -> {
            boolean number = isNumber(left);
            if (!number && !isNumber(right)) return false;
            factors.add("*" + (number ? left : right).name());
            sums |= summed.contains(number ? left : right);
            left = number ? right : left;
          }
          case DIV -> {
            if (!isNumber(right)) return false;
            factors.add("/" + right.name());
            sums |= summed.contains(right);
          }
          default -> {
            return false;
          }
        }
        rest = left;
      }
      return sums;
    }

    /** One for all cells of the state. */
    private boolean isNumber(Value v) {
      return state.type().axes().stream().noneMatch(a -> v.type().has(a.name()));
    }
  }
}
