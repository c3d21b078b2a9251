/* The Lorenz ensemble by classical Runge-Kutta, one member after the other: what a modeller would write by hand. */
#include "peer.h"
#ifndef REAL
#define REAL double
#endif
typedef REAL real;

static long members, steps, stride;
static real *end;

static void drift(const real *s, real rho, real *d) {
  d[0] = 10 * (s[1] - s[0]);
  d[1] = s[0] * (rho - s[2]) - s[1];
  d[2] = s[0] * s[1] - (real)(8.0 / 3.0) * s[2];
}

static void prepare(void) {
  members = (long)number("members");
  steps = (long)number("steps");
  stride = (long)number("stride");
  end = memory(sizeof(real) * 3 * members);
}

static void run(void) {
  const real dt = (real)1 / steps;
  for (long m = 0; m < members; m += stride) {
    real rho = (real)(100.0 * m / (members - 1)), s[3] = {1, 0, 0}, k1[3], k2[3], k3[3], k4[3], y[3];
    for (long n = 0; n < steps; n++) {
      drift(s, rho, k1);
      for (int i = 0; i < 3; i++) y[i] = s[i] + dt / 2 * k1[i];
      drift(y, rho, k2);
      for (int i = 0; i < 3; i++) y[i] = s[i] + dt / 2 * k2[i];
      drift(y, rho, k3);
      for (int i = 0; i < 3; i++) y[i] = s[i] + dt * k3[i];
      drift(y, rho, k4);
      for (int i = 0; i < 3; i++) s[i] += dt / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    }
    for (int i = 0; i < 3; i++) end[i * members + m] = s[i];
  }
}

static void report(void) {
  for (int q = 0; q < 4; q++)
    for (int i = 0; i < 3; i++) output((const char *[]){"x", "y", "z"}[i], chosen(q, members), end[i * members + chosen(q, members)]);
}
