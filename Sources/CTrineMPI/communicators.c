/* SPDX-License-Identifier: MIT */
#include "internal.h"

trine_mpi_comm trine_mpi_world(void) { return closed(MPI_COMM_WORLD); }

int trine_mpi_rank(trine_mpi_comm comm, int *rank) { return MPI_Comm_rank(opened(comm), rank); }

int trine_mpi_size(trine_mpi_comm comm, int *size) { return MPI_Comm_size(opened(comm), size); }

/* MPI says that handlers are inherited; that they return is too important to trust to it. */
static int finished(int code, MPI_Comm comm, trine_mpi_comm *result) {
  if (code == MPI_SUCCESS) code = MPI_Comm_set_errhandler(comm, MPI_ERRORS_RETURN);
  if (code == MPI_SUCCESS) *result = closed(comm);
  return code;
}

int trine_mpi_split(trine_mpi_comm comm, int color, int key, trine_mpi_comm *part) {
  MPI_Comm result = MPI_COMM_NULL;
  int code = MPI_Comm_split(opened(comm), color, key, &result);
  return finished(code, result, part);
}

int trine_mpi_split_by_node(trine_mpi_comm comm, int key, trine_mpi_comm *node) {
  MPI_Comm result = MPI_COMM_NULL;
  int code = MPI_Comm_split_type(opened(comm), MPI_COMM_TYPE_SHARED, key, MPI_INFO_NULL, &result);
  return finished(code, result, node);
}

int trine_mpi_group(trine_mpi_comm comm, const int *ranks, int count, int tag,
                    trine_mpi_comm *part) {
  MPI_Group all = MPI_GROUP_NULL, some = MPI_GROUP_NULL;
  MPI_Comm result = MPI_COMM_NULL;
  int code = MPI_Comm_group(opened(comm), &all);
  if (code == MPI_SUCCESS) code = MPI_Group_incl(all, count, ranks, &some);
  if (code == MPI_SUCCESS) code = MPI_Comm_create_group(opened(comm), some, tag, &result);
  if (some != MPI_GROUP_NULL) MPI_Group_free(&some);
  if (all != MPI_GROUP_NULL) MPI_Group_free(&all);
  return code == MPI_SUCCESS ? finished(code, result, part) : code;
}
