/* SPDX-License-Identifier: MIT */
#ifndef TRINE_MPI_H
#define TRINE_MPI_H

/* The thin C door to MPI: no type or macro of mpi.h passes through it. */

#include <stddef.h>
#include <stdint.h>

/* Returned by trine_mpi_start when the library cannot serve calls of the main thread. */
#define TRINE_MPI_NO_THREADS (-1)

/* A communicator: MPI_Comm is a pointer in one library and a number in another. */
typedef struct trine_mpi_comm {
  uint64_t handle;
} trine_mpi_comm;

/* Starts MPI for calls of the main thread, once; it ends when the process exits.
 * Makes errors return codes, since the default handler kills the process. */
int trine_mpi_start(void);

/* Ends every rank of the job with an exit code; MPI_COMM_WORLD is a macro Swift cannot import. */
void trine_mpi_abort(int code);

/* MPI_COMM_WORLD is a macro Swift cannot import. */
trine_mpi_comm trine_mpi_world(void);

/* MPI_Comm is a pointer to a type only the library knows. */
int trine_mpi_rank(trine_mpi_comm comm, int *rank);
int trine_mpi_size(trine_mpi_comm comm, int *size);
int trine_mpi_barrier(trine_mpi_comm comm);

/* MPI_IN_PLACE, MPI_FLOAT, MPI_DOUBLE and MPI_SUM are macros Swift cannot import. */
int trine_mpi_allreduce_sum_f32(trine_mpi_comm comm, float *buffer, size_t count);
int trine_mpi_allreduce_sum_f64(trine_mpi_comm comm, double *buffer, size_t count);
int trine_mpi_broadcast_f32(trine_mpi_comm comm, float *buffer, size_t count, int root);
int trine_mpi_broadcast_f64(trine_mpi_comm comm, double *buffer, size_t count, int root);

/* `gathered` holds size x count values on the root and is not touched elsewhere. */
int trine_mpi_gather_f32(
    trine_mpi_comm comm, const float *buffer, size_t count, float *gathered, int root);
int trine_mpi_gather_f64(
    trine_mpi_comm comm, const double *buffer, size_t count, double *gathered, int root);

/* The text of an error code, cut to `capacity` bytes with its zero; its buffer has a length only
 * the macro MPI_MAX_ERROR_STRING knows. */
void trine_mpi_error_text(int code, char *text, size_t capacity);

/* The library's name and version, cut to `capacity` bytes with its zero; works before the start.
 * Its buffer has a length only the macro MPI_MAX_LIBRARY_VERSION_STRING knows. */
void trine_mpi_library_version(char *text, size_t capacity);

/* Has the kernel send SIGKILL when the parent dies; prctl takes variable arguments, which Swift
 * cannot pass. */
void trine_mpi_die_with_parent(void);

#endif
