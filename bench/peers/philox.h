/*
 * Random words by Philox4x32-10 under the keys of dyn, so that all contestants follow the same paths; two normal numbers of a block by Box and
 * Muller serve two steps. With VECTORS, for eight members at a time by hand (AVX-512), with the functions of libmvec.
 */
#ifndef PHILOX_H
#define PHILOX_H
#include "peer.h"
#include <math.h>
#include <stdint.h>

enum { SEED = 1 };

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

/* Of eight members from m on, the two uniforms of a block; then the length and the angle of its two numbers. Several vectors take these one
 * after the other, so that the words of all are made side by side. */
INLINE void uniforms(long m, long block, long source, Numbers *a, Numbers *b) {
  Words c[4] = {_mm512_setzero_si512(), _mm512_add_epi64(_mm512_set1_epi64(m), _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0)),
      _mm512_set1_epi64(block), _mm512_set1_epi64(source << 16)};
  philox(c);
  *a = uniform(c[0], c[1]);
  *b = _mm512_mul_pd(_mm512_set1_pd(6.283185307179586), uniform(c[2], c[3]));
}

INLINE Numbers length(Numbers a) {
  return _mm512_sqrt_pd(_mm512_mul_pd(_mm512_set1_pd(-2), _ZGVeN8v_log(a)));
}
#else
INLINE double uniform(uint32_t high, uint32_t low) {
  return ((double)((((uint64_t)high << 32) | low) >> 12) + 0.5) * 0x1p-52;
}

/* Of a member: the length and the angle of the two numbers of a block. */
INLINE void polar(long m, long block, long source, double *length, double *angle) {
  uint32_t c0 = 0, c1 = m, c2 = block, c3 = source << 16, k0 = SEED, k1 = 0;
  for (int r = 0; r < 10; r++) {
    uint64_t p = (uint64_t)0xD2511F53u * c0, q = (uint64_t)0xCD9E8D57u * c2;
    c0 = (uint32_t)(q >> 32) ^ c1 ^ k0;
    c2 = (uint32_t)(p >> 32) ^ c3 ^ k1;
    c1 = q;
    c3 = p;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  *length = sqrt(-2 * log(uniform(c0, c1)));
  *angle = 6.283185307179586 * uniform(c2, c3);
}
#endif
#endif
