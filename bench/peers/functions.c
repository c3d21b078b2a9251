/*
 * An elementary function of 4096 cells in the fast cache, swept again and again. -DNAME=exp calls the C library's, which -ffast-math turns
 * into libmvec; with -DLANES too, SLEEF's within one unit in the last place.
 */
#include "arguments.h"
#include "peer.h"
#include <math.h>
#ifdef LANES
#include <sleef.h>
#endif
#define STRING_(x) #x
#define STRING(x) STRING_(x)
#define JOIN_(a, b, c) a##b##c
#define JOIN(a, b, c) JOIN_(a, b, c)

static long sweeps;
static double *x, *y, exact[CELLS][2];

static void prepare(void) {
  sweeps = (long)number("sweeps");
  x = memory(sizeof(double) * CELLS);
  y = memory(sizeof(double) * CELLS);
  for (int i = 0; i < CELLS; i++) x[i] = cell_argument(STRING(NAME), i);
  FILE *file = fopen("bench/target/peers/" STRING(NAME) ".exact", "rb");
  if (!file || fread(exact, sizeof exact, 1, file) != 1) exit(4);
}

static void sweep(double *restrict to, const double *restrict from) {
#ifdef LANES
#if LANES == 8
  for (int i = 0; i < CELLS; i += 8) _mm512_store_pd(to + i, JOIN(Sleef_, NAME, d8_u10avx512f)(_mm512_load_pd(from + i)));
#else
  for (int i = 0; i < CELLS; i += 4) _mm256_store_pd(to + i, JOIN(Sleef_, NAME, d4_u10avx2)(_mm256_load_pd(from + i)));
#endif
#else
  for (int i = 0; i < CELLS; i++) to[i] = NAME(from[i]);
#endif
}

static void run(void) {
  for (long s = 0; s < sweeps; s++) {
    sweep(y, x);
    __asm__ volatile("" : : "r"(y), "r"(x) : "memory");
  }
}

static void report(void) {
  double most = 0;
  for (int i = 0; i < CELLS; i++) {
    int exponent;
    frexp(exact[i][0], &exponent);
    double error = fabs((y[i] - exact[i][0]) - exact[i][1]) / ldexp(1, exponent - 53);
    if (!(error <= most)) most = error;
  }
  for (int i = 0; i < CELLS; i += CELLS / 8) output("y", i, y[i]);
  count("ulp", most);
}
