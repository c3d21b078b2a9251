/*
 * BLOCK members together: the layers are products of matrices, held in registers by ROWS rows and BLOCK columns, and tanh is libmvec's
 * where the compiler knows it.
 */
#include "neural_ode.h"
typedef double v __attribute__((vector_size(8 * LANES)));
#define VECTORS (BLOCK / LANES)
typedef double values[HIDDEN][BLOCK];

static void bend(values a) {
  double *p = &a[0][0];
  for (int i = 0; i < HIDDEN * BLOCK; i++) p[i] = tanh(p[i]);
}

static void middle(values c, values a) {
  for (int k = 0; k < HIDDEN; k += ROWS) {
    v sum[ROWS][VECTORS];
    UNROLL for (int r = 0; r < ROWS; r++) UNROLL for (int i = 0; i < VECTORS; i++) sum[r][i] = (v){} + b2[k + r];
    for (int l = 0; l < HIDDEN; l++) {
      const v *from = (const v *)a[l];
      UNROLL for (int r = 0; r < ROWS; r++) UNROLL for (int i = 0; i < VECTORS; i++) sum[r][i] += w2[k + r][l] * from[i];
    }
    UNROLL for (int r = 0; r < ROWS; r++) UNROLL for (int i = 0; i < VECTORS; i++) ((v *)c[k + r])[i] = sum[r][i];
  }
}

static void drift(double x[2][BLOCK], double d[2][BLOCK]) {
  _Alignas(64) static values a, c;
  for (int k = 0; k < HIDDEN; k++)
    for (int i = 0; i < BLOCK; i++) a[k][i] = b1[k] + w1[k][0] * x[0][i] + w1[k][1] * x[1][i];
  bend(a);
  middle(c, a);
  bend(c);
  for (int j = 0; j < 2; j++) {
    for (int i = 0; i < BLOCK; i++) d[j][i] = 0;
    for (int k = 0; k < HIDDEN; k++)
      for (int i = 0; i < BLOCK; i++) d[j][i] += w3[j][k] * c[k][i];
  }
}

static void along(double y[2][BLOCK], double s[2][BLOCK], double dt, double k[2][BLOCK]) {
  for (int j = 0; j < 2; j++)
    for (int i = 0; i < BLOCK; i++) y[j][i] = s[j][i] + dt * k[j][i];
}

static void run(void) {
  _Alignas(64) static double s[2][BLOCK], y[2][BLOCK], k1[2][BLOCK], k2[2][BLOCK], k3[2][BLOCK], k4[2][BLOCK];
  for (long m = 0; m < members; m += BLOCK) {
    for (int i = 0; i < BLOCK; i++) s[0][i] = cos(m + i), s[1][i] = sin(m + i);
    for (long t = 0; t < steps; t++) {
      drift(s, k1);
      along(y, s, DT / 2, k1);
      drift(y, k2);
      along(y, s, DT / 2, k2);
      drift(y, k3);
      along(y, s, DT, k3);
      drift(y, k4);
      for (int j = 0; j < 2; j++)
        for (int i = 0; i < BLOCK; i++) s[j][i] += DT / 6 * (k1[j][i] + 2 * (k2[j][i] + k3[j][i]) + k4[j][i]);
    }
    for (int i = 0; i < BLOCK; i++) x0[m + i] = s[0][i], x1[m + i] = s[1][i];
  }
}
