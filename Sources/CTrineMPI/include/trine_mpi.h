/* SPDX-License-Identifier: MIT */
#ifndef TRINE_MPI_H
#define TRINE_MPI_H

/* The thin C door to MPI: no type or macro of mpi.h passes through it. */

#include <stddef.h>
#include <stdint.h>

/* Codes of our own; those of MPI are not negative. */
enum {
  /* The library cannot serve calls of the main thread. */
  TRINE_MPI_NO_THREADS = -1,
  /* A message has fewer values than the buffer it was received into. */
  TRINE_MPI_SHORT_MESSAGE = -2,
  /* A transfer went out of scope while MPI was still using its memory. */
  TRINE_MPI_DROPPED_TRANSFER = -3,
  /* The folder behind shared memory is too full. */
  TRINE_MPI_NO_ROOM = -4,
};

/* A communicator: MPI_Comm is a pointer in one library and a number in another. */
typedef struct trine_mpi_comm {
  uint64_t handle;
} trine_mpi_comm;

/* A transfer under way: MPI_Request is a pointer in one library and a number in another. */
typedef struct trine_mpi_request {
  uint64_t handle;
} trine_mpi_request;

/* MARK: - Life */

/* Starts MPI for calls of the main thread, once; it ends when the process exits.
 * Makes errors return codes, since the default handler kills the process. */
int trine_mpi_start(void);

/* Ends every rank of the job with an exit code; MPI_COMM_WORLD is a macro Swift cannot import. */
void trine_mpi_abort(int code);

/* Has MPI not be finalized at exit. The flag stands in C since the exit handler does. */
void trine_mpi_never_finalize(void);

/* Has the kernel send SIGKILL when the parent dies; prctl takes variable arguments, which Swift
 * cannot pass. */
void trine_mpi_die_with_parent(void);

/* The text of an error code, cut to `capacity` bytes with its zero; its buffer has a length only
 * the macro MPI_MAX_ERROR_STRING knows. */
void trine_mpi_error_text(int code, char *text, size_t capacity);

/* The library's name and version, cut to `capacity` bytes with its zero; works before the start.
 * Its buffer has a length only the macro MPI_MAX_LIBRARY_VERSION_STRING knows. */
void trine_mpi_library_version(char *text, size_t capacity);

/* MARK: - Communicators */

/* MPI_COMM_WORLD is a macro Swift cannot import. */
trine_mpi_comm trine_mpi_world(void);

/* MPI_Comm is a pointer to a type only the library knows. */
int trine_mpi_rank(trine_mpi_comm comm, int *rank);
int trine_mpi_size(trine_mpi_comm comm, int *size);
int trine_mpi_barrier(trine_mpi_comm comm);

/* MPI_ERRORS_RETURN, MPI_COMM_TYPE_SHARED and MPI_INFO_NULL are macros Swift cannot import. */
int trine_mpi_split(trine_mpi_comm comm, int color, int key, trine_mpi_comm *part);
int trine_mpi_split_by_node(trine_mpi_comm comm, int key, trine_mpi_comm *node);

/* The given ranks of a communicator, in this order, which alone take part in the call; MPI_Group is
 * a type only the library knows. */
int trine_mpi_group(trine_mpi_comm comm, const int *ranks, int count, int tag,
                    trine_mpi_comm *part);

/* MARK: - Collectives */

/* How many values go in one message: 2^30. Only tests lower it, to see buffers go in pieces.
 * The limit stands in C since most loops over pieces do. */
size_t trine_mpi_piece_limit(void);
void trine_mpi_set_piece_limit(size_t values);

/* MPI_IN_PLACE, MPI_FLOAT, MPI_DOUBLE, MPI_SUM and MPI_MAX are macros Swift cannot import. */
int trine_mpi_allreduce_sum_f32(trine_mpi_comm comm, float *buffer, size_t count);
int trine_mpi_allreduce_sum_f64(trine_mpi_comm comm, double *buffer, size_t count);
int trine_mpi_allreduce_maximum_f64(trine_mpi_comm comm, double *buffer, size_t count);
int trine_mpi_broadcast_f32(trine_mpi_comm comm, float *buffer, size_t count, int root);
int trine_mpi_broadcast_f64(trine_mpi_comm comm, double *buffer, size_t count, int root);

/* `all` holds size x count bytes on each rank; MPI_BYTE is a macro Swift cannot import. */
int trine_mpi_allgather(trine_mpi_comm comm, const void *buffer, size_t count, void *all);

/* MARK: - Messages */

/* What a message is made of: MPI_FLOAT and MPI_BYTE are macros Swift cannot import. */
enum { TRINE_MPI_BYTES = 0, TRINE_MPI_FLOATS = 1 };

/* Any rank or tag: MPI_ANY_SOURCE and MPI_ANY_TAG are macros Swift cannot import. */
enum { TRINE_MPI_ANY = -1 };

/* MPI_Send and its kin take an MPI_Datatype, whose values are macros Swift cannot import. */
int trine_mpi_send(
    trine_mpi_comm comm, const void *buffer, size_t count, int kind, int rank, int tag);
int trine_mpi_receive(
    trine_mpi_comm comm, void *buffer, size_t count, int kind, int rank, int tag);
int trine_mpi_send_receive(trine_mpi_comm comm, const float *sent, size_t sent_count, int to,
                           float *received, size_t received_count, int from, int tag);

/* A message that waits to be received. */
typedef struct trine_mpi_message {
  int found;
  int source;
  int tag;
} trine_mpi_message;

/* Looks without waiting; MPI_Status differs between libraries. */
int trine_mpi_probe(trine_mpi_comm comm, int rank, int tag, trine_mpi_message *message);

/* MARK: - Transfers: messages under way while the caller does something else */

/* One piece each. MPI_Request differs between libraries; see trine_mpi_send for the rest. */
int trine_mpi_start_send(trine_mpi_comm comm, const void *buffer, size_t count, int kind, int rank,
                         int tag, trine_mpi_request *request);
int trine_mpi_start_receive(trine_mpi_comm comm, void *buffer, size_t count, int kind, int rank,
                            int tag, trine_mpi_request *request);
int trine_mpi_start_allreduce_sum_f32(
    trine_mpi_comm comm, float *buffer, size_t count, trine_mpi_request *request);

/* Ends a transfer if it is done, or when it is; `expected` values must have come, unless it is
 * negative. MPI_Request and MPI_Status differ between libraries. */
int trine_mpi_test(trine_mpi_request *request, int kind, long long expected, int *done);
int trine_mpi_wait(trine_mpi_request *request, int kind, long long expected);

/* Makes every later start fail: a transfer was dropped that was not done. The flag stands in C
 * since Swift has no global variable that any thread may write. */
void trine_mpi_drop(void);

/* MARK: - Memory of other processes */

/* Shares `bytes` zeroed bytes of this rank with its node, and finds the segments of all its ranks,
 * each on a cache line's start; NULL where a rank shares nothing. Collective; lives as long as the
 * process. MPI_Win is a type only the library knows. */
int trine_mpi_window(trine_mpi_comm node, size_t bytes, void **segments);

/* Takes the memory behind addresses, or says TRINE_MPI_NO_ROOM where a write would be answered by
 * SIGBUS; madvise's newest advice is a macro Swift cannot import. */
int trine_mpi_populate(void *base, size_t bytes);

/* Whether bytes of another process could be read; Swift's map of the C library lacks
 * process_vm_readv. */
int trine_mpi_read_process(int process, uint64_t address, void *into, size_t bytes);

/* Tells the processor that this is a loop that waits; Swift has no word for the instruction. */
static inline void trine_mpi_relax(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#endif
