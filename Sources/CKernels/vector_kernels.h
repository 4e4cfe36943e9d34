// The kernels over vectors of any width. Each file of an instruction set defines the vector type and its few operations
// (see `avx2.c` for the list), includes this once, and so gets the same arithmetic in its own instructions.

#include <math.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

// MARK: Parts of rows

/// The first `count` floats at `p`, then `fill`.
INLINE vector load_part(const float *p, size_t count, float fill) {
    float part[WIDTH];
    for (size_t i = 0; i < WIDTH; i++) { part[i] = i < count ? p[i] : fill; }
    return load(part);
}

INLINE void store_part(float *p, vector v, size_t count) {
    float part[WIDTH];
    store(part, v);
    memcpy(p, part, count * sizeof(float));
}

// MARK: Functions of numbers

/// 2^(v * log2_scale) for finite products not above 0; zero below 2^-126. Relative error under 2e-7.
///
/// v * log2_scale = n + f, |f| <= 1/2, n whole; 2^f by a polynomial fitted to the least relative error on that range.
INLINE vector exp2_scaled(vector v, vector log2_scale, vector log2_scale_rest) {
    const vector n = round_to_whole(v * log2_scale);
    const vector f = multiply_add(v, log2_scale_rest, multiply_add(v, log2_scale, -n));
    vector p = splat(1.534580941e-04f);
    p = multiply_add(p, f, splat(1.339993120e-03f));
    p = multiply_add(p, f, splat(9.618488967e-03f));
    p = multiply_add(p, f, splat(5.550328777e-02f));
    p = multiply_add(p, f, splat(2.402264689e-01f));
    p = multiply_add(p, f, splat(6.931472057e-01f));
    p = multiply_add(p, f, splat(1));
    return times_power_of_two(p, n);
}

/// gelu(v) = v/2 (1 + erf(v / sqrt 2)); absolute error under 4e-7 |v|.
///
/// erf(z) = z P(z^2) / Q(z^2) for |z| <= 3.92, beyond which it is 1 in this precision; P and Q of degree 5 were fitted to
/// the least absolute error on that range.
INLINE vector gelu(vector v) {
    const vector z = maximum(minimum(v * splat(0.70710678f), splat(3.92f)), splat(-3.92f));
    const vector t = z * z;
    vector p = splat(2.035626758e-06f), q = splat(3.807071025e-05f);
    p = multiply_add(p, t, splat(2.873072884e-04f));
    q = multiply_add(q, t, splat(1.186473951e-03f));
    p = multiply_add(p, t, splat(3.861800262e-03f));
    q = multiply_add(q, t, splat(1.515943906e-02f));
    p = multiply_add(p, t, splat(5.304075175e-02f));
    q = multiply_add(q, t, splat(1.150229001e-01f));
    p = multiply_add(p, t, splat(1.926149935e-01f));
    q = multiply_add(q, t, splat(5.040323449e-01f));
    p = multiply_add(p, t, splat(1.128379034e+00f));
    q = multiply_add(q, t, splat(1));
    const vector half = v * splat(0.5f);
    return multiply_add(half, z * p * reciprocal(q), half);
}

// MARK: Rows

static void bias_add(float *x, size_t stride, size_t rows, size_t columns, const float *bias) {
    for (size_t i = 0; i < rows; i++, x += stride) {
        size_t j = 0;
        for (; j + WIDTH <= columns; j += WIDTH) { store(x + j, load(x + j) + load(bias + j)); }
        for (; j < columns; j++) { x[j] += bias[j]; }
    }
}

static void bias_gelu(float *x, size_t stride, size_t rows, size_t columns, const float *bias) {
    for (size_t i = 0; i < rows; i++, x += stride) {
        size_t j = 0;
        for (; j + 2 * WIDTH <= columns; j += 2 * WIDTH) {
            store(x + j, gelu(load(x + j) + load(bias + j)));
            store(x + j + WIDTH, gelu(load(x + j + WIDTH) + load(bias + j + WIDTH)));
        }
        for (; j < columns; j += WIDTH) {
            const size_t count = columns - j < WIDTH ? columns - j : WIDTH;
            store_part(x + j, gelu(load_part(x + j, count, 0) + load_part(bias + j, count, 0)), count);
        }
    }
}

