// The matrix product on packed weights: the loops around `gemm_tile`.
//
// Weights are constant, so they are packed once when a model loads; the left matrix is read in place. One tile's rows of
// the left matrix stay in the first-level cache while the panels of a column block stream by from the second level.
// The loop order is that of Goto and van de Geijn (2008) with the parts of the two matrices exchanged.

#include "CKernels.h"

/// Inputs in a block of depth: `tile_rows` rows of it fill half of a 48 KiB first-level cache.
static const size_t depth_block = 384;

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
            for (size_t k = 0; k < depth; k++) {
                for (size_t j = 0; j < width; j++) {
                    *packed++ = output + j < outputs ? weights[(output + j) * stride + first + k] : 0;
                }
            }
        }
    }
}

void kernel_gemm(const kernel_table *table, float *c, size_t c_stride, const float *a, size_t a_stride, size_t rows,
                 const float *packed, size_t outputs, size_t inputs, kernel_epilogue epilogue, const float *bias) {
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
                                     packed + first * padded + j * depth, c + row * c_stride + j, c_stride, first > 0,
                                     now, now == KERNEL_EPILOGUE_NONE ? 0 : bias + j);
                }
                row = next;
            }
        }
    }
}
