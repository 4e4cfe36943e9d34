// Attention of one sequence, fused: nothing of size [tokens x tokens] leaves the cache.

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

/// scores[keys x query_block] = keys times the queries turned; `transposed` gets the queries, [head_size x query_block].
static void score(float *scores, float *transposed, const float *queries, size_t query_stride, size_t count,
                  const float *keys, size_t stride, size_t tokens, size_t head_size) {
    const bool wide = count > WIDTH;
    transpose(transposed, queries, query_stride, count, head_size);
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
}

/// out[count x head_size] = the turned left matrix [depth x query_block] times right [depth x head_size], each row times its
/// factor where there are factors.
static void combine(float *out, size_t out_stride, const float *left, size_t count, size_t depth, const float *right,
                    size_t stride, size_t head_size, const float *factors) {
    const size_t query_tiles = (count + TILE_ROWS - 1) / TILE_ROWS;
    for (size_t index = 0, row = 0; index < query_tiles; index++) {
        const size_t next = count * (index + 1) / query_tiles;
        float *to = out + row * out_stride;
        size_t j = 0;
        for (; j + 2 * WIDTH <= head_size; j += 2 * WIDTH) {
            turned_wide(next - row, depth, left + row, query_block, right + j, stride, to + j, out_stride);
        }
        if (j < head_size) {
            turned_narrow(next - row, depth, left + row, query_block, right + j, stride, to + j, out_stride);
        }
        for (; row < next; row++, to += out_stride) {
            if (!factors) { continue; }
            for (j = 0; j < head_size; j += WIDTH) { store(to + j, load(to + j) * splat(factors[row])); }
        }
    }
}

/// Attention of at most query_block queries of one head over all keys; `scratch` as `kernel_attention_scratch` says.
///
/// Scores are kept turned, [keys x query_block]: keys times transposed queries. So the softmax runs down the columns, and the
/// last product reads its left matrix in the order it lies in.
static void attend(float *out, size_t out_stride, const float *queries, size_t count, const float *keys,
                   const float *values, size_t stride, size_t tokens, size_t head_size, exponent_scale scale,
                   float *scratch) {
    float *const scores = scratch + head_size * query_block;
    float inverses[query_block];
    score(scores, scratch, queries, stride, count, keys, stride, tokens, head_size);
    if (count > WIDTH) {
        exponentials_of_columns(scores, inverses, tokens, 2, scale);
    } else {
        exponentials_of_columns(scores, inverses, tokens, 1, scale);
    }
    combine(out, out_stride, scores, count, tokens, values, stride, head_size, inverses);
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
