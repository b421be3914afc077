/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

#include "internal.h"

/* MARK: - Start and end */

static int started;
static int aborted;
static int never_finalize;

static void finalize(void) {
  int finalized = 1;
  /* After an abort the others are gone, and MPI_Finalize would wait for them. */
  if (aborted || never_finalize || MPI_Finalized(&finalized) != MPI_SUCCESS || finalized) return;
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

void trine_mpi_never_finalize(void) { never_finalize = 1; }

void trine_mpi_die_with_parent(void) {
#if defined(__linux__)
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

/* MARK: - Words */

static const char *own_words(int code) {
  switch (code) {
    case TRINE_MPI_NO_THREADS:
      return "this MPI library offers no MPI_THREAD_FUNNELED";
    case TRINE_MPI_SHORT_MESSAGE:
      return "the message is shorter than the buffer";
    case TRINE_MPI_DROPPED_TRANSFER:
      return "a transfer was dropped before it was done";
    case TRINE_MPI_NO_ROOM:
      return "/dev/shm, which is behind shared memory, has too little room";
    default:
      return NULL;
  }
}

void trine_mpi_error_text(int code, char *text, size_t capacity) {
  char buffer[MPI_MAX_ERROR_STRING + 1] = "";
  int length = 0;
  if (own_words(code) != NULL)
    snprintf(text, capacity, "%s", own_words(code));
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
