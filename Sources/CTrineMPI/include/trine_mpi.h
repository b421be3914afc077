/* SPDX-License-Identifier: MIT */
#ifndef TRINE_MPI_H
#define TRINE_MPI_H
int trine_mpi_start(void);
#endif
