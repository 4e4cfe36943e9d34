// CKernels: the inner loops of the encoder, one file per instruction set, chosen at run time.
//
// What every kernel promises:
//
// - Matrices are row-major Float32; a stride is the distance of two rows in floats, never less than the columns.
// - No kernel allocates, keeps state or touches memory outside the rows and columns it was given.
// - No alignment is needed; any size works, odd ones through a slower tail.
// - `kernels_scalar` is the reference; the other tables give its results but for rounding.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "training.h"

#pragma clang assume_nonnull begin

/// What is done with a finished product before it is left in memory.
typedef enum kernel_epilogue {
    KERNEL_EPILOGUE_NONE = 0,
    KERNEL_EPILOGUE_BIAS = 1,
    KERNEL_EPILOGUE_BIAS_GELU = 2,
} kernel_epilogue;

/// Distance of the rows of a turned left matrix: at least `tile_rows`.
enum { KERNEL_TURNED_STRIDE = 16 };

/// The kernels of one instruction set.
typedef struct kernel_table {
    /// "scalar", "avx2" or "avx512".
    const char *name;

    /// Rows of the left matrix that one call of `gemm_tile` takes at most, and columns of a packed panel.
    size_t tile_rows, tile_columns;

    /// c[rows x columns] = (accumulate ? c : 0) + a[rows x depth] * panel[depth x tile_columns], then the epilogue.
    ///
    /// rows <= tile_rows, columns <= tile_columns; `bias` holds `columns` floats when the epilogue wants it.
    void (*gemm_tile)(size_t rows, size_t columns, size_t depth, const float *a, size_t a_stride, const float *panel,
                      float *c, size_t c_stride, bool accumulate, kernel_epilogue epilogue,
                      const float *_Nullable bias);

    /// c[rows x columns] += a^T * panel[depth x tile_columns], a being [depth x rows] with rows `KERNEL_TURNED_STRIDE` apart.
    void (*gemm_tile_turned)(size_t rows, size_t columns, size_t depth, const float *a, const float *panel, float *c,
                             size_t c_stride);

    /// out[columns x tile_columns] = transpose of x[rows x columns], rows at most tile_columns, columns a multiple of
    /// tile_columns / 2.
    void (*transpose_panel)(float *out, const float *x, size_t stride, size_t rows, size_t columns);

    /// x += bias, for every row.
    void (*bias_add)(float *x, size_t stride, size_t rows, size_t columns, const float *bias);

    /// x = gelu(x + bias), gelu(v) = v/2 (1 + erf(v / sqrt 2)) (Hendrycks and Gimpel 2016).
    void (*bias_gelu)(float *x, size_t stride, size_t rows, size_t columns, const float *bias);

    /// out = LayerNorm(x + bias + residual) * gamma + beta, row by row; `bias` and `residual` may be absent.
    ///
    /// `out` may be `x` or `residual`.
    void (*layer_norm)(float *out, size_t out_stride, const float *x, size_t x_stride,
                       const float *_Nullable residual, size_t residual_stride, const float *_Nullable bias,
                       const float *gamma, const float *beta, float epsilon, size_t rows, size_t columns);

    /// Multi-head self-attention of one sequence (Vaswani et al. 2017, eq. 1).
    ///
    /// `qkv` is [tokens x 3 * heads * head_size]: all heads' queries, then keys, then values; `out` is
    /// [tokens x heads * head_size]; `scratch` holds `kernel_attention_scratch` floats.
    void (*attention)(float *out, size_t out_stride, const float *qkv, size_t qkv_stride, size_t tokens, size_t heads,
                      size_t head_size, float scale, float *scratch);

    /// IEEE binary16 to binary32, and bfloat16 to binary32; neither pointer needs alignment.
    void (*half_to_float)(float *out, const void *half, size_t count);
    void (*bfloat_to_float)(float *out, const void *bfloat, size_t count);

    /// What training needs.
    const training_kernels *training;
} kernel_table;

