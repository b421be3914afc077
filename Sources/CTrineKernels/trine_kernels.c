/* SPDX-License-Identifier: MIT */
#include "trine_kernels.h"

/*
 * Each loop is compiled twice, and the program takes the wider one where the processor has it: it
 * stores eight floats at once, not four, which arrays in the processor's caches wait for.
 */
#if defined(__x86_64__) && defined(__gnu_linux__)
#define TRINE_KERNELS_LOOP __attribute__((target_clones("avx2", "default")))
#else
#define TRINE_KERNELS_LOOP
#endif

/* The same bits on all processors: products and sums are rounded one by one, never fused. */
#pragma STDC FP_CONTRACT OFF

TRINE_KERNELS_LOOP
void trine_kernels_add(float *restrict y, const float *restrict x, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] += x[i];
}

TRINE_KERNELS_LOOP
void trine_kernels_move_along(
    float *restrict w, const float *restrict v, size_t count, float rate) {
  for (size_t i = 0; i < count; i++) w[i] -= rate * v[i];
}

TRINE_KERNELS_LOOP
void trine_kernels_momentum(
    float *restrict w, const float *restrict g, float *restrict v, size_t count,
    trine_kernels_descent descent) {
  for (size_t i = 0; i < count; i++) {
    float velocity = descent.momentum * v[i] + (g[i] + descent.decay * w[i]);
    v[i] = velocity;
    w[i] -= descent.rate * velocity;
  }
}

TRINE_KERNELS_LOOP
void trine_kernels_momentum_cleared(
    float *restrict w, float *restrict g, float *restrict v, float *restrict copy, size_t count,
    trine_kernels_descent descent) {
  for (size_t i = 0; i < count; i++) {
    float velocity = descent.momentum * v[i] + (g[i] + descent.decay * w[i]);
    float moved = w[i] - descent.rate * velocity;
    v[i] = velocity;
    w[i] = moved;
    copy[i] = moved;
    g[i] = 0;
  }
}

TRINE_KERNELS_LOOP
void trine_kernels_adam(
    float *restrict w, const float *restrict g, float *restrict m, float *restrict v, size_t count,
    trine_kernels_moments moments) {
  for (size_t i = 0; i < count; i++) {
    float gradient = g[i] + moments.decay * w[i];
    float first = m[i] + moments.new_first * (gradient - m[i]);
    float second = moments.old_second * v[i] + moments.new_second * (gradient * gradient);
    m[i] = first;
    v[i] = second;
    w[i] -= moments.rate * first / (__builtin_elementwise_sqrt(second) * moments.correction + moments.epsilon);
  }
}
