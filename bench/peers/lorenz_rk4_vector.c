/* The Lorenz ensemble by classical Runge-Kutta in vector extensions: VECTORS vectors of LANES members advance together, in registers. */
#include "peer.h"
#ifndef REAL
#define REAL double
#endif
typedef REAL real;
typedef real v __attribute__((vector_size(sizeof(real) * LANES)));
typedef struct { v x, y, z; } state;

static long members, steps;
static real *x, *y, *z;

INLINE state drift(state s, v rho) {
  return (state){(real)10 * (s.y - s.x), s.x * (rho - s.z) - s.y, s.x * s.y - (real)(8.0 / 3.0) * s.z};
}

INLINE state along(state s, real h, state k) {
  return (state){s.x + h * k.x, s.y + h * k.y, s.z + h * k.z};
}

INLINE state step(state s, v rho, real dt) {
  state k1 = drift(s, rho), k2 = drift(along(s, dt / 2, k1), rho), k3 = drift(along(s, dt / 2, k2), rho);
  state k4 = drift(along(s, dt, k3), rho);
  /* k1 + 2 k2 + 2 k3 + k4 = (k1 + k4) + 2 (k2 + k3): one operation fewer, and a shorter chain. */
  state sum = {(k1.x + k4.x) + (real)2 * (k2.x + k3.x), (k1.y + k4.y) + (real)2 * (k2.y + k3.y), (k1.z + k4.z) + (real)2 * (k2.z + k3.z)};
  return along(s, dt / 6, sum);
}

static void prepare(void) {
  members = (long)number("members");
  steps = (long)number("steps");
  size_t bytes = sizeof(real) * (members + LANES * VECTORS);
  x = memory(bytes);
  y = memory(bytes);
  z = memory(bytes);
}

static void run(void) {
  const real dt = (real)1 / steps;
  for (long m = 0; m < members; m += LANES * VECTORS) {
    state s[VECTORS];
    v rho[VECTORS];
    for (int k = 0; k < VECTORS; k++) {
      for (int l = 0; l < LANES; l++) rho[k][l] = (real)(100.0 * (m + k * LANES + l) / (members - 1));
      s[k] = (state){(v){} + 1, (v){}, (v){}};
    }
    for (long n = 0; n < steps; n++) {
      UNROLL for (int k = 0; k < VECTORS; k++) s[k] = step(s[k], rho[k], dt);
    }
    for (int k = 0; k < VECTORS; k++) {
      memcpy(x + m + k * LANES, &s[k].x, sizeof(v));
      memcpy(y + m + k * LANES, &s[k].y, sizeof(v));
      memcpy(z + m + k * LANES, &s[k].z, sizeof(v));
    }
  }
}

static void report(void) {
  for (int q = 0; q < 4; q++) {
    long m = chosen(q, members);
    output("x", m, x[m]);
    output("y", m, y[m]);
    output("z", m, z[m]);
  }
}
