// AVX2 with FMA and F16C (Haswell and later): vectors of 8 floats, 16 registers.

#include "CKernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "conversions.h"
#include "masks.h"
#include "scalar_training.h"

#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)

#define NAME "avx2"
#define WIDTH 8
/// 6 x 2 sums, 2 vectors of the right matrix, 1 number of the left: 15 of the 16 registers.
#define TILE_ROWS 6

typedef __m256 vector;

static inline vector load(const float *p) { return _mm256_loadu_ps(p); }
static inline void store(float *p, vector v) { _mm256_storeu_ps(p, v); }
static inline vector splat(float x) { return _mm256_set1_ps(x); }
static inline vector multiply_add(vector a, vector b, vector c) { return _mm256_fmadd_ps(a, b, c); }
static inline vector maximum(vector a, vector b) { return _mm256_max_ps(a, b); }
static inline vector minimum(vector a, vector b) { return _mm256_min_ps(a, b); }
static inline float sum_of(vector v) {
    const __m128 four = _mm256_castps256_ps128(v) + _mm256_extractf128_ps(v, 1);
    const __m128 two = four + _mm_movehl_ps(four, four);
    return _mm_cvtss_f32(two) + _mm_cvtss_f32(_mm_shuffle_ps(two, two, 1));
}
static inline vector round_to_whole(vector v) {
    return _mm256_round_ps(v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}
/// v * 2^n for n <= 0; zero for n < -126, where the exponent's field would not hold it.
static inline vector times_power_of_two(vector v, vector n) {
    const __m256i whole = _mm256_cvtps_epi32(maximum(n, splat(-127)));
    const __m256i exponent = _mm256_slli_epi32(_mm256_add_epi32(whole, _mm256_set1_epi32(127)), 23);
    return v * _mm256_castsi256_ps(exponent);
}
static inline vector reciprocal(vector v) { return splat(1) / v; }
static inline vector load_half(const void *p) { return _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)p)); }
static inline vector interleave_low(vector a, vector b) {
    return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}
static inline vector interleave_high(vector a, vector b) {
    return __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

#include "vectors/kernels.h"

#pragma clang attribute pop

const kernel_table *kernels_avx2(void) {
    const bool supported = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")
        && __builtin_cpu_supports("f16c");
    return supported ? &table : 0;
}

#else

const kernel_table *kernels_avx2(void) { return 0; }

#endif
