package dyn.runtime.plot;

import java.util.Arrays;

/**
 * A line over time, fed block by block. It keeps the first, last, least and greatest point of each of {@value #PARTS} parts of the
 * time axis, so that extremes stay whatever the number of points (M4, see {@link Thinning}).
 */
public final class SeriesBuilder {
  static final int PARTS = 1024;
  private static final int POINTS = 4 * PARTS;

  private final double from;
  private final double width;
  private double[] x = new double[POINTS / 8];
  private double[] y = new double[POINTS / 8];
  private int count;
  private int part = -1;
  private boolean thinned;
  /** Of the open part, in x and y: first, last, least, greatest. */
  private final double[][] corner = new double[4][2];
  /** A missing value came since the open part began: the line breaks after it. */
  private boolean gap;
  private double last;

  /** @param from first and {@code to} last time that may come */
  public SeriesBuilder(double from, double to) {
    this.from = from;
    this.width = Math.max(to - from, Double.MIN_NORMAL);
  }

  /** @param times ascending, also from one block to the next */
  public void add(double[] times, double[] values) {
    Checks.sameLength("values", values.length, times.length);
    for (int i = 0; i < times.length; i++) {
      add(times[i], values[i]);
    }
  }

  public void add(double time, double value) {
    if (!thinned && count < POINTS) {
      push(time, value);
    } else if (!thinned) {
      thin();
      add(time, value);
    } else {
      put(time, value);
    }
  }

  private void thin() {
    double[] allX = Arrays.copyOf(x, count);
    double[] allY = Arrays.copyOf(y, count);
    count = 0;
    thinned = true;
    for (int i = 0; i < allX.length; i++) {
      put(allX[i], allY[i]);
    }
  }

  private void put(double time, double value) {
    last = time;
    if (!Double.isFinite(value)) {
      gap = true;
      return;
    }
    int now = Math.clamp((long) ((time - from) / width * PARTS), 0, PARTS - 1);
    if (now != part) {
      close();
      if (gap) {
        push(time, Double.NaN);
      }
      gap = false;
      part = now;
      for (double[] c : corner) {
        set(c, time, value);
      }
      return;
    }
    set(corner[1], time, value);
    if (value < corner[2][1]) {
      set(corner[2], time, value);
    }
    if (value > corner[3][1]) {
      set(corner[3], time, value);
    }
  }

  private static void set(double[] corner, double time, double value) {
    corner[0] = time;
    corner[1] = value;
  }

  private void close() {
    if (part < 0) {
      return;
    }
    part = -1;
    double[] middle = corner[2][0] <= corner[3][0] ? corner[2] : corner[3];
    for (double[] c : new double[][] {corner[0], middle, middle == corner[2] ? corner[3] : corner[2], corner[1]}) {
      if (count == 0 || x[count - 1] < c[0] || Double.isNaN(y[count - 1])) {
        push(c[0], c[1]);
      }
    }
  }

  private void push(double time, double value) {
    if (count == x.length) {
      x = Arrays.copyOf(x, 2 * count);
      y = Arrays.copyOf(y, 2 * count);
    }
    x[count] = time;
    y[count++] = value;
  }

  public TimeSeries.Series series(String label, String unit) {
    close();
    if (gap) {
      push(last, Double.NaN);
    }
    gap = false;
    return new TimeSeries.Series(label, unit, Arrays.copyOf(x, count), Arrays.copyOf(y, count));
  }
}
