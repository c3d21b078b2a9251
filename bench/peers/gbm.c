/*
 * Geometric Brownian motion: so many members, Euler and Maruyama's steps. With VECTORS, so many vectors of eight members by hand; else the
 * text that a modeller would write.
 */
#include "philox.h"

static long members, steps, stride;
static double *x;
static const double MU = 0.05, SIGMA = 0.2;
enum { SOURCE = 3 };

static void prepare(void) {
  members = (long)number("members");
  steps = (long)number("steps");
  stride = atol(text("stride", "1"));
  x = memory(sizeof(double) * members);
}

#ifdef VECTORS
static void run(void) {
  const double dt = 1.0 / steps;
  const Numbers g = _mm512_set1_pd(SIGMA * sqrt(dt)), f = _mm512_set1_pd(1 + MU * dt);
  for (long m = 0; m < members; m += 8 * VECTORS) {
    Numbers y[VECTORS], a[VECTORS], b[VECTORS];
    for (int v = 0; v < VECTORS; v++) y[v] = _mm512_set1_pd(1);
    for (long n = 0; n < steps; n += 2) {
      UNROLL for (int v = 0; v < VECTORS; v++) uniforms(m + 8 * v, n / 2, SOURCE, &a[v], &b[v]);
      UNROLL for (int v = 0; v < VECTORS; v++) a[v] = _mm512_mul_pd(g, length(a[v]));
      UNROLL for (int v = 0; v < VECTORS; v++) {
        y[v] = _mm512_mul_pd(y[v], _mm512_fmadd_pd(a[v], _ZGVeN8v_cos(b[v]), f));
        y[v] = _mm512_mul_pd(y[v], _mm512_fmadd_pd(a[v], _ZGVeN8v_sin(b[v]), f));
      }
    }
    for (int v = 0; v < VECTORS; v++) _mm512_storeu_pd(x + m + 8 * v, y[v]);
  }
}
#else
static void run(void) {
  const double dt = 1.0 / steps, root = sqrt(dt);
  for (long m = 0; m < members; m += stride) {
    double y = 1;
    for (long n = 0; n < steps; n += 2) {
      double length, angle;
      polar(m, n / 2, SOURCE, &length, &angle);
      y += MU * y * dt + SIGMA * y * (root * length * cos(angle));
      y += MU * y * dt + SIGMA * y * (root * length * sin(angle));
    }
    x[m] = y;
  }
}
#endif

static void report(void) {
  for (int q = 0; q < 4; q++) output("x", chosen(q, members), x[chosen(q, members)]);
}
