package dyn.backend.reference;

/** Reads an array as if it had the axes of another: missing axes repeat. */
record Cells(long[] bits, int[] map) {
  long at(int k) {
    return bits.length == 1 ? bits[0] : map == null ? bits[k] : bits[map[k]];
  }
}
