/* What memory gives: the triad of STREAM (McCalpin 1995), a = b + s c, over arrays far larger than any cache; 24 bytes a cell. */
#include "peer.h"
#include <omp.h>

static long cells;
static double *a, *b, *c;

static void prepare(void) {
  cells = (long)number("cells");
  omp_set_num_threads((int)number("threads"));
  a = aligned_alloc(64, sizeof(double) * cells);
  b = aligned_alloc(64, sizeof(double) * cells);
  c = aligned_alloc(64, sizeof(double) * cells);
#pragma omp parallel for schedule(static)
  for (long i = 0; i < cells; i++) a[i] = 0, b[i] = 1, c[i] = 2;
}

static void run(void) {
  double *restrict to = a, *restrict from = b, *restrict other = c;
#pragma omp parallel for simd schedule(static)
  for (long i = 0; i < cells; i++) to[i] = from[i] + 3 * other[i];
}

static void report(void) {
  output("a", cells / 2, a[cells / 2]);
}
