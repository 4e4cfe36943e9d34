// Rounding to 16 bits; only the writer of weights needs it, so plain C is quick enough.

#include "conversions.h"

#include "CKernels.h"

/// Drops the lower `bits` of a fraction, to nearest even.
static uint32_t rounded(uint32_t value, int bits) {
    const uint32_t half = 1u << (bits - 1), odd = value >> bits & 1;
    return (value + half - 1 + odd) >> bits;
}

void kernel_float_to_bfloat(uint16_t *out, const float *x, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const uint32_t bits = bits_of_float(x[i]);
        const int nan = (bits & 0x7fffffff) > 0x7f800000;
        out[i] = (uint16_t)(nan ? bits >> 16 | 0x40 : rounded(bits, 16));
    }
}

void kernel_float_to_half(uint16_t *out, const float *x, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const uint32_t bits = bits_of_float(x[i]), magnitude = bits & 0x7fffffff;
        uint32_t half;
        if (magnitude > 0x7f800000) {
            half = 0x7e00;
        } else if (magnitude >= 0x477ff000) {  // 65520 and above round to infinity
            half = 0x7c00;
        } else if (magnitude >= 0x38800000) {  // 2^-14: the smallest normal number
            half = rounded(magnitude - 0x38000000, 13);
        } else if (magnitude >= 0x33000000) {  // 2^-25: half of the smallest subnormal number
            half = rounded((magnitude & 0x7fffff) | 0x800000, 126 - (int)(magnitude >> 23));
        } else {
            half = 0;
        }
        out[i] = (uint16_t)(half | (bits >> 16 & 0x8000));
    }
}
