package dyn.compiler.page;

import dyn.ir.Lanes;
import dyn.passes.Waits;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is written beside the parts of a flow. */
final class Labels {
  private static final int MOST = 5;
  private static final int MOST_OF_MANY = 3;

  private Labels() {}

  static Picture.Shape shape(Flow.Part part, double y, double height) {
    return switch (part) {
      case Flow.States s -> new Picture.Box(Picture.Look.STATE, y, height, names(s.names()), s.after() ? "after" : "before",
          (s.after() ? "the states after: " : "the states before: ") + String.join(", ", s.names()));
      case Flow.Work w -> new Picture.Box(Picture.Look.WORK, y, height, names(w.writes()), effort(w), note(w));
      case Flow.More m -> new Picture.More(y, height, m.waits().size(), "and " + count(m.waits().size(), "wait")
          + " more, work between", "left out of the picture: it goes on like this");
      case Flow.Bar b -> new Picture.Bar(b.kind(), y, height, b.waits().size(), text(b), note(b));
    };
  }

  static String names(List<String> names) {
    return names(names, MOST);
  }

  /** The first names, and how many there are beside. */
  static String names(List<String> names, int most) {
    List<String> shown = names.size() > most ? names.subList(0, most - 1) : names;
    int more = names.size() - shown.size();
    return String.join(", ", shown) + (more == 0 ? "" : " and " + more + " more");
  }

  private static String effort(Flow.Work w) {
    if (w.operations() + w.functions() == 0) return "no arithmetic";
    String functions = w.functions() == 0 ? "" : count(w.functions(), "function");
    String operations = w.operations() == 0 ? "" : count(w.operations(), "operation");
    return operations + (operations.isEmpty() || functions.isEmpty() ? "" : ", ") + functions;
  }

  private static String note(Flow.Work w) {
    String lines = w.lines().isEmpty() ? "" : "\nfrom " + names(w.lines());
    return "each lane by itself: " + effort(w) + " for a cell\nwrites " + (w.writes().isEmpty() ? "what is read within the step"
        : String.join(", ", w.writes())) + (w.others() == 0 ? "" : " and " + count(w.others(), "value") + " without a name") + lines;
  }

  static String text(Flow.Bar b) {
    List<String> values = b.waits().stream().map(w -> w.kind() == Waits.Kind.REDUCTION ? w.why() : w.value()).distinct().toList();
    if (b.waits().size() > 1) return count(b.waits().size(), "wait") + ": " + names(values, MOST_OF_MANY);
    String what = names(values);
    return switch (b.kind()) {
      case ALL -> "all wait for " + what;
      case REDUCTION -> "all wait for the " + what;
      case NEIGHBOURS -> "neighbours wait for " + what;
    };
  }

  private static String note(Flow.Bar b) {
    return b.waits().stream().map(Labels::reason).distinct().collect(Collectors.joining("\n"));
  }

  static String reason(Waits.Wait w) {
    String reader = w.why().isEmpty() ? "no reader reaches further" : w.why();
    String axes = w.axes().stream().map(a -> a.replace(Lanes.BLOCKS, "")).distinct().collect(Collectors.joining(", "));
    String needs = switch (w.kind()) {
      case NEIGHBOURS -> "needs neighbours: " + reader;
      case REDUCTION -> "needs all: " + reader;
      case ALL -> "needs all: " + reader + ", along " + axes;
    };
    String later = w.slack() == 0 ? "" : "; needed " + count(w.slack(), "step") + " later";
    return needs + later + (w.origin().isEmpty() ? "" : ", " + w.origin());
  }

  static String count(long n, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
  }
}
