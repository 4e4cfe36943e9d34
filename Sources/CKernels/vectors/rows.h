// What is done to the rows of a matrix.

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
