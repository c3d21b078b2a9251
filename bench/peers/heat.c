/* Heat in a periodic cube of SIDE cells a side, explicit Euler: planes divided among OpenMP threads, the inner loop in vectors. */
#include "peer.h"
#include <omp.h>
#define SIDE 256
#define PLANE (SIDE * SIDE)

static long steps;
static double *now_, *next;

static void prepare(void) {
  steps = (long)number("steps");
  omp_set_num_threads((int)number("threads"));
  now_ = aligned_alloc(64, sizeof(double) * SIDE * PLANE);
  next = aligned_alloc(64, sizeof(double) * SIDE * PLANE);
}

#define CELL(k, left, right) to[k] = u[k] + 0.1 * (west[k] + east[k] + north[k] + south[k] + u[left] + u[right] - 6 * u[k])

static void sweep(const double *from, double *into) {
#pragma omp parallel for schedule(static)
  for (int i = 0; i < SIDE; i++) {
    for (int j = 0; j < SIDE; j++) {
      const double *restrict u = from + i * PLANE + j * SIDE;
      const double *restrict west = from + (i + SIDE - 1) % SIDE * PLANE + j * SIDE;
      const double *restrict east = from + (i + 1) % SIDE * PLANE + j * SIDE;
      const double *restrict north = from + i * PLANE + (j + SIDE - 1) % SIDE * SIDE;
      const double *restrict south = from + i * PLANE + (j + 1) % SIDE * SIDE;
      double *restrict to = into + i * PLANE + j * SIDE;
      CELL(0, SIDE - 1, 1);
#pragma omp simd
      for (int k = 1; k < SIDE - 1; k++) CELL(k, k - 1, k + 1);
      CELL(SIDE - 1, SIDE - 2, 0);
    }
  }
}

static int inside(int i) {
  return abs(i - 128) < 20;
}

static void run(void) {
#pragma omp parallel for schedule(static)
  for (int i = 0; i < SIDE; i++)
    for (int j = 0; j < SIDE; j++)
      for (int k = 0; k < SIDE; k++) now_[i * PLANE + j * SIDE + k] = inside(i) && inside(j) && inside(k);
  for (long s = 0; s < steps; s++) {
    double *u = now_;
    sweep(now_, next);
    now_ = next, next = u;
  }
}

static void report(void) {
  for (int d = 104; d < 116; d += 4) output("u", d * PLANE + d * SIDE + d, now_[d * PLANE + d * SIDE + d]);
}