static void layer_norm(float *out, size_t out_stride, const float *x, size_t x_stride, const float *residual,
                       size_t residual_stride, const float *bias, const float *gamma, const float *beta, float epsilon,
                       size_t rows, size_t columns) {
    const size_t whole = columns / WIDTH * WIDTH;
    for (size_t i = 0; i < rows; i++, out += out_stride, x += x_stride) {
        vector sums = splat(0);
        float sum = 0;
        for (size_t j = 0; j < whole; j += WIDTH) {
            vector v = load(x + j);
            if (residual) { v += load(residual + j); }
            if (bias) { v += load(bias + j); }
            store(out + j, v);
            sums += v;
        }
        for (size_t j = whole; j < columns; j++) {
            out[j] = x[j] + (residual ? residual[j] : 0) + (bias ? bias[j] : 0);
            sum += out[j];
        }
        const float mean = (sum_of(sums) + sum) / (float)columns;
        sums = splat(0);
        sum = 0;
        for (size_t j = 0; j < whole; j += WIDTH) {
            const vector v = load(out + j) - splat(mean);
            sums = multiply_add(v, v, sums);
        }
        for (size_t j = whole; j < columns; j++) { sum += (out[j] - mean) * (out[j] - mean); }
        const float scale = 1 / sqrtf((sum_of(sums) + sum) / (float)columns + epsilon);
        for (size_t j = 0; j < whole; j += WIDTH) {
            const vector v = (load(out + j) - splat(mean)) * splat(scale);
            store(out + j, multiply_add(v, load(gamma + j), load(beta + j)));
        }
        for (size_t j = whole; j < columns; j++) { out[j] = (out[j] - mean) * scale * gamma[j] + beta[j]; }
        if (residual) { residual += residual_stride; }
    }
}

/// x = exp(scale * (x - max x)); gives the sum back. What lies between `columns` and the next multiple of WIDTH may be
/// overwritten, with zeros, when `padded`.
INLINE float exponentials(float *x, size_t columns, float scale, bool padded) {
    const size_t whole = columns / WIDTH * WIDTH, rest = columns - whole;
    // scale * log2(e) in two parts, so that the product keeps its last bits.
    const double product = (double)scale * 1.4426950408889634;
    const vector factor = splat((float)product), factor_rest = splat((float)(product - (double)(float)product));
    vector most = splat(-INFINITY), sums = splat(0);
    for (size_t j = 0; j < whole; j += WIDTH) { most = maximum(most, load(x + j)); }
    if (rest > 0) { most = maximum(most, load_part(x + whole, rest, -INFINITY)); }
    most = splat(maximum_of(most));
    for (size_t j = 0; j < whole; j += WIDTH) {
        const vector v = exp2_scaled(load(x + j) - most, factor, factor_rest);
        store(x + j, v);
        sums += v;
    }
    if (rest > 0) {
        float part[WIDTH] = {0};
        store(part, exp2_scaled(load_part(x + whole, rest, maximum_of(most)) - most, factor, factor_rest));
        for (size_t j = rest; j < WIDTH; j++) { part[j] = 0; }
        sums += load(part);
        memcpy(x + whole, part, (padded ? WIDTH : rest) * sizeof(float));
    }
    return sum_of(sums);
}

static void softmax(float *x, size_t stride, size_t rows, size_t columns, float scale) {
    for (size_t i = 0; i < rows; i++, x += stride) {
        const float inverse = 1 / exponentials(x, columns, scale, false);
        size_t j = 0;
        for (; j + WIDTH <= columns; j += WIDTH) { store(x + j, load(x + j) * splat(inverse)); }
        for (; j < columns; j++) { x[j] *= inverse; }
    }
}

// MARK: Products

