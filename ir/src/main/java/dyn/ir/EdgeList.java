package dyn.ir;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An input of @main that holds the edges of a graph: they are the same all through a run, so that it is known before it begins which lanes
 * read which cells through them. Told by its name, as all that belongs to the machine; that it is the input, the verifier checks.
 */
public record EdgeList(String graph, Kind kind) {
  /** What ends the name of a graph where its edges come in the order of their sources. */
  static final String OUT = ".out";
  private static final Pattern NAME = Pattern.compile("(.+?)(?:\\.(source|target)(?:\\.\\d+)?|\\.(in|out)\\.(first|last|order))");

  public enum Kind {
    /** For each edge the number of the node it comes from, or its index along one axis. */
    SOURCE,
    /** Of the node to which it leads. */
    TARGET,
    /** For each node its first edge, of those that lead to it or come from it. */
    IN_FIRST, OUT_FIRST,
    /** One past its last. */
    IN_LAST, OUT_LAST,
    /** The edges in the order of their sources. */
    OUT_ORDER
  }

  public static Optional<EdgeList> of(Value v) {
    if (v.type().scalar() != Scalar.I64 || v.type().isScalar()) return Optional.empty();
    Matcher m = NAME.matcher(v.name());
    if (!m.matches()) return Optional.empty();
    String kind = m.group(2) != null ? m.group(2) : m.group(3) + "_" + m.group(4);
    return switch (kind) {
      case "source" -> Optional.of(new EdgeList(m.group(1), Kind.SOURCE));
      case "target" -> Optional.of(new EdgeList(m.group(1), Kind.TARGET));
      case "in_first" -> Optional.of(new EdgeList(m.group(1), Kind.IN_FIRST));
      case "in_last" -> Optional.of(new EdgeList(m.group(1), Kind.IN_LAST));
      case "out_first" -> Optional.of(new EdgeList(m.group(1), Kind.OUT_FIRST));
      case "out_last" -> Optional.of(new EdgeList(m.group(1), Kind.OUT_LAST));
      case "out_order" -> Optional.of(new EdgeList(m.group(1), Kind.OUT_ORDER));
      default -> Optional.empty();
    };
  }

  /** The number, or one index, of a node at an end of each edge. */
  public boolean isEnd() {
    return kind == Kind.SOURCE || kind == Kind.TARGET;
  }

  /** The graph whose edges {@code index} leads along to their nodes, which a cell of each edge reads there. */
  public static Optional<String> along(Value index) {
    return of(index).filter(EdgeList::isEnd).map(EdgeList::graph).filter(_ -> index.type().axes().size() == 1);
  }

  /** The graph of which {@code index} lists the edges in the order of their sources. */
  public static Optional<String> sorting(Value index) {
    return of(index).filter(e -> e.kind == Kind.OUT_ORDER).map(EdgeList::graph).filter(_ -> index.type().axes().size() == 1);
  }

  /** Whether {@code first} and {@code last} bound the edges of each node, as they come in {@code ends}. */
  public static boolean bounds(Value first, Value last, Reach.Ends ends) {
    return is(first, ends.graph(), ends.sorted() ? Kind.OUT_FIRST : Kind.IN_FIRST)
        && is(last, ends.graph(), ends.sorted() ? Kind.OUT_LAST : Kind.IN_LAST);
  }

  private static boolean is(Value v, String graph, Kind kind) {
    return of(v).filter(new EdgeList(graph, kind)::equals).isPresent();
  }
}
