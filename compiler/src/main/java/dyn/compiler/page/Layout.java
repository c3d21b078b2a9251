package dyn.compiler.page;

import dyn.passes.Waits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Two flows beside each other: what is the same wait stands at the same height, and a wait that is gone leaves a trace. */
final class Layout {
  static final double WIDTH = 480;
  private static final double STATE = 28;
  private static final double WORK = 40;
  private static final double MORE = 34;
  private static final double BAR = 12;
  private static final double SUM = 24;
  private static final double MANY = 20;
  private static final double BETWEEN_BARS = 4;
  private static final double GAP = 13;
  private static final double MARGIN = 4;
  private static final int TRACKS = 5;

  /** Parts at one height: bars that follow each other, or one part of another kind. */
  private record Segment(int from, int to, boolean bars, double natural) {}

  /** @param top and height of each part */
  private record Side(Flow flow, List<Segment> segments, double[] top, double[] height) {
    static Side of(Flow flow) {
      List<Segment> all = new ArrayList<>();
      for (int i = 0; i < flow.parts().size(); ) {
        int end = i + 1;
        boolean bars = flow.parts().get(i) instanceof Flow.Bar;
        while (bars && end < flow.parts().size() && flow.parts().get(end) instanceof Flow.Bar) end++;
        double natural = -BETWEEN_BARS;
        for (int k = i; k < end; k++) natural += natural(flow.parts().get(k)) + BETWEEN_BARS;
        all.add(new Segment(i, end, bars, natural));
        i = end;
      }
      return new Side(flow, all, new double[flow.parts().size()], new double[flow.parts().size()]);
    }

    /** Places a segment; what it is higher than it needs to be goes to work alone. */
    void place(Segment s, double y, double high) {
      double at = y;
      for (int i = s.from(); i < s.to(); i++) {
        top[i] = at;
        height[i] = s.bars() ? natural(flow.parts().get(i)) : high;
        at += height[i] + BETWEEN_BARS;
      }
    }
  }

  private final Side left;
  private final Side right;
  private final List<Double> ghostTops = new ArrayList<>();
  private final List<Flow.Bar> ghosts = new ArrayList<>();
  private double height;

  private Layout(Flow written, Flow left) {
    this.left = Side.of(written);
    this.right = Side.of(left);
  }

  /** @param titles of both */
  static List<Picture> of(Flow written, Flow left, List<String> titles) {
    Layout l = new Layout(written, left);
    l.rows();
    return List.of(l.picture(l.left, titles.getFirst(), false), l.picture(l.right, titles.getLast(), true));
  }

  private static double natural(Flow.Part p) {
    return switch (p) {
      case Flow.States _ -> STATE;
      case Flow.Work _ -> WORK;
      case Flow.More _ -> MORE;
      case Flow.Bar b -> b.kind() == Waits.Kind.REDUCTION ? SUM : b.waits().size() > 1 ? MANY : BAR;
    };
  }

  // ---- heights

  private void rows() {
    double y = MARGIN;
    int l = 0;
    int r = 0;
    int seen = 0;
    while (true) {
      Segment a = left.segments.get(l);
      Segment b = right.segments.get(r);
      double high = Math.max(a.natural(), b.natural());
      left.place(a, y, high);
      right.place(b, y, high);
      if (a.bars()) gone(a, b.to() - b.from());
      y += high;
      if (r == right.segments.size() - 1) break;
      seen = l + 1;
      int[] next = next(seen, r + 1);
      y = between(left.segments.subList(l + 1, next[0]), right.segments.subList(r + 1, next[1]), y);
      l = next[0];
      r = next[1];
    }
    height = y + MARGIN;
  }

  /** The next segments of both that are the same: the first wait that is on both sides, or the end. */
  private int[] next(int l, int r) {
    for (int k = r; k < right.segments.size() - 1; k++) {
      if (!right.segments.get(k).bars()) continue;
      for (int i = l; i < left.segments.size() - 1; i++) {
        if (left.segments.get(i).bars() && same(left.segments.get(i), right.segments.get(k))) return new int[] {i, k};
      }
    }
    return new int[] {left.segments.size() - 1, right.segments.size() - 1};
  }