/// c[rows x vectors * WIDTH] = (accumulate ? c : 0) + a[rows x depth] * b[depth x ...]; `rows` and `vectors` are
/// constants where it is called, so that the sums live in registers.
INLINE void tile(const size_t rows, const size_t vectors, size_t depth, const float *a, size_t a_stride, const float *b,
                 size_t b_stride, float *c, size_t c_stride, bool accumulate) {
    vector sums[TILE_ROWS][2];
#pragma clang loop unroll(full)
    for (size_t i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
        for (size_t j = 0; j < vectors; j++) {
            sums[i][j] = accumulate ? load(c + i * c_stride + j * WIDTH) : splat(0);
        }
    }
    for (size_t k = 0; k < depth; k++, b += b_stride, a++) {
        vector right[2];
#pragma clang loop unroll(full)
        for (size_t j = 0; j < vectors; j++) { right[j] = load(b + j * WIDTH); }
#pragma clang loop unroll(full)
        for (size_t i = 0; i < rows; i++) {
            const vector left = splat(a[i * a_stride]);
#pragma clang loop unroll(full)
            for (size_t j = 0; j < vectors; j++) { sums[i][j] = multiply_add(left, right[j], sums[i][j]); }
        }
    }
#pragma clang loop unroll(full)
    for (size_t i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
        for (size_t j = 0; j < vectors; j++) { store(c + i * c_stride + j * WIDTH, sums[i][j]); }
    }
}

/// `tile` for a number of rows known only when it runs, 1 to TILE_ROWS.
INLINE void tile_of_rows(size_t rows, const size_t vectors, size_t depth, const float *a, size_t a_stride,
                         const float *b, size_t b_stride, float *c, size_t c_stride, bool accumulate) {
    switch (rows) {
#define TILE_CASE(count) \
    case count: tile(count, vectors, depth, a, a_stride, b, b_stride, c, c_stride, accumulate); break;
        TILE_CASE(1) TILE_CASE(2) TILE_CASE(3) TILE_CASE(4) TILE_CASE(5) TILE_CASE(6)
#if TILE_ROWS > 6
        TILE_CASE(7) TILE_CASE(8) TILE_CASE(9) TILE_CASE(10) TILE_CASE(11) TILE_CASE(12) TILE_CASE(13) TILE_CASE(14)
#endif
#undef TILE_CASE
    default: __builtin_unreachable();
    }
}

static void tile_wide(size_t rows, size_t depth, const float *a, size_t a_stride, const float *b, size_t b_stride,
                      float *c, size_t c_stride, bool accumulate) {
    tile_of_rows(rows, 2, depth, a, a_stride, b, b_stride, c, c_stride, accumulate);
}

static void tile_narrow(size_t rows, size_t depth, const float *a, size_t a_stride, const float *b, size_t b_stride,
                        float *c, size_t c_stride) {
    tile_of_rows(rows, 1, depth, a, a_stride, b, b_stride, c, c_stride, false);
}

static void gemm_tile(size_t rows, size_t columns, size_t depth, const float *a, size_t a_stride, const float *panel,
                      float *c, size_t c_stride, bool accumulate, kernel_epilogue epilogue, const float *bias) {
    if (columns == 2 * WIDTH) {
        tile_wide(rows, depth, a, a_stride, panel, 2 * WIDTH, c, c_stride, accumulate);
    } else {
        float whole[TILE_ROWS * 2 * WIDTH] = {0};
        for (size_t i = 0; i < rows && accumulate; i++) {
            memcpy(whole + i * 2 * WIDTH, c + i * c_stride, columns * sizeof(float));
        }
        tile_wide(rows, depth, a, a_stride, panel, 2 * WIDTH, whole, 2 * WIDTH, accumulate);
        for (size_t i = 0; i < rows; i++) {
            memcpy(c + i * c_stride, whole + i * 2 * WIDTH, columns * sizeof(float));
        }
    }
    if (epilogue == KERNEL_EPILOGUE_BIAS) { bias_add(c, c_stride, rows, columns, bias); }
    if (epilogue == KERNEL_EPILOGUE_BIAS_GELU) { bias_gelu(c, c_stride, rows, columns, bias); }
}

/// c[rows x columns] = a[rows x depth] * b[depth x columns], columns a multiple of WIDTH.
INLINE void product(size_t rows, size_t columns, size_t depth, const float *a, size_t a_stride, const float *b,
                    size_t b_stride, float *c, size_t c_stride) {
    const size_t tiles = (rows + TILE_ROWS - 1) / TILE_ROWS;
    size_t row = 0;
    for (size_t index = 0; index < tiles; index++) {
        const size_t next = rows * (index + 1) / tiles;
        const float *left = a + row * a_stride;
        float *out = c + row * c_stride;
        size_t j = 0;
        for (; j + 2 * WIDTH <= columns; j += 2 * WIDTH) {
            tile_wide(next - row, depth, left, a_stride, b + j, b_stride, out + j, c_stride, false);
        }
        if (j < columns) { tile_narrow(next - row, depth, left, a_stride, b + j, b_stride, out + j, c_stride); }
        row = next;
    }
}

