/*
 * Hodgkin-Huxley by classical Runge-Kutta. BLOCK members advance together, so that the inner loop is over members and a compiler can put
 * it in vectors; with BLOCK 1 it is one member after the other.
 */
#include "peer.h"
#include <math.h>
typedef struct { double v, m, h, n; } state;

static long members, steps, stride;
static double *v, *m, *h, *n;

INLINE double trap(double x, double y) {
  return fabs(x / y) < 1e-6 ? y + x / 2 : x / (1 - exp(-x / y));
}

INLINE state drift(state s, double current) {
  double m3 = s.m * s.m * s.m, n2 = s.n * s.n;
  return (state){current - 120 * m3 * s.h * (s.v - 50) - 36 * n2 * n2 * (s.v + 77) - 0.3 * (s.v + 54.387),
                 0.1 * trap(s.v + 40, 10) * (1 - s.m) - 4 * exp(-(s.v + 65) / 18) * s.m,
                 0.07 * exp(-(s.v + 65) / 20) * (1 - s.h) - s.h / (1 + exp(-(s.v + 35) / 10)),
                 0.01 * trap(s.v + 55, 10) * (1 - s.n) - 0.125 * exp(-(s.v + 65) / 80) * s.n};
}

INLINE state along(state s, double dt, state k) {
  return (state){s.v + dt * k.v, s.m + dt * k.m, s.h + dt * k.h, s.n + dt * k.n};
}

INLINE state step(state s, double current, double dt) {
  state k1 = drift(s, current), k2 = drift(along(s, dt / 2, k1), current), k3 = drift(along(s, dt / 2, k2), current);
  state k4 = drift(along(s, dt, k3), current);
  return (state){s.v + dt / 6 * (k1.v + 2 * (k2.v + k3.v) + k4.v), s.m + dt / 6 * (k1.m + 2 * (k2.m + k3.m) + k4.m),
                 s.h + dt / 6 * (k1.h + 2 * (k2.h + k3.h) + k4.h), s.n + dt / 6 * (k1.n + 2 * (k2.n + k3.n) + k4.n)};
}

static void prepare(void) {
  members = (long)number("members");
  steps = (long)number("steps");
  stride = atol(text("stride", "1"));
  v = memory(sizeof(double) * members);
  m = memory(sizeof(double) * members);
  h = memory(sizeof(double) * members);
  n = memory(sizeof(double) * members);
}

/* Members from..from+BLOCK-1. */
static void advance(double *restrict v, double *restrict m, double *restrict h, double *restrict n, long from, double dt) {
  double current[BLOCK];
  for (int i = 0; i < BLOCK; i++) {
    current[i] = 20.0 * (from + i) / (members - 1);
    v[i] = -65, m[i] = 0.05, h[i] = 0.6, n[i] = 0.32;
  }
  for (long t = 0; t < steps; t++) {
    for (int i = 0; i < BLOCK; i++) {
      state s = step((state){v[i], m[i], h[i], n[i]}, current[i], dt);
      v[i] = s.v, m[i] = s.m, h[i] = s.h, n[i] = s.n;
    }
  }
}

static void run(void) {
  for (long i = 0; i < members; i += BLOCK * stride) advance(v + i, m + i, h + i, n + i, i, 20.0 / steps);
}

static void report(void) {
  for (int q = 0; q < 4; q++) {
    long i = chosen(q, members);
    output("v", i, v[i]);
    output("m", i, m[i]);
    output("h", i, h[i]);
    output("n", i, n[i]);
  }
}
