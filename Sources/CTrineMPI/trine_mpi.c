/* SPDX-License-Identifier: MIT */
#include "trine_mpi.h"

#include <limits.h>
#include <mpi.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

_Static_assert(sizeof(MPI_Comm) <= sizeof(uint64_t), "a communicator's handle fits 64 bits");
_Static_assert(sizeof(float) == 4 && sizeof(double) == 8, "MPI_FLOAT and MPI_DOUBLE are IEEE 754");

static int started;
static int aborted;

static MPI_Comm opened(trine_mpi_comm comm) {
  MPI_Comm result;
  memcpy(&result, &comm.handle, sizeof result);
  return result;
}

/* MARK: - Life */

static void finalize(void) {
  int finalized = 1;
  /* After an abort the others are gone, and MPI_Finalize would wait for them. */
  if (aborted || MPI_Finalized(&finalized) != MPI_SUCCESS || finalized) return;
  MPI_Finalize();
}

int trine_mpi_start(void) {
  if (started) return MPI_SUCCESS;
  int provided = MPI_THREAD_SINGLE;
  int code = MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided);
  if (code != MPI_SUCCESS) return code;
  started = 1;
  atexit(finalize);
  if (provided < MPI_THREAD_FUNNELED) return TRINE_MPI_NO_THREADS;
  code = MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
  if (code != MPI_SUCCESS) return code;
  return MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
}

void trine_mpi_abort(int code) {
  aborted = 1;
  if (started) MPI_Abort(MPI_COMM_WORLD, code);
  exit(code);
}

/* MARK: - Communicators */

trine_mpi_comm trine_mpi_world(void) {
  MPI_Comm world = MPI_COMM_WORLD;
  trine_mpi_comm result = {0};
  memcpy(&result.handle, &world, sizeof world);
  return result;
}

int trine_mpi_rank(trine_mpi_comm comm, int *rank) { return MPI_Comm_rank(opened(comm), rank); }

int trine_mpi_size(trine_mpi_comm comm, int *size) { return MPI_Comm_size(opened(comm), size); }

int trine_mpi_barrier(trine_mpi_comm comm) { return MPI_Barrier(opened(comm)); }

/* MARK: - Collectives. MPI 3 counts in int: a longer buffer goes in pieces of 2^30. */

#define PIECE ((size_t)1 << 30)

static int piece(size_t left) { return (int)(left < PIECE ? left : PIECE); }

static int allreduce_sum(trine_mpi_comm comm, char *buffer, size_t count, MPI_Datatype type,
                         size_t width) {
  int code = MPI_SUCCESS;
  for (size_t done = 0; done < count && code == MPI_SUCCESS; done += PIECE)
    code = MPI_Allreduce(MPI_IN_PLACE, buffer + done * width, piece(count - done), type, MPI_SUM,
                         opened(comm));
  return code;
}

int trine_mpi_allreduce_sum_f32(trine_mpi_comm comm, float *buffer, size_t count) {
  return allreduce_sum(comm, (char *)buffer, count, MPI_FLOAT, sizeof *buffer);
}

int trine_mpi_allreduce_sum_f64(trine_mpi_comm comm, double *buffer, size_t count) {
  return allreduce_sum(comm, (char *)buffer, count, MPI_DOUBLE, sizeof *buffer);
}

static int broadcast(trine_mpi_comm comm, char *buffer, size_t count, MPI_Datatype type,
                     size_t width, int root) {
  int code = MPI_SUCCESS;
  for (size_t done = 0; done < count && code == MPI_SUCCESS; done += PIECE)
    code = MPI_Bcast(buffer + done * width, piece(count - done), type, root, opened(comm));
  return code;
}

int trine_mpi_broadcast_f32(trine_mpi_comm comm, float *buffer, size_t count, int root) {
  return broadcast(comm, (char *)buffer, count, MPI_FLOAT, sizeof *buffer, root);
}

int trine_mpi_broadcast_f64(trine_mpi_comm comm, double *buffer, size_t count, int root) {
  return broadcast(comm, (char *)buffer, count, MPI_DOUBLE, sizeof *buffer, root);
}

/* Pieces of a gather would land apart, so it has one piece. */
static int gather(trine_mpi_comm comm, const void *buffer, size_t count, void *gathered,
                  MPI_Datatype type, int root) {
  if (count > INT_MAX) return MPI_ERR_COUNT;
  return MPI_Gather(buffer, (int)count, type, gathered, (int)count, type, root, opened(comm));
}

int trine_mpi_gather_f32(trine_mpi_comm comm, const float *buffer, size_t count, float *gathered,
                         int root) {
  return gather(comm, buffer, count, gathered, MPI_FLOAT, root);
}

int trine_mpi_gather_f64(trine_mpi_comm comm, const double *buffer, size_t count, double *gathered,
                         int root) {
  return gather(comm, buffer, count, gathered, MPI_DOUBLE, root);
}

/* MARK: - Words, and the end of the parent */

void trine_mpi_error_text(int code, char *text, size_t capacity) {
  char buffer[MPI_MAX_ERROR_STRING + 1] = "";
  int length = 0;
  if (code == TRINE_MPI_NO_THREADS)
    snprintf(text, capacity, "this MPI library offers no MPI_THREAD_FUNNELED");
  else if (MPI_Error_string(code, buffer, &length) == MPI_SUCCESS)
    snprintf(text, capacity, "%s", buffer);
  else
    snprintf(text, capacity, "error %d", code);
}

void trine_mpi_library_version(char *text, size_t capacity) {
  char buffer[MPI_MAX_LIBRARY_VERSION_STRING + 1] = "";
  int length = 0;
  if (MPI_Get_library_version(buffer, &length) != MPI_SUCCESS) buffer[0] = 0;
  snprintf(text, capacity, "%s", buffer);
}

void trine_mpi_die_with_parent(void) {
#if defined(__linux__)
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}
