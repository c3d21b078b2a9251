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
import java.util.stream.Collectors;

/**
 * A state whose rate is a sum in which multiples of the state stand, by numbers that take a sum over cells.
 *
 * @param index among the states
 * @param rates the numbers by which it shrinks or grows, as a text that is equal where they are
 * @param rest the other summands of its rate, the first with all its axes
 * @param origin source position of the rate
 */
record Shrinking(int index, String name, Set<String> rates, List<Summand> rest, String origin) {
  /** The product of the factors over that of the divisors. */
  record Summand(List<Value> factors, List<Value> divisors, boolean negative) {
    private Summand of(Value value, boolean sign) {
      List<Value> all = new ArrayList<>(List.of(value));
      all.addAll(factors.subList(1, factors.size()));
      return new Summand(all, divisors, sign);
    }

    private Summand times(Value number) {
      List<Value> all = new ArrayList<>(factors);
      all.add(number);
      return new Summand(all, divisors, negative);
    }

    private Summand over(Value number) {
      List<Value> all = new ArrayList<>(divisors);
      all.add(number);
      return new Summand(factors, all, negative);
    }
  }

  /** Of all states that do, in their order. */
  static List<Shrinking> all(Body drift, int states) {
    Reading reading = new Reading(drift, states);
    List<Shrinking> all = new ArrayList<>();
    for (int i = 0; i < states; i++) {
      reading.state = drift.params().get(drift.params().size() - states + i);
      reading.of(drift.results().get(i), i).ifPresent(all::add);
    }
    return all;
  }

  private static final class Reading {
    private static final int MOST = 20_000;

    private final Map<Value, Stmt> definitions = new HashMap<>();
    /** What takes a sum over cells of states. */
    private final Set<Value> summed = new HashSet<>();
    /** The one that is looked at. */
    private Value state;

    Reading(Body drift, int states) {
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
        if (isMultiple(s)) rates.add(text(s));
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

    /** From left to right, without recursion: a sum may be long. One that is shared again and again is taken whole. */
    private List<Summand> summands(Value v) {
      List<Summand> all = new ArrayList<>();
      Summand whole = new Summand(List.of(v), List.of(), false);
      Deque<Summand> todo = new ArrayDeque<>(List.of(whole));
      while (!todo.isEmpty()) {
        if (all.size() > MOST) return List.of(whole);
        Summand s = todo.pop();
        Pure.Apply a = application(s.factors().getFirst());
        List<Value> args = a == null ? List.of() : a.args();
        switch (a == null ? null : a.primitive()) {
          case ADD, SUB -> {
            todo.push(s.of(args.get(1), s.negative() != (a.primitive() == Primitive.SUB)));
            todo.push(s.of(args.get(0), s.negative()));
          }
          case FMA -> {
            todo.push(s.of(args.get(2), s.negative()));
            todo.push(product(s, args));
          }
          case NEG -> todo.push(s.of(args.getFirst(), !s.negative()));
          case MUL -> {
            if (isNumber(args.get(0)) || isNumber(args.get(1))) todo.push(product(s, args));
            else all.add(s);
          }
          case DIV -> {
            if (isNumber(args.get(1))) todo.push(s.of(args.get(0), s.negative()).over(args.get(1)));
            else all.add(s);
          }
          case null, default -> all.add(s);
        }
      }
      return all;
    }

    /** The factor that is no number goes first: it may be a sum itself. */
    private Summand product(Summand s, List<Value> args) {
      int first = isNumber(args.get(0)) ? 1 : 0;
      return s.of(args.get(first), s.negative()).times(args.get(1 - first));
    }

    private Pure.Apply application(Value v) {
      return definitions.containsKey(v) && definitions.get(v).op() instanceof Pure.Apply a ? a : null;
    }

    /** Whether it is the state times numbers, one of which takes a sum. */
    private boolean isMultiple(Summand s) {
      List<Value> numbers = new ArrayList<>(s.factors().subList(1, s.factors().size()));
      numbers.addAll(s.divisors());
      return s.factors().getFirst().equals(state) && numbers.stream().allMatch(this::isNumber)
          && numbers.stream().anyMatch(summed::contains);
    }

    /** Equal where the numbers are. */
    private static String text(Summand s) {
      String times = s.factors().stream().skip(1).map(v -> "*" + v.name()).sorted().collect(Collectors.joining());
      return (s.negative() ? "-" : "+") + times + s.divisors().stream().map(v -> "/" + v.name()).sorted().collect(Collectors.joining());
    }

    /** One for all cells of the state. */
    private boolean isNumber(Value v) {
      return state.type().axes().stream().noneMatch(a -> v.type().has(a.name()));
    }
  }
}
