/* Gray-Scott on a periodic square of SIDE cells a side, explicit Euler: rows divided among OpenMP threads, the inner loop in vectors. */
#include "peer.h"
#include <omp.h>
#define SIDE 2048
#define CELL(j, left, right)                                                       \
  do {                                                                             \
    double a = u[j], b = v[j], reacts = a * b * b;                                 \
    double du = up[j] + un[j] + u[left] + u[right] - 4 * a;                        \
    double dv = vp[j] + vn[j] + v[left] + v[right] - 4 * b;                        \
    ur[j] = a + (Du * du - reacts + F * (1 - a));                                  \
    vr[j] = b + (Dv * dv + reacts - (F + k) * b);                                  \
  } while (0)

static const double F = 0.037, k = 0.06, Du = 2e-5 * 1e4, Dv = 1e-5 * 1e4;
static long steps;
static double *u0, *v0, *u1, *v1;

static double *state(void) {
  return aligned_alloc(64, sizeof(double) * SIDE * SIDE);
}

static void prepare(void) {
  steps = (long)number("steps");
  omp_set_num_threads((int)number("threads"));
  u0 = state(), v0 = state(), u1 = state(), v1 = state();
}

static void sweep(double *u0, double *v0, double *u1, double *v1) {
#pragma omp parallel for schedule(static)
  for (int i = 0; i < SIDE; i++) {
    const double *restrict up = u0 + (i + SIDE - 1) % SIDE * SIDE, *restrict u = u0 + i * SIDE, *restrict un = u0 + (i + 1) % SIDE * SIDE;
    const double *restrict vp = v0 + (i + SIDE - 1) % SIDE * SIDE, *restrict v = v0 + i * SIDE, *restrict vn = v0 + (i + 1) % SIDE * SIDE;
    double *restrict ur = u1 + i * SIDE, *restrict vr = v1 + i * SIDE;
    CELL(0, SIDE - 1, 1);
#pragma omp simd
    for (int j = 1; j < SIDE - 1; j++) CELL(j, j - 1, j + 1);
    CELL(SIDE - 1, SIDE - 2, 0);
  }
}

static void run(void) {
#pragma omp parallel for schedule(static)
  for (int i = 0; i < SIDE; i++) {
    for (int j = 0; j < SIDE; j++) {
      int inside = abs(i - 64) < 10 && abs(j - 64) < 10;
      u0[i * SIDE + j] = inside ? 0.5 : 1;
      v0[i * SIDE + j] = inside ? 0.25 : 0;
    }
  }
  for (long s = 0; s < steps; s++) {
    double *u = u0, *v = v0;
    sweep(u0, v0, u1, v1);
    u0 = u1, u1 = u, v0 = v1, v1 = v;
  }
}

static void report(void) {
  for (int d = 48; d < 84; d += 8) output("u", d * SIDE + d, u0[d * SIDE + d]);
  output("v", 64 * SIDE + 50, v0[64 * SIDE + 50]);
}
