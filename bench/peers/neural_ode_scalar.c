/*
 * One member after the other. -DTRANSPOSED goes through the weights by columns, which a compiler can put in vectors without reordering
 * sums.
 */
#include "neural_ode.h"

static void drift(const double *x, double *d) {
  double a[HIDDEN], c[HIDDEN];
  for (int k = 0; k < HIDDEN; k++) a[k] = tanh(b1[k] + w1[k][0] * x[0] + w1[k][1] * x[1]);
#ifdef TRANSPOSED
  for (int k = 0; k < HIDDEN; k++) c[k] = b2[k];
  for (int l = 0; l < HIDDEN; l++)
    for (int k = 0; k < HIDDEN; k++) c[k] += w2t[l][k] * a[l];
  for (int k = 0; k < HIDDEN; k++) c[k] = tanh(c[k]);
#else
  for (int k = 0; k < HIDDEN; k++) {
    double sum = b2[k];
    for (int l = 0; l < HIDDEN; l++) sum += w2[k][l] * a[l];
    c[k] = tanh(sum);
  }
#endif
  for (int j = 0; j < 2; j++) {
    d[j] = 0;
    for (int k = 0; k < HIDDEN; k++) d[j] += w3[j][k] * c[k];
  }
}

static void run(void) {
  for (long m = 0; m < members; m += stride) {
    double s[2] = {cos(m), sin(m)}, k1[2], k2[2], k3[2], k4[2], y[2];
    for (long t = 0; t < steps; t++) {
      drift(s, k1);
      for (int i = 0; i < 2; i++) y[i] = s[i] + DT / 2 * k1[i];
      drift(y, k2);
      for (int i = 0; i < 2; i++) y[i] = s[i] + DT / 2 * k2[i];
      drift(y, k3);
      for (int i = 0; i < 2; i++) y[i] = s[i] + DT * k3[i];
      drift(y, k4);
      for (int i = 0; i < 2; i++) s[i] += DT / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    }
    x0[m] = s[0], x1[m] = s[1];
  }
}