// MARK: Attention

/// out[columns x padded] = transpose of x[tokens x columns], columns a multiple of WIDTH; zeros from `tokens` to
/// `padded`, the next multiple of WIDTH. A square at a time, by log2(WIDTH) rounds of interleaving rows.
INLINE void transpose(float *out, size_t padded, const float *x, size_t stride, size_t tokens, size_t columns) {
    for (size_t token = 0; token < padded; token += WIDTH) {
        for (size_t column = 0; column < columns; column += WIDTH) {
            vector square[WIDTH];
#pragma clang loop unroll(full)
            for (size_t i = 0; i < WIDTH; i++) {
                square[i] = token + i < tokens ? load(x + (token + i) * stride + column) : splat(0);
            }
#pragma clang loop unroll(full)
            for (size_t round = 1; round < WIDTH; round *= 2) {
                vector next[WIDTH];
#pragma clang loop unroll(full)
                for (size_t i = 0; i < WIDTH / 2; i++) {
                    next[2 * i] = interleave_low(square[i], square[i + WIDTH / 2]);
                    next[2 * i + 1] = interleave_high(square[i], square[i + WIDTH / 2]);
                }
                memcpy(square, next, sizeof(square));
            }
#pragma clang loop unroll(full)
            for (size_t i = 0; i < WIDTH; i++) { store(out + (column + i) * padded + token, square[i]); }
        }
    }
}

/// Queries whose scores are held at once.
enum { query_block = 2 * TILE_ROWS };

static void attention(float *out, size_t out_stride, const float *qkv, size_t qkv_stride, size_t tokens, size_t heads,
                      size_t head_size, float scale, float *scratch) {
    if (head_size % WIDTH != 0) {
        kernels_scalar()->attention(out, out_stride, qkv, qkv_stride, tokens, heads, head_size, scale, scratch);
        return;
    }
    const size_t hidden = heads * head_size, padded = (tokens + WIDTH - 1) / WIDTH * WIDTH;
    float *const transposed = scratch, *const scores = scratch + head_size * padded;
    for (size_t head = 0; head < heads; head++) {
        const float *queries = qkv + head * head_size, *keys = queries + hidden, *values = keys + hidden;
        transpose(transposed, padded, keys, qkv_stride, tokens, head_size);
        for (size_t first = 0; first < tokens; first += query_block) {
            const size_t rows = tokens - first < query_block ? tokens - first : query_block;
            float *context = out + first * out_stride + head * head_size;
            float inverses[query_block];
            product(rows, padded, head_size, queries + first * qkv_stride, qkv_stride, transposed, padded, scores,
                    padded);
            for (size_t i = 0; i < rows; i++) {
                inverses[i] = 1 / exponentials(scores + i * padded, tokens, scale, true);
            }
            product(rows, head_size, tokens, scores, padded, values, qkv_stride, context, out_stride);
            for (size_t i = 0; i < rows; i++) {
                for (size_t j = 0; j < head_size; j += WIDTH) {
                    float *part = context + i * out_stride + j;
                    store(part, load(part) * splat(inverses[i]));
                }
            }
        }
    }
}

// MARK: Conversions

static void bfloat_to_float(float *out, const void *bfloat, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint16_t bits;
        memcpy(&bits, (const char *)bfloat + 2 * i, 2);
        out[i] = float_of_bfloat(bits);
    }
}

static void half_to_float(float *out, const void *half, size_t count) {
    size_t i = 0;
    for (; i + WIDTH <= count; i += WIDTH) { store(out + i, load_half((const char *)half + 2 * i)); }
    if (i < count) {
        char part[2 * WIDTH] = {0};
        memcpy(part, (const char *)half + 2 * i, 2 * (count - i));
        store_part(out + i, load_half(part), count - i);
    }
}

static const kernel_table table = {
    .name = NAME,
    .tile_rows = TILE_ROWS,
    .tile_columns = 2 * WIDTH,
    .gemm_tile = gemm_tile,
    .bias_add = bias_add,
    .bias_gelu = bias_gelu,
    .layer_norm = layer_norm,
    .softmax = softmax,
    .attention = attention,
    .half_to_float = half_to_float,
    .bfloat_to_float = bfloat_to_float,
};
