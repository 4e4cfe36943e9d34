#include "CKernels.h"

size_t kernel_attention_scratch(size_t tokens, size_t head_size) {
    // A block of 32 queries, transposed, and their scores; plain C takes one row of scores.
    return (head_size + tokens) * 32;
}

size_t kernel_training_attention_scratch(size_t tokens, size_t head_size) {
    // The weights' gradients stand beside the weights.
    return (head_size + 2 * tokens) * 32;
}
