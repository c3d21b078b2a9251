/*
 * Langevin's equations in a double well, x' = v, dv = (x - x^3 - gamma v) dt + sqrt(2 gamma T) dW: so many members, steps of BAOAB, one force
 * in each. With VECTORS, so many vectors of eight members by hand; else the text that a modeller would write.
 */
#include "philox.h"

static long members, steps, stride;
static double *x, *v;
static const double GAMMA = 0.5, TEMPERATURE = 0.3, DT = 1.0 / 32;
enum { SOURCE = 4 };

static void prepare(void) {
  members = (long)number("members");
  steps = (long)number("steps");
  stride = atol(text("stride", "1"));
  x = memory(sizeof(double) * members);
  v = memory(sizeof(double) * members);
}

#ifdef VECTORS
typedef struct { Numbers x, v, f; } State;

INLINE void step(State *s, Numbers noise, Numbers kept, Numbers half) {
  s->v = _mm512_fmadd_pd(half, s->f, s->v);
  s->x = _mm512_fmadd_pd(half, s->v, s->x);
  s->v = _mm512_fmadd_pd(kept, s->v, noise);
  s->x = _mm512_fmadd_pd(half, s->v, s->x);
  s->f = _mm512_fnmadd_pd(_mm512_mul_pd(s->x, s->x), s->x, s->x);
  s->v = _mm512_fmadd_pd(half, s->f, s->v);
}

static void run(void) {
  const double keep = exp(-GAMMA * DT), spread = sqrt(TEMPERATURE * (1 - keep * keep));
  const Numbers kept = _mm512_set1_pd(keep), g = _mm512_set1_pd(spread), half = _mm512_set1_pd(DT / 2);
  for (long m = 0; m < members; m += 8 * VECTORS) {
    State s[VECTORS];
    Numbers a[VECTORS], b[VECTORS];
    for (int k = 0; k < VECTORS; k++) s[k] = (State){_mm512_set1_pd(-1), _mm512_setzero_pd(), _mm512_setzero_pd()};
    for (long n = 0; n < steps; n += 2) {
      UNROLL for (int k = 0; k < VECTORS; k++) uniforms(m + 8 * k, n / 2, SOURCE, &a[k], &b[k]);
      UNROLL for (int k = 0; k < VECTORS; k++) a[k] = _mm512_mul_pd(g, length(a[k]));
      UNROLL for (int k = 0; k < VECTORS; k++) {
        step(&s[k], _mm512_mul_pd(a[k], _ZGVeN8v_cos(b[k])), kept, half);
        step(&s[k], _mm512_mul_pd(a[k], _ZGVeN8v_sin(b[k])), kept, half);
      }
    }
    for (int k = 0; k < VECTORS; k++) {
      _mm512_storeu_pd(x + m + 8 * k, s[k].x);
      _mm512_storeu_pd(v + m + 8 * k, s[k].v);
    }
  }
}
#else
static void run(void) {
  const double kept = exp(-GAMMA * DT), spread = sqrt(TEMPERATURE * (1 - kept * kept)), half = DT / 2;
  for (long m = 0; m < members; m += stride) {
    double q = -1, p = 0, f = 0;
    for (long n = 0; n < steps; n += 2) {
      double length, angle;
      polar(m, n / 2, SOURCE, &length, &angle);
      for (int k = 0; k < 2; k++) {
        p += half * f;
        q += half * p;
        p = kept * p + spread * length * (k ? sin(angle) : cos(angle));
        q += half * p;
        f = q - q * q * q;
        p += half * f;
      }
    }
    x[m] = q;
    v[m] = p;
  }
}
#endif

static void report(void) {
  for (int q = 0; q < 4; q++) {
    output("x", chosen(q, members), x[chosen(q, members)]);
    output("v", chosen(q, members), v[chosen(q, members)]);
  }
}