  private boolean same(Segment a, Segment b) {
    return keys(left.flow, a).stream().anyMatch(keys(right.flow, b)::contains);
  }

  private static Set<String> keys(Flow flow, Segment s) {
    Set<String> keys = new LinkedHashSet<>();
    for (Flow.Part p : flow.parts().subList(s.from(), s.to())) {
      for (Waits.Wait w : ((Flow.Bar) p).waits()) keys.add(w.origin().isEmpty() ? w.value() + " " + w.why() : w.origin());
    }
    return keys;
  }

  private double between(List<Segment> a, List<Segment> b, double y) {
    double high = Math.max(natural(a), natural(b));
    stretch(left, a, y, high);
    stretch(right, b, y, high);
    if (b.stream().noneMatch(Segment::bars)) a.stream().filter(Segment::bars).forEach(s -> gone(s, 0));
    return y + high;
  }

  private static double natural(List<Segment> all) {
    return GAP + all.stream().mapToDouble(s -> s.natural() + GAP).sum();
  }

  private static void stretch(Side side, List<Segment> all, double y, double high) {
    long soft = all.stream().filter(s -> !s.bars()).count();
    double more = soft == 0 ? 0 : (high - natural(all)) / soft;
    double at = y + GAP;
    for (Segment s : all) {
      double tall = s.natural() + (s.bars() ? 0 : more);
      side.place(s, at, tall);
      at += tall + GAP;
    }
  }

  private void gone(Segment bars, int kept) {
    for (int i = bars.from() + kept; i < bars.to(); i++) {
      ghosts.add((Flow.Bar) left.flow.parts().get(i));
      ghostTops.add(left.top[i]);
    }
  }

  // ---- shapes

  private Picture picture(Side side, String title, boolean traces) {
    List<Picture.Shape> shapes = new ArrayList<>();
    for (int k = 1; k < side.segments.size(); k++) {
      Segment a = side.segments.get(k - 1);
      Segment b = side.segments.get(k);
      shapes.add(new Picture.Down(side.top[a.to() - 1] + side.height[a.to() - 1], side.top[b.from()]));
    }
    for (int i = 0; i < side.flow.parts().size(); i++) {
      shapes.add(Labels.shape(side.flow.parts().get(i), side.top[i], side.height[i]));
    }
    if (traces) {
      for (int i = 0; i < ghosts.size(); i++) {
        Flow.Bar gone = ghosts.get(i);
        shapes.add(new Picture.Bar(gone.kind(), ghostTops.get(i), natural(gone), 0, "", "gone: " + Labels.text(gone)));
      }
    }
    shapes.addAll(around(side));
    return new Picture(title, WIDTH, height, shapes);
  }

  /** One way around for all values of a part, as far as its last reader. */
  private static List<Picture.Around> around(Side side) {
    Map<Integer, List<Flow.Arrow>> far = new TreeMap<>();
    for (Flow.Arrow a : side.flow.arrows()) {
      boolean past = side.flow.parts().subList(a.from() + 1, a.to()).stream().anyMatch(p -> !(p instanceof Flow.Bar));
      boolean seen = side.flow.parts().get(a.to()) instanceof Flow.Bar;
      if (past && !seen) far.computeIfAbsent(a.from(), _ -> new ArrayList<>()).add(a);
    }
    List<Picture.Around> all = new ArrayList<>();
    int[] busy = new int[TRACKS];
    for (Map.Entry<Integer, List<Flow.Arrow>> e : far.entrySet()) {
      int last = e.getValue().getLast().to();
      int track = 0;
      while (track < TRACKS && busy[track] > e.getKey()) track++;
      if (track == TRACKS) continue;
      busy[track] = last;
      Set<String> names = new LinkedHashSet<>();
      e.getValue().forEach(a -> names.addAll(a.values()));
      List<Double> to = e.getValue().stream().map(a -> side.top[a.to()] + side.height[a.to()] / 2).toList();
      String what = names.isEmpty() ? "values" : String.join(", ", names);
      all.add(new Picture.Around(track, side.top[e.getKey()] + side.height[e.getKey()] * 3 / 4, to, what + ", read again further down"));
    }
    return all;
  }
}
