// What training does to the rows of a matrix: dropout, and the ways back.

typedef uint32_t bits __attribute__((vector_size(4 * WIDTH)));

INLINE bits splat_bits(uint32_t x) { return (bits){} + x; }

/// The bits of `masks.h` for keys in two halves and columns times `mask_step`.
INLINE bits mask_bits_of(bits low, bits high, bits columns) {
    bits x = low + columns;
    x = (x ^ x >> 16) * mask_first;
    x = ((x ^ x >> 15) + high) * mask_second;
    return x ^ x >> 16;
}

/// v, scaled or dropped.
INLINE vector mask_kept(vector v, bits random, kernel_dropout dropout) {
    const bits kept = (bits)(random >= splat_bits(dropout.threshold));
    return (vector)((bits)(v * splat(dropout.scale)) & kept);
}

/// The columns of a vector, times `mask_step`.
INLINE bits mask_columns(void) {
    bits columns;
    for (uint32_t j = 0; j < WIDTH; j++) { columns[j] = j * mask_step; }
    return columns;
}

/// v, the columns from `j` of a row, scaled or dropped.
INLINE vector mask_row(vector v, uint64_t key, size_t j, kernel_dropout dropout) {
    if (dropout.threshold == 0) { return v; }
    const bits columns = mask_columns() + (uint32_t)j * mask_step;
    return mask_kept(v, mask_bits_of(splat_bits((uint32_t)key), splat_bits((uint32_t)(key >> 32)), columns), dropout);
}

static void dropout_rows(float *x, size_t stride, size_t rows, size_t columns, kernel_dropout dropout) {
    if (dropout.threshold == 0) { return; }
    for (size_t i = 0; i < rows; i++, x += stride) {
        const uint64_t key = mask_row_key(dropout.seed, dropout.first_row + i);
        size_t j = 0;
        for (; j + WIDTH <= columns; j += WIDTH) { store(x + j, mask_row(load(x + j), key, j, dropout)); }
        for (; j < columns; j++) { x[j] = mask_apply(x[j], key, (uint32_t)j, dropout); }
    }
}

static void training_layer_norm(float *out, size_t out_stride, float *normalized, size_t normalized_stride,
                                float *inverses, const float *x, size_t x_stride, const float *residual,
                                size_t residual_stride, const float *bias, const float *gamma, const float *beta,
                                float epsilon, size_t rows, size_t columns, kernel_dropout dropout) {
    const size_t whole = columns / WIDTH * WIDTH;
    for (size_t i = 0; i < rows; i++, out += out_stride, x += x_stride, normalized += normalized_stride) {
        const uint64_t key = mask_row_key(dropout.seed, dropout.first_row + i);
        vector sums = splat(0), squares = splat(0);
        float sum = 0, square = 0;
        for (size_t j = 0; j < whole; j += WIDTH) {
            vector v = load(x + j);
            if (bias) { v += load(bias + j); }
            v = mask_row(v, key, j, dropout);
            if (residual) { v += load(residual + j); }
            store(normalized + j, v);
            sums += v;
        }
        for (size_t j = whole; j < columns; j++) {
            const float kept = mask_apply(x[j] + (bias ? bias[j] : 0), key, (uint32_t)j, dropout);
            sum += normalized[j] = kept + (residual ? residual[j] : 0);
        }
        const float mean = (sum_of(sums) + sum) / (float)columns;
        for (size_t j = 0; j < whole; j += WIDTH) {
            const vector v = load(normalized + j) - splat(mean);
            squares = multiply_add(v, v, squares);
        }
        for (size_t j = whole; j < columns; j++) { square += (normalized[j] - mean) * (normalized[j] - mean); }
        const float inverse = 1 / sqrtf((sum_of(squares) + square) / (float)columns + epsilon);
        inverses[i] = inverse;
        for (size_t j = 0; j < whole; j += WIDTH) {
            const vector v = (load(normalized + j) - splat(mean)) * splat(inverse);
            store(normalized + j, v);
            store(out + j, multiply_add(v, load(gamma + j), load(beta + j)));
        }
        for (size_t j = whole; j < columns; j++) {
            normalized[j] = (normalized[j] - mean) * inverse;
            out[j] = normalized[j] * gamma[j] + beta[j];
        }
        if (residual) { residual += residual_stride; }
    }
}

