/*
 * Geometric Brownian motion: so many members, Euler and Maruyama's steps. Random words by Philox4x32-10 under the keys of dyn, so that all
 * contestants follow the same paths; two normal numbers of a block by Box and Muller serve two steps. With VECTORS, so many vectors of eight
 * members by hand (AVX-512) with the functions of libmvec; else the text that a modeller would write.
 */
#include "peer.h"
#include <math.h>
#include <stdint.h>

static long members, steps, stride;
static double *x;
static const double MU = 0.05, SIGMA = 0.2;
enum { SEED = 1, SOURCE = 3 };

static void prepare(void) {
  members = (long)number("members");
  steps = (long)number("steps");
  stride = atol(text("stride", "1"));
  x = memory(sizeof(double) * members);
}

#ifdef VECTORS
#include <immintrin.h>
typedef __m512i Words;
typedef __m512d Numbers;
Numbers _ZGVeN8v_log(Numbers);
Numbers _ZGVeN8v_cos(Numbers);
Numbers _ZGVeN8v_sin(Numbers);

INLINE Words both(Words a, Words b, uint32_t key) {
  return _mm512_ternarylogic_epi64(_mm512_srli_epi64(a, 32), b, _mm512_set1_epi64(key), 0x96);
}

/* Only low halves of the words count until the end. */
INLINE void philox(Words c[4]) {
  uint32_t k0 = SEED, k1 = 0;
  UNROLL for (int r = 0; r < 10; r++) {
    Words p = _mm512_mul_epu32(_mm512_set1_epi64(0xD2511F53u), c[0]), q = _mm512_mul_epu32(_mm512_set1_epi64(0xCD9E8D57u), c[2]);
    c[0] = both(q, c[1], k0);
    c[2] = both(p, c[3], k1);
    c[1] = q;
    c[3] = p;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  UNROLL for (int i = 0; i < 4; i++) c[i] = _mm512_and_si512(c[i], _mm512_set1_epi64(0xffffffff));
}

INLINE Numbers uniform(Words high, Words low) {
  Words w = _mm512_srli_epi64(_mm512_or_si512(_mm512_slli_epi64(high, 32), low), 12);
  return _mm512_mul_pd(_mm512_add_pd(_mm512_cvtepi64_pd(w), _mm512_set1_pd(0.5)), _mm512_set1_pd(0x1p-52));
}

static void run(void) {
  const double dt = 1.0 / steps;
  const Numbers g = _mm512_set1_pd(SIGMA * sqrt(dt)), f = _mm512_set1_pd(1 + MU * dt), turn = _mm512_set1_pd(6.283185307179586);
  for (long m = 0; m < members; m += 8 * VECTORS) {
    Numbers y[VECTORS], a[VECTORS], b[VECTORS];
    for (int v = 0; v < VECTORS; v++) y[v] = _mm512_set1_pd(1);
    for (long n = 0; n < steps; n += 2) {
      UNROLL for (int v = 0; v < VECTORS; v++) {
        Words c[4] = {_mm512_setzero_si512(), _mm512_add_epi64(_mm512_set1_epi64(m + 8 * v), _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0)),
            _mm512_set1_epi64(n / 2), _mm512_set1_epi64((long)SOURCE << 16)};
        philox(c);
        a[v] = uniform(c[0], c[1]);
        b[v] = _mm512_mul_pd(turn, uniform(c[2], c[3]));
      }
      UNROLL for (int v = 0; v < VECTORS; v++) a[v] = _mm512_mul_pd(g, _mm512_sqrt_pd(_mm512_mul_pd(_mm512_set1_pd(-2), _ZGVeN8v_log(a[v]))));
      UNROLL for (int v = 0; v < VECTORS; v++) {
        y[v] = _mm512_mul_pd(y[v], _mm512_fmadd_pd(a[v], _ZGVeN8v_cos(b[v]), f));
        y[v] = _mm512_mul_pd(y[v], _mm512_fmadd_pd(a[v], _ZGVeN8v_sin(b[v]), f));
      }
    }
    for (int v = 0; v < VECTORS; v++) _mm512_storeu_pd(x + m + 8 * v, y[v]);
  }
}
#else
INLINE double uniform(uint32_t high, uint32_t low) {
  return ((double)((((uint64_t)high << 32) | low) >> 12) + 0.5) * 0x1p-52;
}

static void run(void) {
  const double dt = 1.0 / steps, root = sqrt(dt);
  for (long m = 0; m < members; m += stride) {
    double y = 1;
    for (long n = 0; n < steps; n += 2) {
      uint32_t c0 = 0, c1 = m, c2 = n / 2, c3 = SOURCE << 16, k0 = SEED, k1 = 0;
      for (int r = 0; r < 10; r++) {
        uint64_t p = (uint64_t)0xD2511F53u * c0, q = (uint64_t)0xCD9E8D57u * c2;
        c0 = (uint32_t)(q >> 32) ^ c1 ^ k0;
        c2 = (uint32_t)(p >> 32) ^ c3 ^ k1;
        c1 = q;
        c3 = p;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
      }
      double radius = sqrt(-2 * log(uniform(c0, c1))), angle = 6.283185307179586 * uniform(c2, c3);
      y += MU * y * dt + SIGMA * y * (root * radius * cos(angle));
      y += MU * y * dt + SIGMA * y * (root * radius * sin(angle));
    }
    x[m] = y;
  }
}
#endif

static void report(void) {
  for (int q = 0; q < 4; q++) output("x", chosen(q, members), x[chosen(q, members)]);
}
