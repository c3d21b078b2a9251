/*
 * Gray-Scott on a periodic square, explicit Euler, rows divided among OpenMP threads and the inner loop in vectors. Prints ns per cell and
 * step, and a cell, so that nothing is left out.
 */
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>

#define N 2048
#define CELL(j, left, right)                                                       \
  do {                                                                             \
    double a = u[j], b = v[j], reacts = a * b * b;                                 \
    double du = up[j] + un[j] + u[left] + u[right] - 4 * a;                        \
    double dv = vp[j] + vn[j] + v[left] + v[right] - 4 * b;                        \
    ur[j] = a + (Du * du - reacts + F * (1 - a));                                  \
    vr[j] = b + (Dv * dv + reacts - (F + k) * b);                                  \
  } while (0)

static double *state(void) {
  return aligned_alloc(64, sizeof(double) * N * N);
}

int main(int argc, char **argv) {
  int steps = atoi(argv[1]);
  double *u0 = state(), *v0 = state(), *u1 = state(), *v1 = state();
  double F = 0.037, k = 0.06, Du = 2e-5 * 1e4, Dv = 1e-5 * 1e4;
#pragma omp parallel for schedule(static)
  for (int i = 0; i < N; i++) {
    for (int j = 0; j < N; j++) {
      int inside = abs(i - 64) < 10 && abs(j - 64) < 10;
      u0[i * N + j] = inside ? 0.5 : 1;
      v0[i * N + j] = inside ? 0.25 : 0;
      u1[i * N + j] = v1[i * N + j] = 0;
    }
  }
  double start = omp_get_wtime();
  for (int s = 0; s < steps; s++) {
#pragma omp parallel for schedule(static)
    for (int i = 0; i < N; i++) {
      const double *restrict up = u0 + (i + N - 1) % N * N, *restrict u = u0 + i * N, *restrict un = u0 + (i + 1) % N * N;
      const double *restrict vp = v0 + (i + N - 1) % N * N, *restrict v = v0 + i * N, *restrict vn = v0 + (i + 1) % N * N;
      double *restrict ur = u1 + i * N, *restrict vr = v1 + i * N;
      CELL(0, N - 1, 1);
#pragma omp simd
      for (int j = 1; j < N - 1; j++) CELL(j, j - 1, j + 1);
      CELL(N - 1, N - 2, 0);
    }
    double *t = u0;
    u0 = u1;
    u1 = t;
    t = v0;
    v0 = v1;
    v1 = t;
  }
  double seconds = omp_get_wtime() - start;
  printf("%.4f %.17g\n", seconds * 1e9 / steps / N / N, u0[64 * N + 64]);
  return 0;
}
