package dyn.runtime.data;

import dyn.ir.diagnostics.Code;

/** How much of a file is read. */
final class Sizes {
  /** Rows of a table. */
  static final int ROWS = 1 << 24;
  /** Characters of a field of a text. */
  static final int FIELD = 1 << 16;
  /** Bytes that are unpacked to get at a column. */
  static final long UNPACKED = 1L << 33;

  private Sizes() {}

  static DataFault tooLong(String file) {
    return new DataFault(Code.E0826, "`" + file + "` has more than " + ROWS + " rows",
        "keep fewer rows: what is between them is interpolated");
  }
}
