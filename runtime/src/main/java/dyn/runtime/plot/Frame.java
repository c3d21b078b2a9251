package dyn.runtime.plot;

/** The area within the axes of a panel: from drawn values to pixels. */
record Frame(double left, double right, double top, double bottom, Scale across, Scale along) {
  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }

  double x(double value) {
    return left + width() * across.share(value);
  }

  double y(double value) {
    return bottom - height() * along.share(value);
  }

  double[] xs(double[] values) {
    double[] pixels = new double[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Double.isFinite(values[i]) ? x(values[i]) : Double.NaN;
    }
    return pixels;
  }

  double[] ys(double[] values) {
    double[] pixels = new double[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Double.isFinite(values[i]) ? y(values[i]) : Double.NaN;
    }
    return pixels;
  }

  /** With axes widened, about their middles, until a unit is as long across as along. */
  Frame equal() {
    double perPixelAcross = across.range().width() / width();
    double perPixelAlong = along.range().width() / height();
    double perPixel = Math.max(perPixelAcross, perPixelAlong);
    return new Frame(left, right, top, bottom, across.with(across.range().widened((perPixel / perPixelAcross - 1) / 2)),
        along.with(along.range().widened((perPixel / perPixelAlong - 1) / 2)));
  }

  /** As large a part of this area, in its middle, as has square cells. */
  Frame square(int columns, int rows) {
    double cell = Math.min(width() / columns, height() / rows);
    double middle = (left + right) / 2;
    return new Frame(middle - cell * columns / 2, middle + cell * columns / 2, top, top + cell * rows, across, along);
  }
}
