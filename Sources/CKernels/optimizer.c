// What a training step does to every parameter. It is bound by memory, so one plain version serves all machines: the
// compiler vectorises it for the instructions that all of them have, and every machine gives the same bits.

#include "CKernels.h"

// The root is the compiler's own: the library's may set errno, which would keep the loop from being vectorised.
void kernel_adamw_step(float *restrict x, const float *restrict gradient, float *restrict first,
                       float *restrict second, float *restrict average, size_t count, const kernel_adamw *step) {
    const kernel_adamw s = *step;
    const float share1 = 1.0f - s.beta1, share2 = 1.0f - s.beta2;
    for (size_t i = 0; i < count; i++) {
        const float g = gradient[i] * s.gradient_scale;
        const float m = s.beta1 * first[i] + share1 * g;
        const float v = s.beta2 * second[i] + share2 * g * g;
        first[i] = m;
        second[i] = v;
        x[i] = x[i] * s.keep - s.rate * m / (__builtin_elementwise_sqrt(v) / s.root_correction + s.epsilon);
    }
    if (average == NULL) return;
    for (size_t i = 0; i < count; i++) average[i] += s.average_share * (x[i] - average[i]);
}

double kernel_square_sum(const float *x, size_t count) {
    double lanes[16] = {0};
    size_t i = 0;
    for (; i + 16 <= count; i += 16) {
        for (size_t lane = 0; lane < 16; lane++) lanes[lane] += (double)x[i + lane] * (double)x[i + lane];
    }
    for (; i < count; i++) lanes[i % 16] += (double)x[i] * (double)x[i];
    double sum = 0;
    for (size_t lane = 0; lane < 16; lane++) sum += lanes[lane];
    return sum;
}

void kernel_add(float *restrict x, const float *restrict y, size_t count) {
    for (size_t i = 0; i < count; i++) x[i] += y[i];
}
