/* Kuramoto's oscillators in their mean field, classical Runge-Kutta: sines and cosines are kept between the mean and its use. */
#include "peer.h"
#include <math.h>

static long cells, steps;
static double *theta, *stage, *sum, *omega, *s, *c;

static void prepare(void) {
  cells = (long)number("cells");
  steps = (long)number("steps");
  double **arrays[] = {&theta, &stage, &sum, &omega, &s, &c};
  for (int a = 0; a < 6; a++) *arrays[a] = memory(sizeof(double) * cells);
  for (long i = 0; i < cells; i++) omega[i] = (i + 0.5) / cells * 4 - 2;
}

/* Adds `weight` times the drift at `at` to sum, and puts theta + `move` times the drift into stage. */
static void drift(const double *at, double weight, double move, double *restrict sum, double *restrict stage, double *restrict s,
                  double *restrict c, const double *restrict theta, const double *restrict omega) {
  double re = 0, im = 0;
  for (long i = 0; i < cells; i++) {
    s[i] = sin(at[i]);
    c[i] = cos(at[i]);
  }
  for (long i = 0; i < cells; i++) re += c[i], im += s[i];
  re = 4 * re / cells, im = 4 * im / cells;
  for (long i = 0; i < cells; i++) {
    double d = omega[i] + (im * c[i] - re * s[i]);
    sum[i] += weight * d;
    stage[i] = theta[i] + move * d;
  }
}

static void run(void) {
  const double dt = 0.4 / steps;
  for (long i = 0; i < cells; i++) theta[i] = 2 * M_PI * fmod(i * 0.6180339887498949, 1);
  for (long t = 0; t < steps; t++) {
    memset(sum, 0, sizeof(double) * cells);
    drift(theta, dt / 6, dt / 2, sum, stage, s, c, theta, omega);
    drift(stage, dt / 3, dt / 2, sum, stage, s, c, theta, omega);
    drift(stage, dt / 3, dt, sum, stage, s, c, theta, omega);
    drift(stage, dt / 6, 0, sum, stage, s, c, theta, omega);
    for (long i = 0; i < cells; i++) theta[i] += sum[i];
  }
}

static void report(void) {
  for (int q = 0; q < 4; q++) output("theta", q * (cells / 4), theta[q * (cells / 4)]);
}
