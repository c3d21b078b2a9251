package dyn.llvmir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The text of one function as it grows: instructions, basic blocks, and names that are given once. */
final class Lines {
  private static final Pattern PLAIN = Pattern.compile("[-a-zA-Z$._][-a-zA-Z$._0-9]*");

  private final List<String> lines = new ArrayList<>();
  private final Map<String, Integer> names = new HashMap<>();
  private String block;

  /** A register of that name, or of one like it where that is taken. */
  String register(String base) {
    return "%" + quoted(unique(base));
  }

  private String unique(String base) {
    Integer next = names.putIfAbsent(base, 1);
    if (next == null) return base;
    String name = base + "." + next;
    while (names.containsKey(name)) name = base + "." + ++next;
    names.put(base, next + 1);
    names.put(name, 1);
    return name;
  }

  private static String quoted(String name) {
    return PLAIN.matcher(name).matches() ? name : '"' + name + '"';
  }

  /** Prints {@code %base = instruction}; returns the register. */
  String let(String base, String instruction) {
    String register = register(base);
    add(register + " = " + instruction);
    return register;
  }

  void add(String instruction) {
    lines.add("  " + instruction);
  }

  /** A name for a block that is placed later. */
  String label(String base) {
    return unique(base);
  }

  void place(String label) {
    block = label;
    lines.add(quoted(label) + ":");
  }

  /** The block that is being printed. */
  String block() {
    return block;
  }

  static String reference(String label) {
    return "label %" + quoted(label);
  }

  void jump(String label) {
    add("br " + reference(label));
  }

  void branch(String condition, String yes, String no) {
    add("br i1 " + condition + ", " + reference(yes) + ", " + reference(no));
  }

  /** Where a block is taken once in a great while. */
  void seldom(String condition, String yes, String no) {
    add("br i1 " + condition + ", " + reference(yes) + ", " + reference(no) + ", !prof !0");
  }

  /** Where a branch is nearly always taken. */
  void often(String condition, String yes, String no) {
    add("br i1 " + condition + ", " + reference(yes) + ", " + reference(no) + ", !prof !1");
  }

  /** A phi whose later edges are not known yet: {@link #fill} completes it. */
  int reserve() {
    lines.add("");
    return lines.size() - 1;
  }

  void fill(int at, String instruction) {
    lines.set(at, "  " + instruction);
  }

  static String edge(String value, String label) {
    return "[ " + value + ", %" + quoted(label) + " ]";
  }

  List<String> lines() {
    return lines;
  }
}
