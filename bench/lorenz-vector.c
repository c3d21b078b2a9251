/* Lorenz by classical Runge-Kutta with gcc vector extensions: VECTORS interleaved vectors of LANES members. Prints ns of processor time per step. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#ifndef LANES
#define LANES 4
#endif
#ifndef VECTORS
#define VECTORS 4 /* -DLANES=8 on AVX-512 */
#endif
typedef double v __attribute__((vector_size(8 * LANES)));
typedef struct { v x, y, z; } state;
static inline __attribute__((always_inline)) state drift(state s, v rho) {
  state d;
  d.x = 10.0 * (s.y - s.x);
  d.y = s.x * (rho - s.z) - s.y;
  d.z = s.x * s.y - (8.0 / 3.0) * s.z;
  return d;
}
static inline __attribute__((always_inline)) state along(state s, double h, state k) {
  return (state){s.x + h * k.x, s.y + h * k.y, s.z + h * k.z};
}
int main(int argc, char **argv) {
  long members = argc > 1 ? atol(argv[1]) : 1000, steps = argc > 2 ? atol(argv[2]) : 20000;
  double h = 1e-3, check = 0;
  struct timespec a, b;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
  for (long m = 0; m < members; m += LANES * VECTORS) {
    state s[VECTORS];
    v rho[VECTORS];
    for (int k = 0; k < VECTORS; k++) {
      for (int l = 0; l < LANES; l++) { rho[k][l] = 100.0 * (double)(m + k * LANES + l) / (double)(members - 1); s[k].x[l] = 1; s[k].y[l] = 0; s[k].z[l] = 0; }
    }
    for (long n = 0; n < steps; n++) {
      for (int k = 0; k < VECTORS; k++) {
        state k1 = drift(s[k], rho[k]), k2 = drift(along(s[k], h / 2, k1), rho[k]), k3 = drift(along(s[k], h / 2, k2), rho[k]), k4 = drift(along(s[k], h, k3), rho[k]);
        s[k].x += h / 6 * (k1.x + 2 * k2.x + 2 * k3.x + k4.x);
        s[k].y += h / 6 * (k1.y + 2 * k2.y + 2 * k3.y + k4.y);
        s[k].z += h / 6 * (k1.z + 2 * k2.z + 2 * k3.z + k4.z);
      }
    }
    for (int k = 0; k < VECTORS; k++) for (int l = 0; l < LANES; l++) check += s[k].x[l] + s[k].y[l] + s[k].z[l];
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
  double ns = (double)(b.tv_sec - a.tv_sec) * 1e9 + (double)(b.tv_nsec - a.tv_nsec);
  printf("%.3f %.17g\n", ns / ((double)members * (double)steps), check);
  return 0;
}