/// Plain C: the reference.
const kernel_table *kernels_scalar(void);

/// AVX2, FMA and F16C; null when the program or this machine has none.
const kernel_table *_Nullable kernels_avx2(void);

/// AVX-512 F, BW, DQ and VL; null when the program or this machine has none.
const kernel_table *_Nullable kernels_avx512(void);

/// Floats of scratch that `attention` needs for a sequence of `tokens`.
size_t kernel_attention_scratch(size_t tokens, size_t head_size);

/// binary32 to IEEE binary16, and to bfloat16, to nearest even.
void kernel_float_to_half(uint16_t *out, const float *x, size_t count);
void kernel_float_to_bfloat(uint16_t *out, const float *x, size_t count);

/// Floats that packed weights [outputs x inputs] take.
size_t kernel_packed_count(const kernel_table *table, size_t outputs, size_t inputs);

/// Lays weights [outputs x inputs] out for `kernel_gemm`: blocks of depth, in them panels of `tile_columns` outputs, in
/// them one row of outputs for each input; the last panel is filled up with zeros.
void kernel_pack(const kernel_table *table, float *packed, const float *weights, size_t stride, size_t outputs,
                 size_t inputs);

/// c[rows x outputs] = epilogue(a[rows x inputs] * weights^T), the weights packed by `kernel_pack` with the same table.
void kernel_gemm(const kernel_table *table, float *c, size_t c_stride, const float *a, size_t a_stride, size_t rows,
                 const float *packed, size_t outputs, size_t inputs, kernel_epilogue epilogue,
                 const float *_Nullable bias);

/// As `kernel_gemm`, but c += the product, without an epilogue.
void kernel_gemm_add(const kernel_table *table, float *c, size_t c_stride, const float *a, size_t a_stride, size_t rows,
                     const float *packed, size_t outputs, size_t inputs);

/// Lays a right matrix [depth x columns] out for the products as `kernel_pack` lays out its transpose.
void kernel_pack_rows(const kernel_table *table, float *packed, const float *right, size_t stride, size_t depth,
                      size_t columns);

/// Floats of scratch that `kernel_gemm_turned` needs.
size_t kernel_turned_scratch(void);

/// c[rows x columns] += a^T * right: a is [depth x rows], right [depth x columns], neither laid out beforehand.
void kernel_gemm_turned(const kernel_table *table, float *c, size_t c_stride, const float *a, size_t a_stride,
                        size_t rows, const float *right, size_t right_stride, size_t columns, size_t depth,
                        float *scratch);

/// What one step of AdamW does to every number of a range.
typedef struct kernel_adamw {
    /// What the gradients are multiplied by first: for the mean over a batch, and for clipping.
    float gradient_scale;
    /// Decay of the mean of the gradients, and of that of their squares.
    float beta1, beta2;
    /// Learning rate over 1 - beta1^t, and the square root of 1 - beta2^t.
    float rate, root_correction;
    float epsilon;
    /// 1 - learning rate * weight decay.
    float keep;
    /// What the average takes of the new number: 1 - decay of the average.
    float average_share;
} kernel_adamw;

/// One step of AdamW (Loshchilov and Hutter 2019, algorithm 2) for `count` parameters `x` with gradients `gradient`,
/// moments `first` and `second`, and, where it is not null, the exponential `average` of the parameters.
///
/// The arrays do not overlap.
void kernel_adamw_step(float *x, const float *gradient, float *first, float *second, float *_Nullable average,
                       size_t count, const kernel_adamw *step);

/// The sum of the squares, added up in 16 lanes of binary64: equal input gives equal bits.
double kernel_square_sum(const float *x, size_t count);

/// x += y, `count` numbers; the arrays do not overlap.
void kernel_add(float *x, const float *y, size_t count);

#pragma clang assume_nonnull end
