// Where dropout's bits come from: a hash of (seed, row, column), the same in every instruction set.
//
// A row's 64-bit key is a step of SplitMix64 (Steele et al. 2014). A column's 32 bits mix its number with both halves of
// the key by two rounds of multiplication and shifting (constants: C. Wellons, "hash-prospector").

#pragma once

#include <stdint.h>

#include "training.h"

static inline uint64_t mask_row_key(uint64_t seed, uint64_t row) {
    uint64_t z = seed + (row + 1) * 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static const uint32_t mask_step = 0x9e3779b9u, mask_first = 0x7feb352du, mask_second = 0x846ca68bu;

static inline uint32_t mask_bits(uint64_t key, uint32_t column) {
    uint32_t x = (uint32_t)key + column * mask_step;
    x = (x ^ x >> 16) * mask_first;
    x = ((x ^ x >> 15) + (uint32_t)(key >> 32)) * mask_second;
    return x ^ x >> 16;
}

/// x, scaled or dropped.
static inline float mask_apply(float x, uint64_t key, uint32_t column, kernel_dropout dropout) {
    if (dropout.threshold == 0) { return x; }
    return mask_bits(key, column) >= dropout.threshold ? x * dropout.scale : 0;
}
