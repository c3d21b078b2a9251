package dyn.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Operation to form and form to operation: two mirrored switches, kept side by side. */
final class Forms {
  private Forms() {}

  static Form form(Op op) {
    return switch (op) {
      case Pure.Const c -> Form.of("const", List.of()).attr("", literal(c));
      case Pure.Apply a -> Form.of(a.primitive().text(), a.args());
      case Pure.Call c -> Form.of("call", c.args()).call(c.callee());
      case Lanes.Iota i -> Form.of("iota", List.of()).attr("over", i.axis().text());
      case Lanes.Rename r -> Form.of("rename", List.of(r.operand())).attr("from", r.from()).attr("to", axes(r.to()));
      case Lanes.Gather g -> Form.of("gather", List.of(g.operand(), g.index())).attr("over", g.axis());
      case Lanes.Spread s -> Form.of("spread", List.of(s.operand())).attr("over", s.axis().text());
      case Lanes.Stack s -> Form.of("stack", s.parts()).attr("to", s.axis().text());
      case Lanes.Reduce r -> Form.of("reduce", List.of(r.operand())).attr("by", r.combine().text()).attr("over", r.axis());
      case Lanes.Partial r -> Form.of("partial", List.of(r.operand())).attr("by", r.combine().text()).attr("over", r.axis());
      case Lanes.Total r -> Form.of("total", List.of(r.operand())).attr("by", r.combine().text()).attr("over", r.axis());
      case Lanes.Segment t -> Form.of("segment", List.of(t.operand(), t.first(), t.last())).attr("by", t.combine().text())
          .attr("over", t.axis());
      case Lanes.Contract c -> Form.of("contract", List.of(c.left(), c.right())).attr("over", c.axis());
      case Lanes.Shift t -> Form.of("shift", List.of(t.operand())).attr("over", t.axis()).attr("by", Integer.toString(t.by()))
          .attr("edge", t.edge().text());
      case Sync.Barrier b -> Form.of("barrier", b.operands()).attr("over", b.axes());
      case Sync.Exchange e when !e.graphs().isEmpty() -> Form.of("exchange", e.operands()).attr("over", e.axes()).attr("along", e.graphs());
      case Sync.Exchange e -> Form.of("exchange", e.operands()).attr("over", e.axes())
          .attr("halo", e.widths().stream().map(w -> Integer.toString(w)).toList());
      case Noise.Draw d -> Form.of("draw", List.of(d.seed(), d.member(), d.node())).attr("of", d.distribution().text())
          .attr("source", Integer.toString(d.source())).attr("over", axes(d.axes()));
      case Output.Record r -> {
        Form form = Form.of("record", operands(r.index(), r.values())).attr("into", r.track());
        yield r.first() == 0 ? form : form.attr("from", Integer.toString(r.first()));
      }
      case Output.Result r -> Form.of("result", List.of(r.value())).attr("as", r.label());
      case Output.Poll p -> Form.of("poll", List.of(p.step(), p.time()));
      case Regions.While w -> Form.of("while", w.init()).region("cond", w.cond()).region("do", w.body());
      case Regions.If i -> Form.of("if", List.of(i.condition())).region("then", i.then()).region("else", i.otherwise());
      case Placed.For f -> Form.of("for", operands(f.extent(), f.init())).region("do", f.body());
      case Placed.Alloc a -> Form.of("alloc", List.of()).attr("of", a.scalar().text()).attr("over", axes(a.axes()));
      case Placed.Wait w -> switch (w.on()) {
        case Reach.All _ -> Form.of("wait", List.of()).attr("on", "all");
        case Reach.Coupled c -> Form.of("wait", List.of()).attr("along", c.graphs());
        case Reach.Halo _, Reach.Own _, Reach.Ends _ -> Form.of("wait", List.of()).attr("on", "neighbours");
      };
      case Placed.Extent e -> Form.of("extent", List.of(e.buffer()));
      case Placed.Load l -> Form.of("load", operands(l.buffer(), l.indices()));
      case Placed.Store s -> Form.of("store", operands(s.value(), operands(s.buffer(), s.indices())));
    };
  }

