// AVX-512 (Skylake server and later): vectors of 16 floats, 32 registers.

#include "CKernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "conversions.h"
#include "masks.h"
#include "scalar_training.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,f16c"))), \
                             apply_to = function)

#define NAME "avx512"
#define WIDTH 16
/// 14 x 2 sums, 2 vectors of the right matrix, 1 number of the left: 31 of the 32 registers.
#define TILE_ROWS 14

typedef __m512 vector;

static inline vector load(const float *p) { return _mm512_loadu_ps(p); }
static inline void store(float *p, vector v) { _mm512_storeu_ps(p, v); }
static inline vector splat(float x) { return _mm512_set1_ps(x); }
static inline vector multiply_add(vector a, vector b, vector c) { return _mm512_fmadd_ps(a, b, c); }
static inline vector maximum(vector a, vector b) { return _mm512_max_ps(a, b); }
static inline vector minimum(vector a, vector b) { return _mm512_min_ps(a, b); }
static inline float sum_of(vector v) { return _mm512_reduce_add_ps(v); }
static inline vector round_to_whole(vector v) { return _mm512_roundscale_ps(v, _MM_FROUND_TO_NEAREST_INT); }
static inline vector times_power_of_two(vector v, vector n) {
    return _mm512_scalef_ps(v, maximum(n, splat(-200)));
}
/// 1 / v: an estimate of 14 bits and one step of Newton's method.
static inline vector reciprocal(vector v) {
    const vector r = _mm512_rcp14_ps(v);
    return r * _mm512_fnmadd_ps(v, r, splat(2));
}
static inline vector load_half(const void *p) { return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)p)); }
static inline vector interleave_low(vector a, vector b) {
    return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}
static inline vector interleave_high(vector a, vector b) {
    return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

#include "vectors/kernels.h"

#pragma clang attribute pop

const kernel_table *kernels_avx512(void) {
    const bool supported = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    return supported ? &table : 0;
}

#else

const kernel_table *kernels_avx512(void) { return 0; }

#endif
