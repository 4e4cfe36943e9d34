// The matrix product on packed weights: the loops around `gemm_tile`.
//
// Weights are constant, so they are packed once when a model loads; the left matrix is read in place. One tile's rows of
// the left matrix stay in the first-level cache while the panels of a column block stream by from the second level.
// The loop order is that of Goto and van de Geijn (2008) with the parts of the two matrices exchanged.

#include <string.h>

#include "CKernels.h"

/// Inputs in a block of depth: `tile_rows` rows of it fill half of a 48 KiB first-level cache.
enum { depth_block_size = 384 };
static const size_t depth_block = depth_block_size;

/// Outputs in a column block: with `depth_block` inputs they take 768 KiB of the second-level cache.
static const size_t column_block = 512;

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

static size_t panels(const kernel_table *table, size_t outputs) {
    return (outputs + table->tile_columns - 1) / table->tile_columns;
}

size_t kernel_packed_count(const kernel_table *table, size_t outputs, size_t inputs) {
    return panels(table, outputs) * table->tile_columns * inputs;
}

void kernel_pack(const kernel_table *table, float *packed, const float *weights, size_t stride, size_t outputs,
                 size_t inputs) {
    const size_t width = table->tile_columns;
    for (size_t first = 0; first < inputs; first += depth_block) {
        const size_t depth = least(depth_block, inputs - first);
        for (size_t output = 0; output < outputs; output += width) {
            const size_t quick = output + width <= outputs ? depth / width * width : 0;
            if (quick > 0) {
                table->transpose_panel(packed, weights + output * stride + first, stride, width, quick);
                packed += quick * width;
            }
            for (size_t k = quick; k < depth; k++) {
                for (size_t j = 0; j < width; j++) {
                    *packed++ = output + j < outputs ? weights[(output + j) * stride + first + k] : 0;
                }
            }
        }
    }
}

/// A block of a right matrix, rows `depth` by `columns`, as panels side by side.
static void pack_block(const kernel_table *table, float *packed, const float *right, size_t stride, size_t depth,
                       size_t columns) {
    const size_t width = table->tile_columns;
    for (size_t column = 0; column < columns; column += width) {
        const size_t count = least(width, columns - column);
        const float *row = right + column;
        for (size_t k = 0; k < depth; k++, packed += width, row += stride) {
            if (count == width) {
                for (size_t j = 0; j < width; j += 16) { memcpy(packed + j, row + j, 16 * sizeof(float)); }
            } else {
                for (size_t j = 0; j < width; j++) { packed[j] = j < count ? row[j] : 0; }
            }
        }
    }
}

void kernel_pack_rows(const kernel_table *table, float *packed, const float *right, size_t stride, size_t depth,
                      size_t columns) {
    const size_t padded = panels(table, columns) * table->tile_columns;
    for (size_t first = 0; first < depth; first += depth_block) {
        pack_block(table, packed + first * padded, right + first * stride, stride, least(depth_block, depth - first),
                   columns);
    }
}

static void product(const kernel_table *table, float *c, size_t c_stride, const float *a, size_t a_stride, size_t rows,
                    const float *packed, size_t outputs, size_t inputs, bool add, kernel_epilogue epilogue,
                    const float *bias) {
    if (rows == 0 || outputs == 0) { return; }
    const size_t width = table->tile_columns;
    const size_t padded = panels(table, outputs) * width;
    const size_t block = column_block / width * width;
    // Tiles of even height: 29 rows are taken as 10 + 10 + 9, not as 14 + 14 + 1.
    const size_t tiles = (rows + table->tile_rows - 1) / table->tile_rows;

    for (size_t column = 0; column < outputs; column += block) {
        const size_t column_end = least(column + block, outputs);
        for (size_t first = 0; first < inputs; first += depth_block) {
            const size_t depth = least(depth_block, inputs - first);
            const kernel_epilogue now = first + depth == inputs ? epilogue : KERNEL_EPILOGUE_NONE;
            size_t row = 0;
            for (size_t tile = 0; tile < tiles; tile++) {
                const size_t next = rows * (tile + 1) / tiles;
                for (size_t j = column; j < column_end; j += width) {
                    table->gemm_tile(next - row, least(width, outputs - j), depth, a + row * a_stride + first, a_stride,
                                     packed + first * padded + j * depth, c + row * c_stride + j, c_stride,
                                     add || first > 0, now, now == KERNEL_EPILOGUE_NONE ? 0 : bias + j);
                }
                row = next;
            }
        }
    }
}

void kernel_gemm(const kernel_table *table, float *c, size_t c_stride, const float *a, size_t a_stride, size_t rows,
                 const float *packed, size_t outputs, size_t inputs, kernel_epilogue epilogue, const float *bias) {
    product(table, c, c_stride, a, a_stride, rows, packed, outputs, inputs, false, epilogue, bias);
}

void kernel_gemm_add(const kernel_table *table, float *c, size_t c_stride, const float *a, size_t a_stride, size_t rows,
                     const float *packed, size_t outputs, size_t inputs) {
    product(table, c, c_stride, a, a_stride, rows, packed, outputs, inputs, true, KERNEL_EPILOGUE_NONE, 0);
}

/// The columns `first` to `first + count` of a[depth x columns], rows KERNEL_TURNED_STRIDE apart.
static void gather_columns(float *out, const float *a, size_t stride, size_t depth, size_t first, size_t count,
                           size_t columns) {
    // Whole vectors are copied where the row has them: what is too much is not looked at.
    const size_t quick = first + KERNEL_TURNED_STRIDE <= columns ? depth : 0;
    a += first;
    for (size_t k = 0; k < quick; k++) {
        // Every row lies in another page, where the machine does not look ahead by itself.
        __builtin_prefetch(a + (k + 16) * stride);
        memcpy(out + k * KERNEL_TURNED_STRIDE, a + k * stride, KERNEL_TURNED_STRIDE * sizeof(float));
    }
    for (size_t k = quick; k < depth; k++) {
        memcpy(out + k * KERNEL_TURNED_STRIDE, a + k * stride, count * sizeof(float));
    }
}

size_t kernel_turned_scratch(void) { return depth_block_size * column_block; }

void kernel_gemm_turned(const kernel_table *table, float *c, size_t c_stride, const float *a, size_t a_stride,
                        size_t rows, const float *right, size_t right_stride, size_t columns, size_t depth,
                        float *scratch) {
    if (rows == 0) { return; }
    const size_t width = table->tile_columns;
    const size_t block = column_block / width * width;
    const size_t tiles = (rows + table->tile_rows - 1) / table->tile_rows;
    _Alignas(64) float left[depth_block_size * KERNEL_TURNED_STRIDE];

    for (size_t column = 0; column < columns; column += block) {
        const size_t count = least(block, columns - column);
        for (size_t first = 0; first < depth; first += depth_block) {
            const size_t part = least(depth_block, depth - first);
            // Laid out just before it is used, the block comes from the second-level cache.
            pack_block(table, scratch, right + first * right_stride + column, right_stride, part, count);
            size_t row = 0;
            for (size_t tile = 0; tile < tiles; tile++) {
                const size_t next = rows * (tile + 1) / tiles;
                gather_columns(left, a + first * a_stride, a_stride, part, row, next - row, rows);
                for (size_t j = 0; j < count; j += width) {
                    table->gemm_tile_turned(next - row, least(width, count - j), part, left, scratch + j * part,
                                            c + row * c_stride + column + j, c_stride);
                }
                row = next;
            }
        }
    }
}
