/* SPDX-License-Identifier: MIT */
#ifndef TRINE_KERNELS_H
#define TRINE_KERNELS_H

/*
 * The square root, rounded correctly, of as many values at once as a register holds.
 * Swift's squareRoot() calls the C library for negative values, which keeps loops from vectors.
 */
static inline float trine_kernels_square_root(float x) {
  return __builtin_elementwise_sqrt(x);
}

/* Asks for the line of memory at an address; Swift has no word for it. */
static inline void trine_kernels_prefetch(const void *address) {
  __builtin_prefetch(address);
}

#endif