  static Op op(Form f) {
    Optional<Primitive> primitive = Primitive.find(f.name());
    if (primitive.isPresent()) return new Pure.Apply(primitive.get(), f.operands());
    return switch (f.name()) {
      case "const" -> constant(f.word(""));
      case "call" -> new Pure.Call(f.callee(), f.operands());
      case "iota" -> new Lanes.Iota(axis(f.word("over")));
      case "rename" -> new Lanes.Rename(f.operand(0), f.words("from"), axesOf(f.words("to")));
      case "gather" -> new Lanes.Gather(f.operand(0), f.operand(1), f.word("over"));
      case "spread" -> new Lanes.Spread(f.operand(0), axis(f.word("over")));
      case "stack" -> new Lanes.Stack(f.operands(), axis(f.word("to")));
      case "reduce" -> new Lanes.Reduce(word(Lanes.Combine.class, f.word("by")), f.operand(0), f.word("over"));
      case "partial" -> new Lanes.Partial(word(Lanes.Combine.class, f.word("by")), f.operand(0), f.word("over"));
      case "total" -> new Lanes.Total(word(Lanes.Combine.class, f.word("by")), f.operand(0), f.word("over"));
      case "segment" -> new Lanes.Segment(word(Lanes.Combine.class, f.word("by")), f.operand(0), f.operand(1), f.operand(2),
          f.word("over"));
      case "contract" -> new Lanes.Contract(f.operand(0), f.operand(1), f.word("over"));
      case "shift" -> new Lanes.Shift(f.operand(0), f.word("over"), number(f.word("by")), word(Lanes.Edge.class, f.word("edge")));
      case "barrier" -> new Sync.Barrier(f.operands(), f.words("over"));
      case "exchange" -> f.attributes().containsKey("along") ? Sync.Exchange.along(f.operands(), f.words("over"), f.words("along"))
          : Sync.Exchange.near(f.operands(), f.words("over"), f.words("halo").stream().map(Forms::number).toList());
      case "draw" -> new Noise.Draw(word(Noise.Distribution.class, f.word("of")), number(f.word("source")), f.operand(0), f.operand(1),
          f.operand(2), axesOf(f.words("over")));
      case "record" -> new Output.Record(f.word("into"), f.attributes().containsKey("from") ? number(f.word("from")) : 0, f.operand(0),
          f.operandsFrom(1));
      case "result" -> new Output.Result(f.word("as"), f.operand(0));
      case "poll" -> new Output.Poll(f.operand(0), f.operand(1));
      case "while" -> new Regions.While(f.operands(), f.region("cond"), f.region("do"));
      case "if" -> new Regions.If(f.operand(0), f.region("then"), f.region("else"));
      case "for" -> new Placed.For(f.operand(0), f.operandsFrom(1), f.region("do"));
      case "alloc" -> new Placed.Alloc(word(Scalar.class, f.word("of")), axesOf(f.words("over")));
      case "wait" -> f.attributes().containsKey("along") ? new Placed.Wait(new Reach.Coupled(f.words("along")))
          : f.word("on").equals("all") ? Placed.Wait.ALL : Placed.Wait.NEIGHBOURS;
      case "extent" -> new Placed.Extent(f.operand(0));
      case "load" -> new Placed.Load(f.operand(0), f.operandsFrom(1));
      case "store" -> new Placed.Store(f.operand(1), f.operandsFrom(2), f.operand(0));
      default -> throw new IllTyped("no operation `" + f.name() + "`");
    };
  }

  private static List<Value> operands(Value first, List<Value> rest) {
    List<Value> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }

  private static List<String> axes(List<Axis> axes) {
    return axes.stream().map(Axis::text).toList();
  }

  private static List<Axis> axesOf(List<String> words) {
    return words.stream().map(Forms::axis).toList();
  }

  static Axis axis(String word) {
    int eq = word.indexOf('=');
    if (!(eq > 0)) throw new IllTyped("axis `" + word + "` is not written name=size");
    String size = word.substring(eq + 1);
    try {
      return new Axis(word.substring(0, eq), size.equals("*") ? Axis.DYNAMIC : Long.parseUnsignedLong(size));
    } catch (IllegalArgumentException e) {
      throw new IllTyped("axis size `" + size + "`");
    }
  }

  static <E extends Enum<E>> E word(Class<E> of, String text) {
    try {
      return Enum.valueOf(of, text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllTyped("`" + text + "` is not one of " + Arrays.toString(of.getEnumConstants()).toLowerCase(Locale.ROOT));
    }
  }

  static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllTyped("`" + text + "` is not a number");
    }
  }

  /**
   * Reals are recognizable by a point, an exponent or a name; NaN payloads other than the canonical one as {@code nan:bits}. An f32
   * is {@code f32:1.5}, a NaN of that type {@code f32:7fc00000}.
   */
  private static String literal(Pure.Const c) {
    return switch (c.scalar()) {
      case BOOL -> c.bits() != 0 ? "true" : "false";
      case I64 -> Long.toString(c.bits());
      case F64 -> {
        double x = Double.longBitsToDouble(c.bits());
        if (Double.isNaN(x)) yield c.bits() == Double.doubleToRawLongBits(Double.NaN) ? "nan" : "nan:" + Long.toHexString(c.bits());
        if (Double.isInfinite(x)) yield x > 0 ? "inf" : "-inf";
        yield Double.toString(x);
      }
      case F32 -> {
        float x = Float.intBitsToFloat((int) c.bits());
        if (Float.isNaN(x)) yield "f32:" + Integer.toHexString((int) c.bits());
        if (Float.isInfinite(x)) yield x > 0 ? "f32:inf" : "f32:-inf";
        yield "f32:" + Float.toString(x);
      }
    };
  }

  private static Pure.Const single(String word) {
    if (word.endsWith("inf")) return Pure.Const.of(Scalar.F32, word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    boolean pattern = word.indexOf('.') < 0 && word.indexOf('p') < 0;
    int bits = pattern ? Integer.parseUnsignedInt(word, 16) : Float.floatToRawIntBits(Float.parseFloat(word));
    return new Pure.Const(Scalar.F32, bits);
  }

  private static Pure.Const constant(String word) {
    try {
      if (word.equals("true") || word.equals("false")) return Pure.Const.of(word.equals("true"));
      if (word.startsWith("f32:")) return single(word.substring(4));
      if (word.equals("nan")) return Pure.Const.of(Double.NaN);
      if (word.startsWith("nan:")) return new Pure.Const(Scalar.F64, Long.parseUnsignedLong(word.substring(4), 16));
      if (word.endsWith("inf")) return Pure.Const.of(word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
      String digits = word.startsWith("-") ? word.substring(1) : word;
      if (digits.startsWith("0x") && digits.indexOf('p') < 0) {
        long bits = Long.parseUnsignedLong(digits.substring(2), 16);
        return Pure.Const.of(word.startsWith("-") ? -bits : bits);
      }
      boolean real = word.indexOf('.') >= 0 || word.indexOf('p') >= 0 || word.indexOf('e') >= 0 || word.indexOf('E') >= 0;
      return real ? Pure.Const.of(Double.parseDouble(word)) : Pure.Const.of(Long.parseLong(word));
    } catch (NumberFormatException e) {
      throw new IllTyped("`" + word + "` is not a constant");
    }
  }
}
