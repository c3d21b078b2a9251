/* A network 2-64-64-2 with tanh as the drift, its weights, and where members start. */
#pragma once
#include "peer.h"
#include <math.h>
#define HIDDEN 64
#define DT 0.25

static long members, steps, stride;
static double w1[HIDDEN][2], b1[HIDDEN], w2[HIDDEN][HIDDEN], w2t[HIDDEN][HIDDEN], b2[HIDDEN], w3[2][HIDDEN], *x0, *x1;

static void prepare(void) {
  members = (long)number("members");
  steps = (long)number("steps");
  stride = atol(text("stride", "1"));
  x0 = memory(sizeof(double) * members);
  x1 = memory(sizeof(double) * members);
  for (int k = 0; k < HIDDEN; k++) {
    b1[k] = cos(k), b2[k] = sin(2 * k);
    for (int j = 0; j < 2; j++) w1[k][j] = sin(k + 1 + 3 * j), w3[j][k] = sin(5 * j + k) / 8;
    for (int l = 0; l < HIDDEN; l++) w2t[l][k] = w2[k][l] = cos(7 * k + 3 * l) / 8;
  }
}

static void report(void) {
  for (int q = 0; q < 4; q++) {
    output("x", chosen(q, members), x0[chosen(q, members)]);
    output("x", chosen(q, members) + members, x1[chosen(q, members)]);
  }
}
