package dyn.ir.diagnostics;

/** ANSI colours, or none. */
enum Paint {
  ERROR("1;31"), WARNING("1;33"), FRAME("1;34"), BOLD("1"), HELP("1;36");

  private final String escape;

  Paint(String escape) {
    this.escape = escape;
  }

  String on(String text, boolean colours) {
    return !colours || text.isEmpty() ? text : "\u001b[" + escape + "m" + text + "\u001b[0m";
  }
}
