/* SPDX-License-Identifier: MIT */
/* Loaded before the C library, counts how often the main thread asks for memory, and writes the count
 * to the file $TRINE_ALLOCATIONS.PROCESS when the process ends. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static long count;

static void note(void) {
  if (syscall(SYS_gettid) == getpid()) count++;
}

/* dlsym itself asks for memory before calloc is known; it takes NULL for an answer. */
#define NEXT(name, result, ...) \
  static result (*next)(__VA_ARGS__); \
  if (next == NULL) next = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name); \
  note();

void *malloc(size_t size) {
  NEXT("malloc", void *, size_t)
  return next(size);
}

void *calloc(size_t number, size_t size) {
  static int asking;
  if (asking) return NULL;
  asking = 1;
  NEXT("calloc", void *, size_t, size_t)
  asking = 0;
  return next(number, size);
}

void *realloc(void *old, size_t size) {
  NEXT("realloc", void *, void *, size_t)
  return next(old, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
  NEXT("posix_memalign", int, void **, size_t, size_t)
  return next(memory, alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  NEXT("aligned_alloc", void *, size_t, size_t)
  return next(alignment, size);
}

__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("TRINE_ALLOCATIONS");
  char name[4096];
  if (path == NULL) return;
  long total = count;
  snprintf(name, sizeof name, "%s.%d", path, getpid());
  FILE *file = fopen(name, "w");
  if (file == NULL) return;
  fprintf(file, "%ld\n", total);
  fclose(file);
}
