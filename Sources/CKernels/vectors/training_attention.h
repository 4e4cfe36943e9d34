// Attention with dropout, and its way back; scores stand turned, [keys x query_block], as in `attention.h`.

/// The keys of the masks of a block of queries in one head, a query a lane.
typedef struct lane_masks {
    uint32_t low[query_block], high[query_block];
} lane_masks;

static void fill_masks(lane_masks *masks, kernel_dropout dropout, size_t query, size_t heads, size_t head) {
    for (size_t lane = 0; lane < query_block; lane++) {
        const uint64_t key = mask_row_key(dropout.seed, (dropout.first_row + query + lane) * heads + head);
        masks->low[lane] = (uint32_t)key;
        masks->high[lane] = (uint32_t)(key >> 32);
    }
}

INLINE bits load_bits(const uint32_t *p) {
    bits x;
    memcpy(&x, p, sizeof(x));
    return x;
}

/// v, the weights of a vector of queries for key `j`, scaled or dropped.
INLINE vector mask_lanes(vector v, const lane_masks *masks, size_t lane, size_t j, kernel_dropout dropout) {
    if (dropout.threshold == 0) { return v; }
    const bits column = splat_bits((uint32_t)j * mask_step);
    return mask_kept(v, mask_bits_of(load_bits(masks->low + lane), load_bits(masks->high + lane), column), dropout);
}

/// Scores to powers, and the inverses of their sums; gives back how many vectors of queries there are.
static size_t powers(float *scores, float *inverses, size_t count, size_t tokens, exponent_scale scale) {
    if (count > WIDTH) {
        exponentials_of_columns(scores, inverses, tokens, 2, scale);
        return 2;
    }
    exponentials_of_columns(scores, inverses, tokens, 1, scale);
    return 1;
}

static void training_attention(float *out, size_t out_stride, const float *qkv, size_t qkv_stride, size_t tokens,
                               size_t heads, size_t head_size, float scale, kernel_dropout dropout, float *scratch) {
    if (head_size % WIDTH != 0) {
        scalar_training.attention(out, out_stride, qkv, qkv_stride, tokens, heads, head_size, scale, dropout, scratch);
        return;
    }
    const exponent_scale exponent = exponent_scale_of(scale);
    float *const transposed = scratch, *const weights = scratch + head_size * query_block;
    lane_masks masks;
    float inverses[query_block];
    for (size_t head = 0; head < heads; head++) {
        const float *queries = qkv + head * head_size, *keys = queries + heads * head_size;
        const float *values = keys + heads * head_size;
        for (size_t first = 0; first < tokens; first += query_block) {
            const size_t count = tokens - first < query_block ? tokens - first : query_block;
            score(weights, transposed, queries + first * qkv_stride, qkv_stride, count, keys, qkv_stride, tokens,
                  head_size);
            const size_t vectors = powers(weights, inverses, count, tokens, exponent);
            if (dropout.threshold != 0) {
                fill_masks(&masks, dropout, first, heads, head);
                for (size_t j = 0; j < tokens; j++) {
                    for (size_t v = 0; v < vectors; v++) {
                        float *part = weights + j * query_block + v * WIDTH;
                        store(part, mask_lanes(load(part), &masks, v * WIDTH, j, dropout));
                    }
                }
            }
            combine(out + first * out_stride + head * head_size, out_stride, weights, count, tokens, values,
                    qkv_stride, head_size, inverses);
        }
    }
}

/// c[rows x head_size] (+)= a[rows x query_block, the first `depth` columns] * b[depth x head_size].
static void spread(float *c, size_t c_stride, const float *a, size_t rows, size_t depth, const float *b,
                   size_t b_stride, size_t head_size, bool accumulate) {
    const size_t tiles = (rows + TILE_ROWS - 1) / TILE_ROWS;
    for (size_t index = 0, row = 0; index < tiles; index++) {
        const size_t next = rows * (index + 1) / tiles;
        const float *left = a + row * query_block;
        float *to = c + row * c_stride;
        size_t j = 0;
        for (; j + 2 * WIDTH <= head_size; j += 2 * WIDTH) {
            tile_of_rows(next - row, 2, false, depth, left, query_block, b + j, b_stride, to + j, c_stride, accumulate);
        }
        if (j < head_size) {
            tile_of_rows(next - row, 1, false, depth, left, query_block, b + j, b_stride, to + j, c_stride, accumulate);
        }
        row = next;
    }
}

