/* SPDX-License-Identifier: MIT */
#include "trine_mpi.h"
#include <mpi.h>
int trine_mpi_start(void) { return MPI_Init(NULL, NULL); }
