/* SPDX-License-Identifier: MIT */
#include "internal.h"

static size_t limit = (size_t)1 << 30;

size_t trine_mpi_piece_limit(void) { return limit; }

void trine_mpi_set_piece_limit(size_t values) { limit = values; }

int trine_mpi_barrier(trine_mpi_comm comm) { return MPI_Barrier(opened(comm)); }

/* MARK: - Allreduce */

static int allreduce(trine_mpi_comm comm, char *buffer, size_t count, MPI_Datatype type,
                     size_t width, MPI_Op operation) {
  int code = MPI_SUCCESS;
  for (size_t done = 0; done < count && code == MPI_SUCCESS; done += limit)
    code = MPI_Allreduce(MPI_IN_PLACE, buffer + done * width, piece(count - done), type, operation,
                         opened(comm));
  return code;
}

int trine_mpi_allreduce_sum_f32(trine_mpi_comm comm, float *buffer, size_t count) {
  return allreduce(comm, (char *)buffer, count, MPI_FLOAT, sizeof *buffer, MPI_SUM);
}

int trine_mpi_allreduce_sum_f64(trine_mpi_comm comm, double *buffer, size_t count) {
  return allreduce(comm, (char *)buffer, count, MPI_DOUBLE, sizeof *buffer, MPI_SUM);
}

int trine_mpi_allreduce_maximum_f64(trine_mpi_comm comm, double *buffer, size_t count) {
  return allreduce(comm, (char *)buffer, count, MPI_DOUBLE, sizeof *buffer, MPI_MAX);
}

/* MARK: - Broadcast */

static int broadcast(trine_mpi_comm comm, char *buffer, size_t count, MPI_Datatype type,
                     size_t width, int root) {
  int code = MPI_SUCCESS;
  for (size_t done = 0; done < count && code == MPI_SUCCESS; done += limit)
    code = MPI_Bcast(buffer + done * width, piece(count - done), type, root, opened(comm));
  return code;
}

int trine_mpi_broadcast_f32(trine_mpi_comm comm, float *buffer, size_t count, int root) {
  return broadcast(comm, (char *)buffer, count, MPI_FLOAT, sizeof *buffer, root);
}

int trine_mpi_broadcast_f64(trine_mpi_comm comm, double *buffer, size_t count, int root) {
  return broadcast(comm, (char *)buffer, count, MPI_DOUBLE, sizeof *buffer, root);
}

/* MARK: - Gather */

/* Where one piece will not do, each rank broadcasts its part in pieces. */
int trine_mpi_allgather(trine_mpi_comm comm, const void *buffer, size_t count, void *all) {
  if (count <= limit)
    return MPI_Allgather(buffer, (int)count, MPI_BYTE, all, (int)count, MPI_BYTE, opened(comm));
  int rank = 0, size = 0;
  int code = MPI_Comm_rank(opened(comm), &rank);
  if (code == MPI_SUCCESS) code = MPI_Comm_size(opened(comm), &size);
  memcpy((char *)all + (size_t)rank * count, buffer, count);
  for (int root = 0; root < size && code == MPI_SUCCESS; root++)
    code = broadcast(comm, (char *)all + (size_t)root * count, count, MPI_BYTE, 1, root);
  return code;
}
