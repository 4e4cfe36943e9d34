#include "CKernels.h"

size_t kernel_attention_scratch(size_t tokens, size_t head_size) {
    // The widest vector pads the tokens to a multiple of 16; keys transposed, and 28 rows of scores at most.
    const size_t padded = (tokens + 15) / 16 * 16;
    return (head_size + 28) * padded;
}
