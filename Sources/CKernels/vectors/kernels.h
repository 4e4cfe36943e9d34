// The kernels over vectors of any width.
//
// A file of an instruction set defines `vector`, WIDTH (floats in it), TILE_ROWS (rows of a tile of sums that fits the
// registers), NAME and the few operations that `avx2.c` lists, then includes this once inside of a pragma that lets the
// compiler use the instructions. So each set gets the same arithmetic, in the same order, in its own instructions.

#include <math.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

#include "functions.h"
#include "rows.h"
#include "products.h"
#include "attention.h"
#include "training_rows.h"
#include "losses.h"
#include "training_attention.h"

static const training_kernels training = {
    .dropout = dropout_rows,
    .layer_norm = training_layer_norm,
    .layer_norm_backward = layer_norm_backward,
    .gelu = gelu_rows,
    .gelu_backward = gelu_backward,
    .column_sums = column_sums,
    .cross_entropy = cross_entropy,
    .attention = training_attention,
    .attention_backward = attention_backward,
};

static const kernel_table table = {
    .name = NAME,
    .tile_rows = TILE_ROWS,
    .tile_columns = 2 * WIDTH,
    .gemm_tile = gemm_tile,
    .gemm_tile_turned = gemm_tile_turned,
    .transpose_panel = transpose,
    .bias_add = bias_add,
    .bias_gelu = bias_gelu,
    .layer_norm = layer_norm,
    .attention = attention,
    .half_to_float = half_to_float,
    .bfloat_to_float = bfloat_to_float,
    .training = &training,
};
