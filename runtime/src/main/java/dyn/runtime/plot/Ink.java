package dyn.runtime.plot;

/** Sizes in pixels and colours that all parts of a figure share. */
final class Ink {
  static final int TEXT = 0x333333;
  static final int FAINT_TEXT = 0x6A6A6A;
  static final int AXIS = 0x8A8A8A;
  static final int GRID = 0xECECEC;
  static final double TITLE = 16;
  static final double LABEL = 13;
  static final double TICK = 12;
  static final double NOTE = 11;
  static final double MARGIN = 14;

  private Ink() {}
}
