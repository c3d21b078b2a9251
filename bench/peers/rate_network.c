/* A rate network of so many cells with 100 edges into each, classical Runge-Kutta; the edges are those that dyn draws. */
#include "peer.h"
#include <math.h>
#define DEGREE 100

static long cells, steps;
static int *from;
static double *weight, *x, *stage, *sum, *rate;

static void prepare(void) {
  cells = (long)number("cells");
  steps = (long)number("steps");
  from = memory(sizeof(int) * cells * DEGREE);
  weight = memory(sizeof(double) * cells * DEGREE);
  double **arrays[] = {&x, &stage, &sum, &rate};
  for (int a = 0; a < 4; a++) *arrays[a] = memory(sizeof(double) * cells);
  FILE *file = fopen("bench/target/peers/rate_network.edges", "rb");
  if (!file || fread(from, sizeof(int), cells * DEGREE, file) != (size_t)(cells * DEGREE)) {
    fputs("error: no edges\n", stderr);
    exit(4);
  }
  for (long e = 0; e < cells * DEGREE; e++) weight[e] = 0.1 * cos(from[e] + 2.0 * (e / DEGREE));
}

static void drift(const double *at, double factor, double move, double *restrict stage) {
  for (long i = 0; i < cells; i++) rate[i] = tanh(at[i]);
  for (long i = 0; i < cells; i++) {
    const double *w = weight + i * DEGREE;
    const int *f = from + i * DEGREE;
    double in = 0;
    for (int e = 0; e < DEGREE; e++) in += w[e] * rate[f[e]];
    double d = in - at[i];
    sum[i] += factor * d;
    stage[i] = x[i] + move * d;
  }
}

static void run(void) {
  const double dt = 0.3 / steps;
  for (long i = 0; i < cells; i++) x[i] = cos(i);
  for (long t = 0; t < steps; t++) {
    memset(sum, 0, sizeof(double) * cells);
    drift(x, dt / 6, dt / 2, stage);
    drift(stage, dt / 3, dt / 2, stage);
    drift(stage, dt / 3, dt, stage);
    drift(stage, dt / 6, 0, stage);
    for (long i = 0; i < cells; i++) x[i] += sum[i];
  }
}

static void report(void) {
  for (int q = 0; q < 4; q++) output("x", q * (cells / 4), x[q * (cells / 4)]);
}