static void layer_norm_backward(float *sums, size_t sums_stride, float *dropped, size_t dropped_stride,
                                const float *gradient, size_t gradient_stride, const float *normalized,
                                size_t normalized_stride, const float *inverses, const float *gamma,
                                float *gamma_gradient, float *beta_gradient, float *bias_gradient, size_t rows,
                                size_t columns, kernel_dropout dropout) {
    const size_t whole = columns / WIDTH * WIDTH;
    for (size_t i = 0; i < rows; i++, gradient += gradient_stride, normalized += normalized_stride) {
        const uint64_t key = mask_row_key(dropout.seed, dropout.first_row + i);
        vector totals = splat(0), products = splat(0);
        float total = 0, product = 0;
        for (size_t j = 0; j < whole; j += WIDTH) {
            const vector g = load(gradient + j), n = load(normalized + j), v = g * load(gamma + j);
            store(gamma_gradient + j, multiply_add(g, n, load(gamma_gradient + j)));
            store(beta_gradient + j, load(beta_gradient + j) + g);
            totals += v;
            products = multiply_add(v, n, products);
        }
        for (size_t j = whole; j < columns; j++) {
            gamma_gradient[j] += gradient[j] * normalized[j];
            beta_gradient[j] += gradient[j];
            total += gradient[j] * gamma[j];
            product += gradient[j] * gamma[j] * normalized[j];
        }
        total = (sum_of(totals) + total) / (float)columns;
        product = (sum_of(products) + product) / (float)columns;
        for (size_t j = 0; j < whole; j += WIDTH) {
            const vector centred = load(gradient + j) * load(gamma + j) - splat(total);
            const vector v = splat(inverses[i]) * (centred - load(normalized + j) * splat(product));
            store(sums + j, v);
            if (dropped) {
                const vector kept = mask_row(v, key, j, dropout);
                store(dropped + j, kept);
                store(bias_gradient + j, load(bias_gradient + j) + kept);
            }
        }
        for (size_t j = whole; j < columns; j++) {
            sums[j] = inverses[i] * (gradient[j] * gamma[j] - total - normalized[j] * product);
            if (dropped) { bias_gradient[j] += dropped[j] = mask_apply(sums[j], key, (uint32_t)j, dropout); }
        }
        sums += sums_stride;
        if (dropped) { dropped += dropped_stride; }
    }
}

static void gelu_rows(float *out, size_t out_stride, const float *x, size_t x_stride, size_t rows, size_t columns) {
    for (size_t i = 0; i < rows; i++, x += x_stride, out += out_stride) {
        size_t j = 0;
        for (; j + WIDTH <= columns; j += WIDTH) { store(out + j, gelu(load(x + j))); }
        if (j < columns) { store_part(out + j, gelu(load_part(x + j, columns - j, 0)), columns - j); }
    }
}

/// The activation in place of `x` and the slope in place of `slope`.
INLINE void gelu_and_slope(vector *x, vector *slope) {
    const vector part = normal_cumulative(*x);
    *slope *= multiply_add(*x, normal_density(*x), part);
    *x *= part;
}

static void gelu_backward(float *out, size_t out_stride, float *gradient, size_t gradient_stride, const float *x,
                          size_t x_stride, float *bias_gradient, size_t rows, size_t columns) {
    for (size_t i = 0; i < rows; i++, x += x_stride, out += out_stride, gradient += gradient_stride) {
        size_t j = 0;
        for (; j + WIDTH <= columns; j += WIDTH) {
            vector v = load(x + j), g = load(gradient + j);
            gelu_and_slope(&v, &g);
            store(out + j, v);
            store(gradient + j, g);
            store(bias_gradient + j, load(bias_gradient + j) + g);
        }
        if (j < columns) {
            const size_t rest = columns - j;
            vector v = load_part(x + j, rest, 0), g = load_part(gradient + j, rest, 0);
            gelu_and_slope(&v, &g);
            store_part(out + j, v, rest);
            store_part(gradient + j, g, rest);
            store_part(bias_gradient + j, load_part(bias_gradient + j, rest, 0) + g, rest);
        }
    }
}

static void column_sums(float *out, const float *x, size_t stride, size_t rows, size_t columns) {
    for (size_t i = 0; i < rows; i++, x += stride) {
        size_t j = 0;
        for (; j + WIDTH <= columns; j += WIDTH) { store(out + j, load(out + j) + load(x + j)); }
        for (; j < columns; j++) { out[j] += x[j]; }
    }
}
