package dyn.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Reads the text form by recursive descent; types written in the text are checked against the derived ones. */
final class TextParser {
  private static final int MAX_DEPTH = 200;

  private final TextScanner in;
  private final Function<String, Body> library;
  private final Map<String, Body> bodies = new LinkedHashMap<>();

  TextParser(String text, Function<String, Body> library) {
    this.in = new TextScanner(text);
    this.library = library;
  }

  Program program() {
    String name = "";
    if (in.tryWord("program")) name = in.word();
    Level level = null;
    while (!in.atEnd()) {
      Level of = level(in.word());
      Body b = body();
      if (of != Level.FN) {
        if (level != null && level != of) throw in.error("@" + b.name() + " is at level " + of.text() + ", the program at " + level.text());
        level = of;
      }
      if (bodies.putIfAbsent(b.name(), b) != null) throw in.error("@" + b.name() + " is defined twice");
    }
    return new Program(level == null ? Level.FN : level, name, List.copyOf(bodies.values()));
  }

  Body function() {
    if (level(in.word()) != Level.FN) throw in.error("a library function starts with `fn`");
    Body b = body();
    if (!in.atEnd()) throw in.error("one function per file");
    return b;
  }

  private Level level(String word) {
    for (Level l : Level.values()) if (l.text().equals(word)) return l;
    throw in.error("`" + word + "` is not a level; expected fn, model, step, local or placed");
  }

  private Body body() {
    in.expect("@");
    String name = in.word();
    Body b = region(name, Map.of(), 0);
    return new Body(name, b.params(), b.stmts(), b.results());
  }

  private Body region(String name, Map<String, Value> outside, int depth) {
    if (depth > MAX_DEPTH) throw in.error("bodies nested deeper than " + MAX_DEPTH);
    Map<String, Value> scope = new HashMap<>(outside);
    List<Value> params = new ArrayList<>();
    if (in.tryTake("(")) {
      while (!in.tryTake(")")) {
        if (!params.isEmpty()) in.expect(",");
        in.expect("%");
        String p = in.word();
        in.expect(":");
        params.add(define(scope, new Value(p, type())));
      }
    }
    in.expect("{");
    List<Stmt> stmts = new ArrayList<>();
    while (!in.tryWord("yield")) stmts.add(stmt(scope, depth));
    List<Value> results = in.peek("}") ? List.of() : operands(scope);
    in.expect("}");
    return new Body(name, params, stmts, results);
  }

  private Value define(Map<String, Value> scope, Value v) {
    if (scope.put(v.name(), v) != null) throw in.error(v.text() + " is defined twice");
    return v;
  }

  private Stmt stmt(Map<String, Value> scope, int depth) {
    List<String> names = new ArrayList<>();
    if (in.peek("%")) {
      do {
        in.expect("%");
        names.add(in.word());
      } while (in.tryTake(","));
      in.expect("=");
    }
    in.mark();
    String word = in.word();
    Form f = Form.of(word, List.of());
    if (word.equals("const")) return finish(names, f.attr("", in.word()), scope, depth);
    if (in.tryTake("@")) f = f.call(callee(in.word()));
    if (in.peek("%")) f = new Form(f.name(), f.callee(), operands(scope), f.attributes(), f.regions());
    return finish(names, f, scope, depth);
  }

  private Stmt finish(List<String> names, Form start, Map<String, Value> scope, int depth) {
    Form f = start;
    String origin = "";
    while (in.peekWord() && !in.startsStatement()) {
      String key = in.word();
      boolean isRegion = key.equals("cond") || key.equals("do") || key.equals("then") || key.equals("else");
      if (isRegion) f = f.region(key, region("", scope, depth + 1));
      else if (key.equals("at")) origin = words().getFirst();
      else f = f.attr(key, words());
    }
    List<Type> written = new ArrayList<>();
    if (in.tryTake(":")) {
      do written.add(type());
      while (in.tryTake(";"));
    }
    Stmt s = build(names, f, origin);
    for (int i = 0; i < written.size(); i++) {
      Type derived = i < s.results().size() ? s.results().get(i).type() : null;
      if (!written.get(i).equals(derived)) throw in.errorAtMark("this is " + derived + ", not " + written.get(i));
    }
    s.results().forEach(v -> define(scope, v));
    return s;
  }

  private Stmt build(List<String> names, Form f, String origin) {
    try {
      return Stmt.of(names, Forms.op(f), origin);
    } catch (IllTyped e) {
      throw in.errorAtMark(e.getMessage());
    }
  }

  private Body callee(String name) {
    Body b = bodies.get(name);
    if (b == null) {
      try {
        b = library.apply(name);
      } catch (IllegalArgumentException e) {
        throw in.error(e.getMessage());
      }
    }
    if (b == null) throw in.error("@" + name + " is not defined above");
    return b;
  }

  private List<Value> operands(Map<String, Value> scope) {
    List<Value> values = new ArrayList<>();
    do {
      in.expect("%");
      String name = in.word();
      Value v = scope.get(name);
      if (v == null) throw in.error("%" + name + " is not defined here");
      values.add(v);
    } while (in.tryTake(","));
    return values;
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    in.expect("(");
    while (!in.tryTake(")")) {
      if (!words.isEmpty()) in.expect(",");
      words.add(in.attributeWord());
    }
    return words;
  }

  private Type type() {
    try {
      Scalar scalar = Forms.word(Scalar.class, in.word().toUpperCase(Locale.ROOT));
      if (!in.tryTake("[")) return Type.of(scalar);
      List<Axis> axes = new ArrayList<>();
      while (!in.tryTake("]")) {
        if (!axes.isEmpty()) in.expect(",");
        axes.add(Forms.axis(in.attributeWord()));
      }
      List<Reach> reach = new ArrayList<>();
      if (in.tryTake("(")) {
        do reach.add(reach());
        while (in.tryTake(","));
        in.expect(")");
      } else {
        Reach r = reach();
        axes.forEach(_ -> reach.add(r));
      }
      return new Type(scalar, axes, reach);
    } catch (IllTyped e) {
      throw in.error(e.getMessage());
    }
  }

  private Reach reach() {
    String word = in.word();
    if (word.equals("own")) return Reach.OWN;
    if (word.equals("all")) return Reach.ALL;
    if (word.equals("halo")) return Reach.halo(Forms.number(words().getFirst()));
    if (word.equals("coupled")) return new Reach.Coupled(words());
    if (word.equals("ends")) return ends(words());
    throw in.error("`" + word + "` is not a reach; expected own, halo(w), coupled(edges), ends(edges, axes) or all");
  }

  private static Reach ends(List<String> words) {
    String list = words.getFirst();
    boolean sorted = list.endsWith(EdgeList.OUT);
    return new Reach.Ends(sorted ? list.substring(0, list.length() - EdgeList.OUT.length()) : list, sorted, words.subList(1, words.size()));
  }
}
