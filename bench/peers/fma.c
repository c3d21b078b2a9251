/* What arithmetic gives: CHAINS independent chains of fma in vectors of LANES on one core. A run makes `flops` operations. */
#include "peer.h"
typedef REAL v __attribute__((vector_size(sizeof(REAL) * LANES)));

static long turns;
static REAL last;

static void prepare(void) {
  turns = (long)(number("flops") / (2.0 * LANES * CHAINS));
}

static void run(void) {
  v a[CHAINS], b = (v){} + (REAL)0.999, c = (v){} + (REAL)0.001;
  for (int k = 0; k < CHAINS; k++) a[k] = (v){} + (REAL)k;
  for (long t = 0; t < turns; t++) {
    UNROLL for (int k = 0; k < CHAINS; k++) a[k] = a[k] * b + c;
  }
  last = 0;
  for (int k = 0; k < CHAINS; k++) for (int l = 0; l < LANES; l++) last += a[k][l];
}

/* Every chain tends to one. */
static void report(void) {
  output("mean", 0, last / (LANES * CHAINS));
}
