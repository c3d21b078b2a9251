package dyn.runtime.results;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * The power spectral density of n equally spaced values, one-sided: at frequencies k / (n interval), k = 0 .. n/2, so that its sum times
 * 1 / (n interval) is about the variance. The mean of the values is taken out first, then
 *
 * <p>P(k) = 2 interval |sum w(j) x(j) exp(-2 pi i j k / n)|^2 / sum w(j)^2, without the 2 at 0 and, for even n, at n/2.
 *
 * <p>Welch, The use of fast Fourier transform for the estimation of power spectra, IEEE Trans. Audio Electroacoust. 15 (1967) 70. These
 * are the defaults of {@code scipy.signal.periodogram} with the window {@link Window#ALL} and of {@code scipy.signal.welch} with
 * {@link Window#HANN}. Bits depend on the values alone.
 */
public final class Periodogram {
  public enum Window {
    /** All values count alike. */
    ALL,
    /** w(j) = (1 - cos(2 pi j / n)) / 2. */
    HANN
  }

  private final int n;
  private final double interval;
  private final double[] weights;
  private final double scale;
  /** Of the transform: n, or for other than powers of two what a convolution of n values needs. */
  private final int size;
  private final double[][] chirp;
  private final double[][] kernel;

  public Periodogram(int n, Window window, double interval) {
    this.n = n;
    this.interval = interval;
    this.weights = new double[n];
    double[] squares = new double[n];
    for (int j = 0; j < n; j++) {
      weights[j] = window == Window.ALL ? 1 : 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * j / n);
      squares[j] = weights[j] * weights[j];
    }
    scale = interval / Statistics.sum(squares);
    boolean power = Integer.bitCount(n) == 1;
    size = power ? n : Integer.highestOneBit(2 * n - 2) * 2;
    chirp = power ? null : new double[2][n];
    kernel = power ? null : new double[2][size];
    if (!power) prepare();
  }

  /**
   * A transform of any length as a convolution of one that is a power of two: j k = (j^2 + k^2 - (k - j)^2) / 2. Bluestein, A linear
   * filtering approach to the computation of discrete Fourier transform, IEEE Trans. Audio Electroacoust. 18 (1970) 451.
   */
  private void prepare() {
    for (int j = 0; j < n; j++) {
      double angle = Math.PI * ((long) j * j % (2L * n)) / n;
      chirp[0][j] = StrictMath.cos(angle);
      chirp[1][j] = -StrictMath.sin(angle);
      kernel[0][j] = chirp[0][j];
      kernel[1][j] = -chirp[1][j];
      if (j > 0) {
        kernel[0][size - j] = kernel[0][j];
        kernel[1][size - j] = kernel[1][j];
      }
    }
    transform(kernel, TransformType.FORWARD);
  }

  /** Frequencies of a spectrum. */
  public int count() {
    return n / 2 + 1;
  }

  public double[] frequencies() {
    double[] all = new double[count()];
    for (int k = 0; k < all.length; k++) all[k] = k / (n * interval);
    return all;
  }

  /** Adds the density of {@code values[from .. from + n - 1]} to {@code sum[to .. to + count() - 1]}; NaN where one of them is. */
  public void add(double[] values, int from, double[] sum, int to) {
    double[] own = new double[n];
    System.arraycopy(values, from, own, 0, n);
    double mean = Statistics.mean(own);
    for (int j = 0; j < n; j++) own[j] = (own[j] - mean) * weights[j];
    double[][] z = transformed(own);
    for (int k = 0; k < count(); k++) {
      double density = scale * (z[0][k] * z[0][k] + z[1][k] * z[1][k]);
      sum[to + k] += k == 0 || 2 * k == n ? density : 2 * density;
    }
  }

  /** Real and imaginary parts; of Bluestein's, up to a factor of size 1. */
  private double[][] transformed(double[] own) {
    if (chirp == null) {
      double[][] z = {own, new double[n]};
      transform(z, TransformType.FORWARD);
      return z;
    }
    double[][] z = new double[2][size];
    for (int j = 0; j < n; j++) {
      z[0][j] = own[j] * chirp[0][j];
      z[1][j] = own[j] * chirp[1][j];
    }
    transform(z, TransformType.FORWARD);
    for (int k = 0; k < size; k++) {
      double re = z[0][k] * kernel[0][k] - z[1][k] * kernel[1][k];
      z[1][k] = z[0][k] * kernel[1][k] + z[1][k] * kernel[0][k];
      z[0][k] = re;
    }
    transform(z, TransformType.INVERSE);
    return z;
  }

  private static void transform(double[][] z, TransformType type) {
    FastFourierTransformer.transformInPlace(z, DftNormalization.STANDARD, type);
  }
}