/// From powers and the gradients of the weights after dropout to the weights after dropout and the gradients of scores.
///
/// p = power / sum, w = mask * p; the gradient of a score is scale * p * (mask * dw - sum over keys of p * mask * dw).
INLINE void slopes(float *weights, float *gradients, const float *inverses, size_t keys, const size_t vectors,
                   const lane_masks *masks, kernel_dropout dropout, float scale) {
    for (size_t v = 0; v < vectors; v++) {
        const vector inverse = load(inverses + v * WIDTH);
        vector product = splat(0);
        for (size_t j = 0; j < keys; j++) {
            float *weight = weights + j * query_block + v * WIDTH, *gradient = gradients + j * query_block + v * WIDTH;
            const vector g = mask_lanes(load(gradient), masks, v * WIDTH, j, dropout), p = load(weight) * inverse;
            store(gradient, g);
            store(weight, p);
            product = multiply_add(p, g, product);
        }
        for (size_t j = 0; j < keys; j++) {
            float *weight = weights + j * query_block + v * WIDTH, *gradient = gradients + j * query_block + v * WIDTH;
            const vector p = load(weight);
            store(gradient, p * splat(scale) * (load(gradient) - product));
            store(weight, mask_lanes(p, masks, v * WIDTH, j, dropout));
        }
    }
}

static void attention_backward(float *qkv_gradient, size_t qkv_gradient_stride, const float *gradient,
                               size_t gradient_stride, const float *qkv, size_t qkv_stride, size_t tokens, size_t heads,
                               size_t head_size, float scale, kernel_dropout dropout, float *scratch) {
    if (head_size % WIDTH != 0) {
        scalar_training.attention_backward(qkv_gradient, qkv_gradient_stride, gradient, gradient_stride, qkv,
                                           qkv_stride, tokens, heads, head_size, scale, dropout, scratch);
        return;
    }
    const size_t hidden = heads * head_size;
    const exponent_scale exponent = exponent_scale_of(scale);
    float *const transposed = scratch, *const weights = scratch + head_size * query_block;
    float *const gradients = weights + tokens * query_block;
    lane_masks masks;
    float inverses[query_block];
    for (size_t head = 0; head < heads; head++) {
        const float *queries = qkv + head * head_size, *keys = queries + hidden, *values = keys + hidden;
        float *query_gradients = qkv_gradient + head * head_size;
        float *key_gradients = query_gradients + hidden, *value_gradients = key_gradients + hidden;
        for (size_t first = 0; first < tokens; first += query_block) {
            const size_t count = tokens - first < query_block ? tokens - first : query_block;
            const float *block = queries + first * qkv_stride;
            const float *from = gradient + first * gradient_stride + head * head_size;
            score(weights, transposed, block, qkv_stride, count, keys, qkv_stride, tokens, head_size);
            score(gradients, transposed, from, gradient_stride, count, values, qkv_stride, tokens, head_size);
            if (dropout.threshold != 0) { fill_masks(&masks, dropout, first, heads, head); }
            if (powers(weights, inverses, count, tokens, exponent) == 2) {
                slopes(weights, gradients, inverses, tokens, 2, &masks, dropout, scale);
            } else {
                slopes(weights, gradients, inverses, tokens, 1, &masks, dropout, scale);
            }
            spread(value_gradients, qkv_gradient_stride, weights, tokens, count, from, gradient_stride, head_size,
                   first > 0);
            spread(key_gradients, qkv_gradient_stride, gradients, tokens, count, block, qkv_stride, head_size,
                   first > 0);
            combine(query_gradients + first * qkv_gradient_stride, qkv_gradient_stride, gradients, count, tokens, keys,
                    qkv_stride, head_size, 0);
        }
    }
}
