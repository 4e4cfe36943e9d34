// Losses of training.

/// The greatest number of a row.
INLINE float greatest_of(const float *x, size_t columns) {
    const size_t whole = columns / WIDTH * WIDTH;
    float greatest = x[0];
    if (whole > 0) {
        vector most = load(x);
        for (size_t j = WIDTH; j < whole; j += WIDTH) { most = maximum(most, load(x + j)); }
        float lanes[WIDTH];
        store(lanes, most);
        for (size_t j = 0; j < WIDTH; j++) { greatest = fmaxf(greatest, lanes[j]); }
    }
    for (size_t j = whole; j < columns; j++) { greatest = fmaxf(greatest, x[j]); }
    return greatest;
}

/// Columns that are summed by themselves: sums of ten thousands of numbers would lose their last bits.
enum { SUMMED_COLUMNS = 64 * WIDTH };

/// x = exp(x - greatest); gives the sum.
INLINE float exponentials(float *x, size_t columns, float greatest) {
    const exponent_scale scale = exponent_scale_of(1);
    vector sums = splat(0);
    size_t j = 0;
    while (j + WIDTH <= columns) {
        const size_t end = columns - j < SUMMED_COLUMNS ? columns : j + SUMMED_COLUMNS;
        vector part = splat(0);
        for (; j + WIDTH <= end; j += WIDTH) {
            const vector v = exp2_scaled(load(x + j) - splat(greatest), scale.whole, scale.rest);
            store(x + j, v);
            part += v;
        }
        sums += part;
    }
    if (j < columns) {
        // What stands behind the row is as good as nothing: e^-100.
        const vector part = load_part(x + j, columns - j, greatest - 100);
        const vector v = exp2_scaled(part - splat(greatest), scale.whole, scale.rest);
        store_part(x + j, v, columns - j);
        sums += v;
    }
    return sum_of(sums);
}

static void cross_entropy(float *x, size_t stride, size_t rows, size_t columns, const int32_t *gold, float *losses,
                          uint8_t *hits) {
    for (size_t i = 0; i < rows; i++, x += stride) {
        const float greatest = greatest_of(x, columns), right = x[gold[i]];
        const float sum = exponentials(x, columns, greatest), inverse = 1 / sum;
        losses[i] = logf(sum) - (right - greatest);
        hits[i] = right >= greatest;
        size_t j = 0;
        for (; j + WIDTH <= columns; j += WIDTH) { store(x + j, load(x + j) * splat(inverse)); }
        for (; j < columns; j++) { x[j] *= inverse; }
        x[gold[i]] -= 1;
    }
}
