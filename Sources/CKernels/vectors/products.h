// Products of a few rows with a few vectors of columns.

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

/// c += a^T * panel, a being [depth x tile_stride] with the tile's rows as its first columns, panel [depth x 2 * WIDTH].
static void gemm_tile_turned(size_t rows, size_t columns, size_t depth, const float *a, const float *panel, float *c,
                             size_t c_stride) {
    if (columns == 2 * WIDTH) {
        tile_of_rows(rows, 2, true, depth, a, KERNEL_TURNED_STRIDE, panel, 2 * WIDTH, c, c_stride, true);
        return;
    }
    float whole[TILE_ROWS * 2 * WIDTH] = {0};
    for (size_t i = 0; i < rows; i++) { memcpy(whole + i * 2 * WIDTH, c + i * c_stride, columns * sizeof(float)); }
    tile_of_rows(rows, 2, true, depth, a, KERNEL_TURNED_STRIDE, panel, 2 * WIDTH, whole, 2 * WIDTH, true);
    for (size_t i = 0; i < rows; i++) { memcpy(c + i * c_stride, whole + i * 2 * WIDTH, columns * sizeof(float)); }
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
