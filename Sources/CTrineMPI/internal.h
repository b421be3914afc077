/* SPDX-License-Identifier: MIT */
#ifndef TRINE_MPI_INTERNAL_H
#define TRINE_MPI_INTERNAL_H

/* What the shims share: handles as mpi.h wants them, and counts that fit an int. */

#include <mpi.h>
#include <string.h>

#include "trine_mpi.h"

_Static_assert(sizeof(MPI_Comm) <= sizeof(uint64_t), "a communicator's handle fits 64 bits");
_Static_assert(sizeof(MPI_Request) <= sizeof(uint64_t), "a request's handle fits 64 bits");
_Static_assert(sizeof(float) == 4 && sizeof(double) == 8, "MPI_FLOAT and MPI_DOUBLE are IEEE 754");

static inline MPI_Comm opened(trine_mpi_comm comm) {
  MPI_Comm result;
  memcpy(&result, &comm.handle, sizeof result);
  return result;
}

static inline trine_mpi_comm closed(MPI_Comm comm) {
  trine_mpi_comm result = {0};
  memcpy(&result.handle, &comm, sizeof comm);
  return result;
}

/* MPI 3 counts in int, so a longer buffer goes in pieces. */
static inline int piece(size_t left) {
  return (int)(left < trine_mpi_piece_limit() ? left : trine_mpi_piece_limit());
}

#endif
