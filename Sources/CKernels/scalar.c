// The reference kernels, in plain C: what every other file of this folder has to reproduce.

#include <math.h>
#include <string.h>

#include "CKernels.h"
#include "conversions.h"
#include "scalar_training.h"

enum { scalar_rows = 4, scalar_columns = 16 };

static float gelu(float x) { return 0.5f * x * (1.0f + erff(x * 0.70710678118654752f)); }

static void bias_add(float *x, size_t stride, size_t rows, size_t columns, const float *bias) {
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) { x[i * stride + j] += bias[j]; }
    }
}

static void bias_gelu(float *x, size_t stride, size_t rows, size_t columns, const float *bias) {
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) { x[i * stride + j] = gelu(x[i * stride + j] + bias[j]); }
    }
}

static void gemm_tile(size_t rows, size_t columns, size_t depth, const float *a, size_t a_stride, const float *panel,
                      float *c, size_t c_stride, bool accumulate, kernel_epilogue epilogue, const float *bias) {
    for (size_t i = 0; i < rows; i++) {
        float sum[scalar_columns] = {0};
        if (accumulate) { memcpy(sum, c + i * c_stride, columns * sizeof(float)); }
        for (size_t k = 0; k < depth; k++) {
            for (size_t j = 0; j < scalar_columns; j++) {
                sum[j] += a[i * a_stride + k] * panel[k * scalar_columns + j];
            }
        }
        memcpy(c + i * c_stride, sum, columns * sizeof(float));
    }
    if (epilogue == KERNEL_EPILOGUE_BIAS) { bias_add(c, c_stride, rows, columns, bias); }
    if (epilogue == KERNEL_EPILOGUE_BIAS_GELU) { bias_gelu(c, c_stride, rows, columns, bias); }
}

static void gemm_tile_turned(size_t rows, size_t columns, size_t depth, const float *a, const float *panel, float *c,
                             size_t c_stride) {
    for (size_t i = 0; i < rows; i++) {
        for (size_t k = 0; k < depth; k++) {
            for (size_t j = 0; j < columns; j++) {
                c[i * c_stride + j] += a[k * KERNEL_TURNED_STRIDE + i] * panel[k * scalar_columns + j];
            }
        }
    }
}

static void transpose_panel(float *out, const float *x, size_t stride, size_t rows, size_t columns) {
    for (size_t j = 0; j < columns; j++) {
        for (size_t i = 0; i < rows; i++) { out[j * scalar_columns + i] = x[i * stride + j]; }
    }
}

static void layer_norm(float *out, size_t out_stride, const float *x, size_t x_stride, const float *residual,
                       size_t residual_stride, const float *bias, const float *gamma, const float *beta, float epsilon,
                       size_t rows, size_t columns) {
    for (size_t i = 0; i < rows; i++) {
        float *row = out + i * out_stride;
        double sum = 0, squares = 0;
        for (size_t j = 0; j < columns; j++) {
            row[j] = x[i * x_stride + j] + (residual ? residual[i * residual_stride + j] : 0) + (bias ? bias[j] : 0);
            sum += row[j];
        }
        const double mean = sum / (double)columns;
        for (size_t j = 0; j < columns; j++) { squares += (row[j] - mean) * (row[j] - mean); }
        const double scale = 1 / sqrt(squares / (double)columns + epsilon);
        for (size_t j = 0; j < columns; j++) { row[j] = (float)((row[j] - mean) * scale) * gamma[j] + beta[j]; }
    }
}

/// x = softmax(scale * x); scale > 0.
static void softmax(float *x, size_t count, float scale) {
    float most = -INFINITY, sum = 0;
    for (size_t j = 0; j < count; j++) { most = fmaxf(most, x[j]); }
    for (size_t j = 0; j < count; j++) {
        x[j] = expf((x[j] - most) * scale);
        sum += x[j];
    }
    for (size_t j = 0; j < count; j++) { x[j] /= sum; }
}

static void attention(float *out, size_t out_stride, const float *qkv, size_t qkv_stride, size_t tokens, size_t heads,
                      size_t head_size, float scale, float *scratch) {
    const size_t hidden = heads * head_size;
    for (size_t head = 0; head < heads; head++) {
        const float *queries = qkv + head * head_size, *keys = queries + hidden, *values = keys + hidden;
        for (size_t i = 0; i < tokens; i++) {
            for (size_t j = 0; j < tokens; j++) {
                float sum = 0;
                for (size_t k = 0; k < head_size; k++) { sum += queries[i * qkv_stride + k] * keys[j * qkv_stride + k]; }
                scratch[j] = sum;
            }
            softmax(scratch, tokens, scale);
            float *context = out + i * out_stride + head * head_size;
            for (size_t k = 0; k < head_size; k++) {
                float sum = 0;
                for (size_t j = 0; j < tokens; j++) { sum += scratch[j] * values[j * qkv_stride + k]; }
                context[k] = sum;
            }
        }
    }
}

static void half_to_float(float *out, const void *half, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint16_t bits;
        memcpy(&bits, (const char *)half + 2 * i, 2);
        out[i] = float_of_half(bits);
    }
}

static void bfloat_to_float(float *out, const void *bfloat, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint16_t bits;
        memcpy(&bits, (const char *)bfloat + 2 * i, 2);
        out[i] = float_of_bfloat(bits);
    }
}

static const kernel_table table = {
    .name = "scalar",
    .tile_rows = scalar_rows,
    .tile_columns = scalar_columns,
    .gemm_tile = gemm_tile,
    .gemm_tile_turned = gemm_tile_turned,
    .transpose_panel = transpose_panel,
    .bias_add = bias_add,
    .bias_gelu = bias_gelu,
    .layer_norm = layer_norm,
    .attention = attention,
    .half_to_float = half_to_float,
    .bfloat_to_float = bfloat_to_float,
    .training = &scalar_training,
};

const kernel_table *kernels_scalar(void) { return &table; }
