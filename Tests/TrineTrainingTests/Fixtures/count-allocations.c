/* SPDX-License-Identifier: MIT */
/* Loaded before the C library, counts how often the main thread asks for memory, and writes two counts
 * to the file $TRINE_ALLOCATIONS.PROCESS when the process ends: what the libraries of Open MPI asked
 * for themselves, and everything else. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* By whoever asks: 1 for Open MPI. */
static long counts[2];

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

/* Whether an address is in code of Open MPI, of a plugin of it or of a library under it. */
static int is_mpi(void *caller) {
  static const char *const names[] = {"libmpi", "libopen-", "mca_", "libpmix", "libevent", "libuc"};
  Dl_info info;
  if (dladdr(caller, &info) == 0 || info.dli_fname == NULL) return 0;
  const char *slash = strrchr(info.dli_fname, '/');
  const char *file = slash == NULL ? info.dli_fname : slash + 1;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strncmp(file, names[i], strlen(names[i])) == 0) return 1;
  return 0;
}

static void note(void *caller) {
  find();
  if (next_malloc != NULL && syscall(SYS_gettid) == getpid()) counts[is_mpi(caller)]++;
}

void *malloc(size_t size) {
  note(__builtin_return_address(0));
  return next_malloc == NULL ? NULL : next_malloc(size);
}

void *calloc(size_t number, size_t size) {
  note(__builtin_return_address(0));
  return next_calloc == NULL ? NULL : next_calloc(number, size);
}

void *realloc(void *old, size_t size) {
  note(__builtin_return_address(0));
  return next_realloc == NULL ? NULL : next_realloc(old, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
  note(__builtin_return_address(0));
  return next_posix_memalign(memory, alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  note(__builtin_return_address(0));
  return next_aligned_alloc(alignment, size);
}

__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("TRINE_ALLOCATIONS");
  char name[4096];
  if (path == NULL) return;
  long own = counts[0], mpi = counts[1];
  snprintf(name, sizeof name, "%s.%d", path, getpid());
  FILE *file = fopen(name, "w");
  if (file == NULL) return;
  fprintf(file, "%ld %ld\n", own, mpi);
  fclose(file);
}
