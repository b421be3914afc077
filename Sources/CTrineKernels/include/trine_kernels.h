/* SPDX-License-Identifier: MIT */
#ifndef TRINE_KERNELS_H
#define TRINE_KERNELS_H

#include <stddef.h>

/* Asks for the line of memory at an address; Swift has no word for it. */
static inline void trine_kernels_prefetch(const void *address) {
  __builtin_prefetch(address);
}

/*
 * The loops that walk all parameters in every step. Swift compiles a loop for the oldest processor
 * alone, and its squareRoot() calls the C library for negative values, which keeps a loop from
 * vectors. Arrays hold `count` floats each and do not overlap.
 */

/* y += x */
void trine_kernels_add(float *y, const float *x, size_t count);

/* w -= rate * v */
void trine_kernels_move_along(float *w, const float *v, size_t count, float rate);

typedef struct {
  float momentum, decay, rate;
} trine_kernels_descent;

/* v = momentum * v + (g + decay * w), then w -= rate * v */
void trine_kernels_momentum(
    float *w, const float *g, float *v, size_t count, trine_kernels_descent descent);

/* The same, and then copy = w and g = 0. */
void trine_kernels_momentum_cleared(
    float *w, float *g, float *v, float *copy, size_t count, trine_kernels_descent descent);

typedef struct {
  /* The factors of the old second moment, and of what is new in either. */
  float old_second, new_first, new_second;
  /* The learning rate and the second moment's root are corrected for the moments' start at 0. */
  float rate, correction;
  float epsilon, decay;
} trine_kernels_moments;

/* g += decay * w; the moments m and v move to g and g * g, then w -= rate * m / (root of v + epsilon) */
void trine_kernels_adam(
    float *w, const float *g, float *m, float *v, size_t count, trine_kernels_moments moments);

#endif
