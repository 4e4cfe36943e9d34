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

/// 2^(v * scale) for finite products not above 0; zero below 2^-126. Relative error under 2e-7. The scale is in two parts,
/// the second what the first lacks.
///
/// v * scale = n + f, |f| <= 1/2, n whole; 2^f by a polynomial fitted to the least relative error on that range.
INLINE vector exp2_scaled(vector v, vector scale, vector scale_rest) {
    const vector n = round_to_whole(v * scale);
    const vector f = multiply_add(v, scale_rest, multiply_add(v, scale, -n));
    vector p = splat(1.534580941e-04f);
    p = multiply_add(p, f, splat(1.339993120e-03f));
    p = multiply_add(p, f, splat(9.618488967e-03f));
    p = multiply_add(p, f, splat(5.550328777e-02f));
    p = multiply_add(p, f, splat(2.402264689e-01f));
    p = multiply_add(p, f, splat(6.931472057e-01f));
    p = multiply_add(p, f, splat(1));
    return times_power_of_two(p, n);
}

/// gelu(v) = v/2 (1 + erf(v / sqrt 2)); absolute error under 2e-7 |v|.
///
/// erf(v / sqrt 2) / 2 = w P(w^2) / Q(w^2), w being v held between -5.54 and 5.54, beyond which the function is 1/2 in
/// this precision; P and Q of degree 5 were fitted to the least absolute error on that range.
INLINE vector gelu(vector v) {
    const vector w = maximum(minimum(v, splat(5.54f)), splat(-5.54f));
    const vector t = w * w;
    vector p = splat(2.251430738e-08f), q = splat(1.190388842e-06f);
    p = multiply_add(p, t, splat(6.348532135e-06f));
    q = multiply_add(q, t, splat(7.409890554e-05f));
    p = multiply_add(p, t, splat(1.704757263e-04f));
    q = multiply_add(q, t, splat(1.893832033e-03f));
    p = multiply_add(p, t, splat(4.687031177e-03f));
    q = multiply_add(q, t, splat(2.874438510e-02f));
    p = multiply_add(p, t, splat(3.402964836e-02f));
    q = multiply_add(q, t, splat(2.519655627e-01f));
    p = multiply_add(p, t, splat(3.989422339e-01f));
    q = multiply_add(q, t, splat(1));
    return v * multiply_add(w * p, reciprocal(q), splat(0.5f));
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

/// scale * log2(e) in two parts, so that a product with it keeps its last bits.
typedef struct {
    vector whole, rest;
} exponent_scale;

INLINE exponent_scale exponent_scale_of(float scale) {
    const double product = (double)scale * 1.4426950408889634;
    const float whole = (float)product;
    return (exponent_scale){splat(whole), splat((float)(product - (double)whole))};
}

/// x = exp(scale * (x - max x)); gives the sum back.
INLINE float exponentials(float *x, size_t columns, exponent_scale scale) {
    const size_t whole = columns / WIDTH * WIDTH, rest = columns - whole;
    vector most = splat(-INFINITY), sums = splat(0);
    for (size_t j = 0; j < whole; j += WIDTH) { most = maximum(most, load(x + j)); }
    if (rest > 0) { most = maximum(most, load_part(x + whole, rest, -INFINITY)); }
    most = splat(maximum_of(most));
    for (size_t j = 0; j < whole; j += WIDTH) {
        const vector v = exp2_scaled(load(x + j) - most, scale.whole, scale.rest);
        store(x + j, v);
        sums += v;
    }
    float sum = sum_of(sums);
    if (rest > 0) {
        float part[WIDTH];
        store(part, exp2_scaled(load_part(x + whole, rest, x[whole]) - most, scale.whole, scale.rest));
        for (size_t j = 0; j < rest; j++) { sum += x[whole + j] = part[j]; }
    }
    return sum;
}

static void softmax(float *x, size_t stride, size_t rows, size_t columns, float scale) {
    for (size_t i = 0; i < rows; i++, x += stride) {
        const float inverse = 1 / exponentials(x, columns, exponent_scale_of(scale));
        size_t j = 0;
        for (; j + WIDTH <= columns; j += WIDTH) { store(x + j, load(x + j) * splat(inverse)); }
        for (; j < columns; j++) { x[j] *= inverse; }
    }
}

// MARK: Products

/// c[rows x vectors * WIDTH] = (accumulate ? c : 0) + a[rows x depth] * b[depth x ...], number (i, k) of the left matrix
/// being a[i * a_stride + k], or a[k * a_stride + i] when it is `turned`. What is constant where it is called lets the
/// sums live in registers.
INLINE void tile(const size_t rows, const size_t vectors, const bool turned, size_t depth, const float *a,
                 size_t a_stride, const float *b, size_t b_stride, float *c, size_t c_stride, bool accumulate) {
    vector sums[TILE_ROWS][2];
#pragma clang loop unroll(full)
    for (size_t i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
        for (size_t j = 0; j < vectors; j++) {
            sums[i][j] = accumulate ? load(c + i * c_stride + j * WIDTH) : splat(0);
        }
    }
    for (size_t k = 0; k < depth; k++, b += b_stride, a += turned ? a_stride : 1) {
        vector right[2];
#pragma clang loop unroll(full)
        for (size_t j = 0; j < vectors; j++) { right[j] = load(b + j * WIDTH); }
#pragma clang loop unroll(full)
        for (size_t i = 0; i < rows; i++) {
            const vector left = splat(turned ? a[i] : a[i * a_stride]);
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
INLINE void tile_of_rows(size_t rows, const size_t vectors, const bool turned, size_t depth, const float *a,
                         size_t a_stride, const float *b, size_t b_stride, float *c, size_t c_stride, bool accumulate) {
    switch (rows) {
#define TILE_CASE(count) \
    case count: tile(count, vectors, turned, depth, a, a_stride, b, b_stride, c, c_stride, accumulate); break;
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
    tile_of_rows(rows, 2, false, depth, a, a_stride, b, b_stride, c, c_stride, accumulate);
}

static void tile_narrow(size_t rows, size_t depth, const float *a, size_t a_stride, const float *b, size_t b_stride,
                        float *c, size_t c_stride) {
    tile_of_rows(rows, 1, false, depth, a, a_stride, b, b_stride, c, c_stride, false);
}

static void turned_wide(size_t rows, size_t depth, const float *a, size_t a_stride, const float *b, size_t b_stride,
                        float *c, size_t c_stride) {
    tile_of_rows(rows, 2, true, depth, a, a_stride, b, b_stride, c, c_stride, false);
}

static void turned_narrow(size_t rows, size_t depth, const float *a, size_t a_stride, const float *b, size_t b_stride,
                          float *c, size_t c_stride) {
    tile_of_rows(rows, 1, true, depth, a, a_stride, b, b_stride, c, c_stride, false);
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

// MARK: Attention

/// Queries that are worked on at once: the columns of a tile.
enum { query_block = 2 * WIDTH };

/// out[columns x query_block] = transpose of x[tokens x columns], columns a multiple of WIDTH, tokens at most
/// query_block; zeros from `tokens` to the next multiple of WIDTH. A square at a time, by log2(WIDTH) rounds of
/// interleaving its rows.
static void transpose(float *out, const float *x, size_t stride, size_t tokens, size_t columns) {
    for (size_t token = 0; token < tokens; token += WIDTH) {
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
            for (size_t i = 0; i < WIDTH; i++) { store(out + (column + i) * query_block + token, square[i]); }
        }
    }
}

/// Exponentials down the columns of scores[keys x query_block]: x = exp(scale * (x - max)); the inverses of their sums go
/// to `inverses`. A query is a lane, so nothing is summed across a vector.
INLINE void exponentials_of_columns(float *scores, float *inverses, size_t keys, const size_t vectors,
                                    exponent_scale scale) {
    vector most[2], sums[2];
    for (size_t v = 0; v < vectors; v++) {
        most[v] = splat(-INFINITY);
        sums[v] = splat(0);
    }
    for (size_t j = 0; j < keys; j++) {
        for (size_t v = 0; v < vectors; v++) {
            most[v] = maximum(most[v], load(scores + j * query_block + v * WIDTH));
        }
    }
    for (size_t j = 0; j < keys; j++) {
        for (size_t v = 0; v < vectors; v++) {
            float *part = scores + j * query_block + v * WIDTH;
            const vector x = exp2_scaled(load(part) - most[v], scale.whole, scale.rest);
            store(part, x);
            sums[v] += x;
        }
    }
    for (size_t v = 0; v < vectors; v++) { store(inverses + v * WIDTH, splat(1) / sums[v]); }
}

/// Attention of at most query_block queries of one head over all keys; `scratch` as `kernel_attention_scratch` says.
///
/// Scores are kept turned, [keys x queries]: keys times transposed queries. So the softmax runs down the columns, and the
/// last product reads its left matrix in the order it lies in.
static void attend(float *out, size_t out_stride, const float *queries, size_t count, const float *keys,
                   const float *values, size_t stride, size_t tokens, size_t head_size, exponent_scale scale,
                   float *scratch) {
    float *const transposed = scratch, *const scores = scratch + head_size * query_block;
    const bool wide = count > WIDTH;
    transpose(transposed, queries, stride, count, head_size);
    const size_t key_tiles = (tokens + TILE_ROWS - 1) / TILE_ROWS;
    for (size_t index = 0, row = 0; index < key_tiles; index++) {
        const size_t next = tokens * (index + 1) / key_tiles;
        const float *left = keys + row * stride;
        float *to = scores + row * query_block;
        if (wide) {
            tile_wide(next - row, head_size, left, stride, transposed, query_block, to, query_block, false);
        } else {
            tile_narrow(next - row, head_size, left, stride, transposed, query_block, to, query_block);
        }
        row = next;
    }
    float inverses[query_block];
    if (wide) {
        exponentials_of_columns(scores, inverses, tokens, 2, scale);
    } else {
        exponentials_of_columns(scores, inverses, tokens, 1, scale);
    }
    const size_t query_tiles = (count + TILE_ROWS - 1) / TILE_ROWS;
    for (size_t index = 0, row = 0; index < query_tiles; index++) {
        const size_t next = count * (index + 1) / query_tiles;
        float *to = out + row * out_stride;
        size_t j = 0;
        for (; j + 2 * WIDTH <= head_size; j += 2 * WIDTH) {
            turned_wide(next - row, tokens, scores + row, query_block, values + j, stride, to + j, out_stride);
        }
        if (j < head_size) {
            turned_narrow(next - row, tokens, scores + row, query_block, values + j, stride, to + j, out_stride);
        }
        for (; row < next; row++, to += out_stride) {
            for (j = 0; j < head_size; j += WIDTH) { store(to + j, load(to + j) * splat(inverses[row])); }
        }
    }
}

static void attention(float *out, size_t out_stride, const float *qkv, size_t qkv_stride, size_t tokens, size_t heads,
                      size_t head_size, float scale, float *scratch) {
    if (head_size % WIDTH != 0) {
        kernels_scalar()->attention(out, out_stride, qkv, qkv_stride, tokens, heads, head_size, scale, scratch);
        return;
    }
    const size_t hidden = heads * head_size;
    const exponent_scale exponent = exponent_scale_of(scale);
    for (size_t head = 0; head < heads; head++) {
        const float *queries = qkv + head * head_size, *keys = queries + hidden, *values = keys + hidden;
        float *context = out + head * head_size;
        for (size_t first = 0; first < tokens; first += query_block) {
            const size_t count = tokens - first < query_block ? tokens - first : query_block;
            attend(context + first * out_stride, out_stride, queries + first * qkv_stride, count, keys, values,
                   qkv_stride, tokens, head_size, exponent, scratch);
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
