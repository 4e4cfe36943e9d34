// The reference of the training kernels, in plain C.

#include <math.h>

#include "CKernels.h"
#include "masks.h"
#include "scalar_training.h"

static void dropout_rows(float *x, size_t stride, size_t rows, size_t columns, kernel_dropout dropout) {
    for (size_t i = 0; i < rows; i++) {
        const uint64_t key = mask_row_key(dropout.seed, dropout.first_row + i);
        for (size_t j = 0; j < columns; j++) {
            x[i * stride + j] = mask_apply(x[i * stride + j], key, (uint32_t)j, dropout);
        }
    }
}

static void layer_norm(float *out, size_t out_stride, float *normalized, size_t normalized_stride, float *inverses,
                       const float *x, size_t x_stride, const float *residual, size_t residual_stride,
                       const float *bias, const float *gamma, const float *beta, float epsilon, size_t rows,
                       size_t columns, kernel_dropout dropout) {
    for (size_t i = 0; i < rows; i++) {
        const uint64_t key = mask_row_key(dropout.seed, dropout.first_row + i);
        float *row = normalized + i * normalized_stride;
        double sum = 0, squares = 0;
        for (size_t j = 0; j < columns; j++) {
            row[j] = mask_apply(x[i * x_stride + j] + (bias ? bias[j] : 0), key, (uint32_t)j, dropout);
            row[j] += residual ? residual[i * residual_stride + j] : 0;
            sum += row[j];
        }
        const double mean = sum / (double)columns;
        for (size_t j = 0; j < columns; j++) { squares += (row[j] - mean) * (row[j] - mean); }
        const double inverse = 1 / sqrt(squares / (double)columns + epsilon);
        inverses[i] = (float)inverse;
        for (size_t j = 0; j < columns; j++) {
            row[j] = (float)((row[j] - mean) * inverse);
            out[i * out_stride + j] = row[j] * gamma[j] + beta[j];
        }
    }
}

static void layer_norm_backward(float *sums, size_t sums_stride, float *dropped, size_t dropped_stride,
                                const float *gradient, size_t gradient_stride, const float *normalized,
                                size_t normalized_stride, const float *inverses, const float *gamma,
                                float *gamma_gradient, float *beta_gradient, float *bias_gradient, size_t rows,
                                size_t columns, kernel_dropout dropout) {
    for (size_t i = 0; i < rows; i++) {
        const uint64_t key = mask_row_key(dropout.seed, dropout.first_row + i);
        const float *from = gradient + i * gradient_stride, *unit = normalized + i * normalized_stride;
        double sum = 0, product = 0;
        for (size_t j = 0; j < columns; j++) {
            gamma_gradient[j] += from[j] * unit[j];
            beta_gradient[j] += from[j];
            sum += (double)from[j] * gamma[j];
            product += (double)from[j] * gamma[j] * unit[j];
        }
        for (size_t j = 0; j < columns; j++) {
            const double centred = (double)from[j] * gamma[j] - (sum + unit[j] * product) / (double)columns;
            const float value = (float)(inverses[i] * centred);
            sums[i * sums_stride + j] = value;
            if (dropped) {
                const float kept = mask_apply(value, key, (uint32_t)j, dropout);
                dropped[i * dropped_stride + j] = kept;
                bias_gradient[j] += kept;
            }
        }
    }
}

/// The normal distribution's cumulative function.
static double cumulative(double x) { return 0.5 * (1 + erf(x * 0.70710678118654752)); }

static void gelu(float *out, size_t out_stride, const float *x, size_t x_stride, size_t rows, size_t columns) {
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            const double v = x[i * x_stride + j];
            out[i * out_stride + j] = (float)(v * cumulative(v));
        }
    }
}

static void gelu_backward(float *out, size_t out_stride, float *gradient, size_t gradient_stride, const float *x,
                          size_t x_stride, float *bias_gradient, size_t rows, size_t columns) {
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            const double v = x[i * x_stride + j];
            const double slope = cumulative(v) + v * 0.39894228040143268 * exp(-0.5 * v * v);
            out[i * out_stride + j] = (float)(v * cumulative(v));
            gradient[i * gradient_stride + j] *= (float)slope;
            bias_gradient[j] += gradient[i * gradient_stride + j];
        }
    }
}

static void column_sums(float *out, const float *x, size_t stride, size_t rows, size_t columns) {
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) { out[j] += x[i * stride + j]; }
    }
}

