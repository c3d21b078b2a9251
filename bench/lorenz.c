/* Lorenz by classical Runge-Kutta, one trajectory at a time: what a modeller would write by hand. Prints ns per step. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void drift(const double *s, double rho, double *d) {
  d[0] = 10.0 * (s[1] - s[0]);
  d[1] = s[0] * (rho - s[2]) - s[1];
  d[2] = s[0] * s[1] - 8.0 / 3.0 * s[2];
}

int main(int argc, char **argv) {
  long members = argc > 1 ? atol(argv[1]) : 1000, steps = argc > 2 ? atol(argv[2]) : 20000;
  double dt = 1e-3, check = 0;
  struct timespec a, b;
  clock_gettime(CLOCK_MONOTONIC, &a);
  for (long m = 0; m < members; m++) {
    double rho = 100.0 * (double)m / (double)(members - 1), s[3] = {1, 0, 0}, k1[3], k2[3], k3[3], k4[3], y[3];
    for (long n = 0; n < steps; n++) {
      drift(s, rho, k1);
      for (int i = 0; i < 3; i++) y[i] = s[i] + dt * 0.5 * k1[i];
      drift(y, rho, k2);
      for (int i = 0; i < 3; i++) y[i] = s[i] + dt * 0.5 * k2[i];
      drift(y, rho, k3);
      for (int i = 0; i < 3; i++) y[i] = s[i] + dt * k3[i];
      drift(y, rho, k4);
      for (int i = 0; i < 3; i++) s[i] += dt * (k1[i] / 6 + k2[i] / 3 + k3[i] / 3 + k4[i] / 6);
    }
    check += s[0] + s[1] + s[2];
  }
  clock_gettime(CLOCK_MONOTONIC, &b);
  double ns = (double)(b.tv_sec - a.tv_sec) * 1e9 + (double)(b.tv_nsec - a.tv_nsec);
  printf("%.3f %.17g\n", ns / ((double)members * (double)steps), check);
  return 0;
}
