package dyn.runtime.data;

/** Text of a file as a message shows it: short, on one line. */
final class Shown {
  private static final int MOST = 40;

  private Shown() {}

  static String text(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), MOST); i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '\uFFFD' : c);
    }
    return text.length() > MOST ? shown + "..." : shown.toString();
  }
}
