// What training needs beyond the forward pass: kernels that keep what the way back needs, and the ways back.
//
// "adds to" means that the result is added to what is there; everything else is overwritten.

#pragma once

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Dropout (Srivastava et al. 2014) whose mask is a function of a place: nothing is stored, and no order of work changes it.
///
/// A number at (row, column) is kept, times `scale`, when its 32 bits are at least `threshold`; see `masks.h`.
typedef struct kernel_dropout {
    uint64_t seed;
    /// Number of the first row that a call works on.
    uint64_t first_row;
    /// The part that is dropped, times 2^32; 0 keeps everything as it is.
    uint32_t threshold;
    float scale;
} kernel_dropout;

/// The training kernels of one instruction set.
typedef struct training_kernels {
    /// x = dropout(x).
    void (*dropout)(float *x, size_t stride, size_t rows, size_t columns, kernel_dropout dropout);

    /// out = gamma * normalized + beta, normalized = (s - mean s) * inverse, inverse = 1 / sqrt(variance s + epsilon), for
    /// every row of s = dropout(x + bias) + residual; `bias` and `residual` may be absent, `out` may be `x`.
    void (*layer_norm)(float *out, size_t out_stride, float *normalized, size_t normalized_stride, float *inverses,
                       const float *x, size_t x_stride, const float *_Nullable residual, size_t residual_stride,
                       const float *_Nullable bias, const float *gamma, const float *beta, float epsilon, size_t rows,
                       size_t columns, kernel_dropout dropout);

    /// The way back from `gradient` of out: `sums` gets that of s (`sums` may be `gradient`), `dropped` that of x + bias;
    /// adds to those of gamma, beta and bias. `dropped` and `bias_gradient` are absent together.
    void (*layer_norm_backward)(float *sums, size_t sums_stride, float *_Nullable dropped, size_t dropped_stride,
                                const float *gradient, size_t gradient_stride, const float *normalized,
                                size_t normalized_stride, const float *inverses, const float *gamma,
                                float *gamma_gradient, float *beta_gradient, float *_Nullable bias_gradient,
                                size_t rows, size_t columns, kernel_dropout dropout);

    /// out = gelu(x).
    void (*gelu)(float *out, size_t out_stride, const float *x, size_t x_stride, size_t rows, size_t columns);

    /// out = gelu(x), gradient = gradient * gelu'(x); adds the sums of its columns to `bias_gradient`.
    void (*gelu_backward)(float *out, size_t out_stride, float *gradient, size_t gradient_stride, const float *x,
                          size_t x_stride, float *bias_gradient, size_t rows, size_t columns);

    /// Adds the sum of every column to `out`.
    void (*column_sums)(float *out, const float *x, size_t stride, size_t rows, size_t columns);

    /// Cross-entropy of a softmax over every row: losses[i] = log(sum exp(x[i])) - x[i][gold[i]], hits[i] = 1 where no number
    /// of the row is greater than the gold one, else 0; the gradients, softmax(x[i]) less 1 at gold[i], take the place of x.
    void (*cross_entropy)(float *x, size_t stride, size_t rows, size_t columns, const int32_t *gold, float *losses,
                          uint8_t *hits);

    /// Attention as the table's own, with dropout of its weights: the weight of query i, key j in head h is at the place
    /// (i * heads + h, j); `first_row` is that of the sequence's first query.
    void (*attention)(float *out, size_t out_stride, const float *qkv, size_t qkv_stride, size_t tokens, size_t heads,
                      size_t head_size, float scale, kernel_dropout dropout, float *scratch);

    /// The way back from `gradient` of out to that of `qkv`. The weights are computed again.
    void (*attention_backward)(float *qkv_gradient, size_t qkv_gradient_stride, const float *gradient,
                               size_t gradient_stride, const float *qkv, size_t qkv_stride, size_t tokens, size_t heads,
                               size_t head_size, float scale, kernel_dropout dropout, float *scratch);
} training_kernels;

/// Floats of scratch that the two kernels of attention need for a sequence of `tokens`.
size_t kernel_training_attention_scratch(size_t tokens, size_t head_size);

#pragma clang assume_nonnull end
