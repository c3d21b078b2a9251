/* What memory gives: the triad of STREAM (McCalpin 1995), a = b + s c, over arrays far larger than any cache. Prints GB/s, 24 bytes a cell. */
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>

#define N (1 << 25)

int main(void) {
  double *a = aligned_alloc(64, 8L * N), *b = aligned_alloc(64, 8L * N), *c = aligned_alloc(64, 8L * N), best = 0;
#pragma omp parallel for schedule(static)
  for (int i = 0; i < N; i++) a[i] = 0, b[i] = 1, c[i] = 2;
  for (int turn = 0; turn < 10; turn++) {
    double start = omp_get_wtime();
#pragma omp parallel for simd schedule(static)
    for (int i = 0; i < N; i++) a[i] = b[i] + 3 * c[i];
    double rate = 24e-9 * N / (omp_get_wtime() - start);
    if (rate > best) best = rate;
  }
  printf("%.2f %g\n", best, a[N / 2]);
  return 0;
}
