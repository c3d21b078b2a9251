package dyn.compiler.page;

import dyn.passes.Waits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Some steps as work that lanes do by themselves and waits between, in order.
 *
 * @param steps that this is
 * @param arrows from a part to a later one that reads its values, in order
 */
public record Flow(int steps, List<Part> parts, List<Arrow> arrows) {
  /** Equal bars that follow each other and are drawn one by one. */
  private static final int MOST_BARS = 4;
  /** Rows of the longest flow that is drawn whole; bars that follow each other are one. */
  private static final int MOST_ROWS = 26;
  private static final int HEAD_ROWS = 11;
  private static final int TAIL_ROWS = 7;

  public sealed interface Part {}

  /** The states before the first step or after the last. */
  public record States(List<String> names, boolean after) implements Part {}

  /**
   * Statements between two waits.
   *
   * @param writes what is read after it, as the model calls it
   * @param others values beside those that are read after it
   * @param operations additions, products and the like for a cell
   * @param functions evaluated for a cell
   * @param lines of the source that it comes from
   */
  public record Work(List<String> writes, int others, long operations, long functions, List<String> lines) implements Part {}

  /** Waits of the same kind that follow each other: most often one. */
  public record Bar(List<Waits.Wait> waits) implements Part {
    public Waits.Kind kind() {
      return waits.getFirst().kind();
    }
  }

  /** What a long flow leaves out. */
  public record More(List<Waits.Wait> waits, long works) implements Part {}

  /** @param values as the model calls them; may be none, where all are unnamed */
  public record Arrow(int from, int to, List<String> values) {}

  public Flow {
    parts = List.copyOf(parts);
    arrows = List.copyOf(arrows);
  }

  /** All waits, drawn one by one, together, or left out. */
  public List<Waits.Wait> waits() {
    List<Waits.Wait> all = new ArrayList<>();
    for (Part p : parts) {
      switch (p) {
        case Bar b -> all.addAll(b.waits());
        case More m -> all.addAll(m.waits());
        case States _, Work _ -> { }
      }
    }
    return all;
  }

  /** The same, with equal bars that follow each other as one where they are many, and the middle of a long flow left out. */
  Flow readable() {
    return together().shortened();
  }

  private Flow together() {
    List<Part> kept = new ArrayList<>();
    int[] place = new int[parts.size()];
    for (int i = 0; i < parts.size(); ) {
      int end = i + 1;
      while (parts.get(i) instanceof Bar b && end < parts.size() && parts.get(end) instanceof Bar c && c.kind() == b.kind()) end++;
      List<Part> run = parts.subList(i, end);
      boolean many = run.size() > MOST_BARS;
      for (int k = i; k < end; k++) place[k] = many ? kept.size() : kept.size() + k - i;
      if (many) kept.add(new Bar(run.stream().flatMap(b -> ((Bar) b).waits().stream()).toList()));
      else kept.addAll(run);
      i = end;
    }
    return placed(kept, place);
  }

  private Flow shortened() {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (i == 0 || !(parts.get(i) instanceof Bar) || !(parts.get(i - 1) instanceof Bar)) rows.add(i);
    }
    if (rows.size() <= MOST_ROWS) return this;
    int head = rows.get(HEAD_ROWS);
    int tail = rows.get(rows.size() - TAIL_ROWS);
    List<Part> kept = new ArrayList<>(parts.subList(0, head));
    List<Part> middle = parts.subList(head, tail);
    kept.add(new More(new Flow(steps, middle, List.of()).waits(), middle.stream().filter(Work.class::isInstance).count()));
    kept.addAll(parts.subList(tail, parts.size()));
    int[] place = new int[parts.size()];
    for (int i = 0; i < place.length; i++) place[i] = i < head ? i : i < tail ? head : i - tail + head + 1;
    return placed(kept, place);
  }

  /** Other parts in which each of these has its place. */
  private Flow placed(List<Part> kept, int[] place) {
    Map<Arrow, Set<String>> moved = new LinkedHashMap<>();
    for (Arrow a : arrows) {
      Arrow ends = new Arrow(place[a.from()], place[a.to()], List.of());
      if (ends.from() != ends.to()) moved.computeIfAbsent(ends, _ -> new LinkedHashSet<>()).addAll(a.values());
    }
    return new Flow(steps, kept, moved.entrySet().stream()
        .map(e -> new Arrow(e.getKey().from(), e.getKey().to(), List.copyOf(e.getValue()))).toList());
  }
}