static void cross_entropy(float *x, size_t stride, size_t rows, size_t columns, const int32_t *gold, float *losses,
                          uint8_t *hits) {
    for (size_t i = 0; i < rows; i++, x += stride) {
        float greatest = x[0];
        double sum = 0;
        for (size_t j = 1; j < columns; j++) { greatest = fmaxf(greatest, x[j]); }
        for (size_t j = 0; j < columns; j++) { sum += exp((double)x[j] - greatest); }
        losses[i] = (float)(log(sum) - ((double)x[gold[i]] - greatest));
        hits[i] = x[gold[i]] >= greatest;
        for (size_t j = 0; j < columns; j++) { x[j] = (float)(exp((double)x[j] - greatest) / sum); }
        x[gold[i]] -= 1;
    }
}

static float dot(const float *a, const float *b, size_t count) {
    float sum = 0;
    for (size_t k = 0; k < count; k++) { sum += a[k] * b[k]; }
    return sum;
}

/// The weights of one query before dropout.
static void weigh(float *weights, const float *query, const float *keys, size_t stride, size_t tokens, size_t head_size,
                  float scale) {
    float most = -INFINITY, sum = 0;
    for (size_t j = 0; j < tokens; j++) {
        weights[j] = dot(query, keys + j * stride, head_size);
        most = fmaxf(most, weights[j]);
    }
    for (size_t j = 0; j < tokens; j++) { sum += weights[j] = expf((weights[j] - most) * scale); }
    for (size_t j = 0; j < tokens; j++) { weights[j] /= sum; }
}

static void attention(float *out, size_t out_stride, const float *qkv, size_t qkv_stride, size_t tokens, size_t heads,
                      size_t head_size, float scale, kernel_dropout dropout, float *scratch) {
    const size_t hidden = heads * head_size;
    for (size_t head = 0; head < heads; head++) {
        const float *queries = qkv + head * head_size, *keys = queries + hidden, *values = keys + hidden;
        for (size_t i = 0; i < tokens; i++) {
            const uint64_t key = mask_row_key(dropout.seed, (dropout.first_row + i) * heads + head);
            weigh(scratch, queries + i * qkv_stride, keys, qkv_stride, tokens, head_size, scale);
            float *context = out + i * out_stride + head * head_size;
            for (size_t k = 0; k < head_size; k++) { context[k] = 0; }
            for (size_t j = 0; j < tokens; j++) {
                const float weight = mask_apply(scratch[j], key, (uint32_t)j, dropout);
                for (size_t k = 0; k < head_size; k++) { context[k] += weight * values[j * qkv_stride + k]; }
            }
        }
    }
}

static void attention_backward(float *qkv_gradient, size_t qkv_gradient_stride, const float *gradient,
                               size_t gradient_stride, const float *qkv, size_t qkv_stride, size_t tokens, size_t heads,
                               size_t head_size, float scale, kernel_dropout dropout, float *scratch) {
    const size_t hidden = heads * head_size;
    for (size_t i = 0; i < tokens; i++) {
        for (size_t k = 0; k < 3 * hidden; k++) { qkv_gradient[i * qkv_gradient_stride + k] = 0; }
    }
    for (size_t head = 0; head < heads; head++) {
        const float *queries = qkv + head * head_size, *keys = queries + hidden, *values = keys + hidden;
        for (size_t i = 0; i < tokens; i++) {
            const uint64_t key = mask_row_key(dropout.seed, (dropout.first_row + i) * heads + head);
            const float *query = queries + i * qkv_stride, *from = gradient + i * gradient_stride + head * head_size;
            float *query_gradient = qkv_gradient + i * qkv_gradient_stride + head * head_size;
            float *const weights = scratch, *const slopes = scratch + tokens;
            weigh(weights, query, keys, qkv_stride, tokens, head_size, scale);
            float product = 0;
            for (size_t j = 0; j < tokens; j++) {
                slopes[j] = mask_apply(dot(from, values + j * qkv_stride, head_size), key, (uint32_t)j, dropout);
                product += slopes[j] * weights[j];
            }
            for (size_t j = 0; j < tokens; j++) {
                const float slope = weights[j] * (slopes[j] - product) * scale;
                const float weight = mask_apply(weights[j], key, (uint32_t)j, dropout);
                float *key_gradient = qkv_gradient + j * qkv_gradient_stride + hidden + head * head_size;
                for (size_t k = 0; k < head_size; k++) {
                    query_gradient[k] += slope * keys[j * qkv_stride + k];
                    key_gradient[k] += slope * query[k];
                    key_gradient[hidden + k] += weight * from[k];
                }
            }
        }
    }
}

const training_kernels scalar_training = {
    .dropout = dropout_rows,
    .layer_norm = layer_norm,
    .layer_norm_backward = layer_norm_backward,
    .gelu = gelu,
    .gelu_backward = gelu_backward,
    .column_sums = column_sums,
    .cross_entropy = cross_entropy,
    .attention = attention,
    .attention_backward = attention_backward,
};
