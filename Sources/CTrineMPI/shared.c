/* SPDX-License-Identifier: MIT */
#if defined(__linux__)
#define _GNU_SOURCE /* process_vm_readv */
#include <errno.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>
#endif
#include "internal.h"

/* MARK: - Memory shared by the ranks of a node */

/* A cache line. The library may align less, with one rank for instance, but equally everywhere:
 * segments lie at the same distance from a page's start in each process. */
#define ALIGNMENT ((uintptr_t)64)

static void *aligned(void *base) {
  return (void *)(((uintptr_t)base + ALIGNMENT - 1) & ~(ALIGNMENT - 1));
}

static int allocate(MPI_Comm node, size_t bytes, void **own, MPI_Win *window) {
  MPI_Info info = MPI_INFO_NULL;
  int code = MPI_Info_create(&info);
  if (code == MPI_SUCCESS) code = MPI_Info_set(info, "alloc_shared_noncontig", "true");
  if (code == MPI_SUCCESS)
    code = MPI_Win_allocate_shared((MPI_Aint)bytes, 1, info, node, own, window);
  if (info != MPI_INFO_NULL) MPI_Info_free(&info);
  if (code == MPI_SUCCESS) code = MPI_Win_set_errhandler(*window, MPI_ERRORS_RETURN);
  return code;
}

int trine_mpi_populate(void *base, size_t bytes) {
#if defined(__linux__) && defined(MADV_POPULATE_WRITE)
  uintptr_t start = (uintptr_t)base & ~((uintptr_t)sysconf(_SC_PAGESIZE) - 1);
  size_t length = (uintptr_t)base + bytes - start;
  /* Kernels before 5.14 do not know it: then what comes, comes. */
  if (madvise((void *)start, length, MADV_POPULATE_WRITE) != 0 && errno == EFAULT)
    return TRINE_MPI_NO_ROOM;
#else
  (void)base, (void)bytes;
#endif
  return 0;
}

/* Zeroes what this rank gives; all ranks hear of one that cannot. Our code is below MPI's. */
static int zero(MPI_Comm node, void *segment, size_t bytes) {
  int found = bytes == 0 ? 0 : trine_mpi_populate(segment, bytes);
  if (found == 0 && bytes > 0) memset(segment, 0, bytes);
  int code = MPI_Allreduce(MPI_IN_PLACE, &found, 1, MPI_INT, MPI_MIN, node);
  return code == MPI_SUCCESS ? found : code;
}

int trine_mpi_window(trine_mpi_comm node, size_t bytes, void **segments) {
  void *own = NULL;
  MPI_Win window = MPI_WIN_NULL;
  int rank = 0, size = 0;
  int code = MPI_Comm_rank(opened(node), &rank);
  if (code == MPI_SUCCESS) code = MPI_Comm_size(opened(node), &size);
  if (code == MPI_SUCCESS)
    code = allocate(opened(node), bytes == 0 ? 0 : bytes + ALIGNMENT, &own, &window);
  /* Loads and stores need an open epoch; nothing conflicts, so no lock is really taken. */
  if (code == MPI_SUCCESS) code = MPI_Win_lock_all(MPI_MODE_NOCHECK, window);
  for (int other = 0; other < size && code == MPI_SUCCESS; other++) {
    MPI_Aint length = 0;
    int unit = 0;
    code = MPI_Win_shared_query(window, other, &length, &unit, &segments[other]);
    segments[other] = length == 0 ? NULL : aligned(segments[other]);
  }
  return code == MPI_SUCCESS ? zero(opened(node), segments[rank], bytes) : code;
}

/* MARK: - Memory of another process */

int trine_mpi_read_process(int process, uint64_t address, void *into, size_t bytes) {
#if defined(__linux__)
  struct iovec local = {into, bytes};
  struct iovec remote = {(void *)(uintptr_t)address, bytes};
  return process_vm_readv(process, &local, 1, &remote, 1, 0) == (ssize_t)bytes;
#else
  (void)process, (void)address, (void)into, (void)bytes;
  return 0;
#endif
}
