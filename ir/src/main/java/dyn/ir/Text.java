package dyn.ir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The text form of programs. {@code parse(print(p))} is {@code p}. */
public final class Text {
  private Text() {}

  /** @throws TextError where the text is no program: syntax, unknown names, ill-typed operations */
  public static Program parse(String text) {
    return new TextParser(text, name -> null).program();
  }

  /** As {@link #parse}, with {@code library} for callees that the text does not define. */
  public static Program parse(String text, Function<String, Body> library) {
    return new TextParser(text, library).program();
  }

  static Body parseFunction(String text, Function<String, Body> library) {
    return new TextParser(text, library).function();
  }

  public static String print(Program p) {
    return print(p, false);
  }

  public static String print(Program p, boolean origins) {
    StringBuilder out = new StringBuilder("program ").append(p.name()).append("\n");
    Set<String> functions = new HashSet<>();
    p.bodies().forEach(b -> collectFunctions(b, functions));
    for (Body b : p.bodies()) {
      out.append('\n');
      printBody(b, functions.contains(b.name()) ? Level.FN : p.level(), out, origins);
    }
    return out.toString();
  }

  /** Scalar bodies that others call are functions, legal at every level. */
  private static void collectFunctions(Body b, Set<String> into) {
    for (Stmt s : b.stmts()) {
      if (s.op() instanceof Pure.Call c && c.callee().isScalar()) into.add(c.callee().name());
      s.op().bodies().forEach(inner -> collectFunctions(inner, into));
    }
  }

  public static String print(Body b, Level level) {
    StringBuilder out = new StringBuilder();
    printBody(b, level, out, false);
    return out.toString();
  }

  private static void printBody(Body b, Level level, StringBuilder out, boolean origins) {
    out.append(level.text()).append(" @").append(b.name()).append(params(b)).append(" {\n");
    printInside(b, "  ", out, origins);
    out.append("}\n");
  }

  private static String params(Body b) {
    return b.params().stream().map(Value::declaration).collect(Collectors.joining(", ", "(", ")"));
  }

  private static void printInside(Body b, String indent, StringBuilder out, boolean origins) {
    for (Stmt s : b.stmts()) printStmt(s, indent, out, origins);
    out.append(indent).append("yield").append(b.results().isEmpty() ? "" : " ").append(values(b.results())).append('\n');
  }

  /** One statement, without its nested bodies' inside if {@code indent} is null. */
  public static String print(Stmt s) {
    StringBuilder out = new StringBuilder();
    printStmt(s, "", out, false);
    return out.toString().stripTrailing();
  }

  private static void printStmt(Stmt s, String indent, StringBuilder out, boolean origins) {
    Form f = Forms.form(s.op());
    out.append(indent);
    if (!s.results().isEmpty()) out.append(values(s.results())).append(" = ");
    out.append(f.name());
    if (f.callee() != null) out.append(" @").append(f.callee().name());
    if (!f.operands().isEmpty()) out.append(' ').append(values(f.operands()));
    for (Map.Entry<String, List<String>> a : f.attributes().entrySet()) {
      String words = String.join(", ", a.getValue());
      out.append(' ').append(a.getKey().isEmpty() ? words : a.getKey() + "(" + words + ")");
    }
    if (origins && !s.origin().isEmpty()) out.append(" at(").append(s.origin()).append(')');
    if (f.regions().isEmpty() && !s.results().isEmpty()) {
      out.append(" : ").append(s.results().stream().map(v -> v.type().text()).collect(Collectors.joining("; ")));
    }
    for (Map.Entry<String, Body> r : f.regions().entrySet()) {
      out.append(' ').append(r.getKey()).append(' ').append(params(r.getValue())).append(" {\n");
      printInside(r.getValue(), indent + "  ", out, origins);
      out.append(indent).append('}');
    }
    out.append('\n');
  }

  private static String values(List<Value> values) {
    List<String> names = new ArrayList<>();
    for (Value v : values) names.add(v.text());
    return String.join(", ", names);
  }
}
