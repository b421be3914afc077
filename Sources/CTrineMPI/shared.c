/* SPDX-License-Identifier: MIT */
#if defined(__linux__)
#define _GNU_SOURCE /* process_vm_readv */
#include <sys/uio.h>
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
  if (code == MPI_SUCCESS && bytes > 0) memset(segments[rank], 0, bytes);
  return code == MPI_SUCCESS ? MPI_Barrier(opened(node)) : code;
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
