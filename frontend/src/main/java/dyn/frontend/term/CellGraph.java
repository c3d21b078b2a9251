package dyn.frontend.term;

import java.util.Arrays;

/** For each cell, the numbers of cells that it reads, in rows one behind the other. */
public final class CellGraph {
  private final int[] starts;
  private final int[] cells;

  /** @param starts where the row of each cell begins, and one more for the end */
  public CellGraph(int[] starts, int[] cells) {
    this.starts = starts;
    this.cells = cells;
  }

  public int size() {
    return starts.length - 1;
  }

  /**
   * The first colour that no neighbour has, cell by cell in their order: at most one more than the cell with most neighbours has. Cells are
   * neighbours where either reads the other.
   *
   * @return a colour from 0 for each cell
   */
  public int[] firstFit() {
    CellGraph readers = turned();
    int[] colours = new int[size()];
    Arrays.fill(colours, -1);
    int[] takenBy = new int[size() + 1];
    Arrays.fill(takenBy, -1);
    for (int c = 0; c < size(); c++) {
      take(c, colours, takenBy);
      readers.take(c, colours, takenBy);
      int free = 0;
      while (takenBy[free] == c) free++;
      colours[c] = free;
    }
    return colours;
  }

  private void take(int cell, int[] colours, int[] takenBy) {
    for (int k = starts[cell]; k < starts[cell + 1]; k++) if (colours[cells[k]] >= 0) takenBy[colours[cells[k]]] = cell;
  }

  /** For each cell, those that read it. */
  private CellGraph turned() {
    int[] first = new int[size() + 1];
    for (int c : cells) first[c + 1]++;
    for (int c = 0; c < size(); c++) first[c + 1] += first[c];
    int[] next = Arrays.copyOf(first, size());
    int[] by = new int[cells.length];
    for (int c = 0; c < size(); c++) for (int k = starts[c]; k < starts[c + 1]; k++) by[next[cells[k]]++] = c;
    return new CellGraph(first, by);
  }
}
