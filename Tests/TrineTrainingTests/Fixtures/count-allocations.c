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

static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);
static int (*next_posix_memalign)(void **, size_t, size_t);
static void *(*next_aligned_alloc)(size_t, size_t);

/* Finds all of them at the first request, when there is one thread: dlsym itself asks calloc for memory,
 * and takes NULL for an answer. */
static void find(void) {
  static int finding;
  if (next_malloc != NULL || finding) return;
  finding = 1;
  next_aligned_alloc = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "aligned_alloc");
  next_posix_memalign = (int (*)(void **, size_t, size_t))dlsym(RTLD_NEXT, "posix_memalign");
  next_realloc = (void *(*)(void *, size_t))dlsym(RTLD_NEXT, "realloc");
  next_calloc = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "calloc");
  next_malloc = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
}

static void note(void) {
  find();
  if (syscall(SYS_gettid) == getpid()) count++;
}

void *malloc(size_t size) {
  note();
  return next_malloc == NULL ? NULL : next_malloc(size);
}

void *calloc(size_t number, size_t size) {
  note();
  return next_calloc == NULL ? NULL : next_calloc(number, size);
}

void *realloc(void *old, size_t size) {
  note();
  return next_realloc == NULL ? NULL : next_realloc(old, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
  note();
  return next_posix_memalign(memory, alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  note();
  return next_aligned_alloc(alignment, size);
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
