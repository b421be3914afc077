/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* A message of more values than one piece is several messages with one tag: MPI keeps the order of
 * messages between two ranks, and both sides know the count. */

typedef struct form {
  MPI_Datatype type;
  size_t width;
} form;

static form of_kind(int kind) {
  return kind == TRINE_MPI_FLOATS ? (form){MPI_FLOAT, 4} : (form){MPI_BYTE, 1};
}

/* MPI takes a message shorter than the buffer for granted; here it is an error. */
static int whole(int code, MPI_Status *status, form form, int expected) {
  int count = 0;
  if (code == MPI_SUCCESS) code = MPI_Get_count(status, form.type, &count);
  return code == MPI_SUCCESS && count != expected ? TRINE_MPI_SHORT_MESSAGE : code;
}

/* MARK: - Blocking */

int trine_mpi_send(trine_mpi_comm comm, const void *buffer, size_t count, int kind, int rank,
                   int tag) {
  form form = of_kind(kind);
  size_t done = 0;
  int code;
  do {
    code = MPI_Send((const char *)buffer + done * form.width, piece(count - done), form.type, rank,
                    tag, opened(comm));
    done += trine_mpi_piece_limit();
  } while (done < count && code == MPI_SUCCESS);
  return code;
}

int trine_mpi_receive(trine_mpi_comm comm, void *buffer, size_t count, int kind, int rank,
                      int tag) {
  form form = of_kind(kind);
  size_t done = 0;
  int code;
  do {
    MPI_Status status;
    int expected = piece(count - done);
    code = MPI_Recv((char *)buffer + done * form.width, expected, form.type, rank, tag,
                    opened(comm), &status);
    code = whole(code, &status, form, expected);
    done += trine_mpi_piece_limit();
  } while (done < count && code == MPI_SUCCESS);
  return code;
}

/* One side may have more pieces than the other: it goes on alone, against MPI_PROC_NULL. */
int trine_mpi_send_receive(trine_mpi_comm comm, const float *sent, size_t sent_count, int to,
                           float *received, size_t received_count, int from, int tag) {
  form form = of_kind(TRINE_MPI_FLOATS);
  size_t done = 0;
  int code;
  do {
    MPI_Status status;
    int sends = done == 0 || done < sent_count;
    int receives = done == 0 || done < received_count;
    int outgoing = sends ? piece(sent_count - done) : 0;
    int incoming = receives ? piece(received_count - done) : 0;
    code = MPI_Sendrecv(sends ? sent + done : NULL, outgoing, MPI_FLOAT,
                        sends ? to : MPI_PROC_NULL, tag, receives ? received + done : NULL,
                        incoming, MPI_FLOAT, receives ? from : MPI_PROC_NULL, tag, opened(comm),
                        &status);
    code = whole(code, &status, form, incoming);
    done += trine_mpi_piece_limit();
  } while ((done < sent_count || done < received_count) && code == MPI_SUCCESS);
  return code;
}

int trine_mpi_probe(trine_mpi_comm comm, int rank, int tag, trine_mpi_message *message) {
  MPI_Status status;
  int found = 0;
  int source = rank == TRINE_MPI_ANY ? MPI_ANY_SOURCE : rank;
  int mark = tag == TRINE_MPI_ANY ? MPI_ANY_TAG : tag;
  int code = MPI_Iprobe(source, mark, opened(comm), &found, &status);
  message->found = found;
  if (code != MPI_SUCCESS || !found) return code;
  message->source = status.MPI_SOURCE;
  message->tag = status.MPI_TAG;
  return code;
}

/* MARK: - Nonblocking */

static int dropped;

static trine_mpi_request stored(MPI_Request request) {
  trine_mpi_request result = {0};
  memcpy(&result.handle, &request, sizeof request);
  return result;
}

static MPI_Request loaded(const trine_mpi_request *request) {
  MPI_Request result;
  memcpy(&result, &request->handle, sizeof result);
  return result;
}

int trine_mpi_start_send(trine_mpi_comm comm, const void *buffer, size_t count, int kind, int rank,
                         int tag, trine_mpi_request *request) {
  if (dropped) return TRINE_MPI_DROPPED_TRANSFER;
  MPI_Request started = MPI_REQUEST_NULL;
  int code =
      MPI_Isend(buffer, (int)count, of_kind(kind).type, rank, tag, opened(comm), &started);
  *request = stored(started);
  return code;
}

int trine_mpi_start_receive(trine_mpi_comm comm, void *buffer, size_t count, int kind, int rank,
                            int tag, trine_mpi_request *request) {
  if (dropped) return TRINE_MPI_DROPPED_TRANSFER;
  MPI_Request started = MPI_REQUEST_NULL;
  int code =
      MPI_Irecv(buffer, (int)count, of_kind(kind).type, rank, tag, opened(comm), &started);
  *request = stored(started);
  return code;
}

int trine_mpi_start_allreduce_sum_f32(trine_mpi_comm comm, float *buffer, size_t count,
                                      trine_mpi_request *request) {
  if (dropped) return TRINE_MPI_DROPPED_TRANSFER;
  MPI_Request started = MPI_REQUEST_NULL;
  int code = MPI_Iallreduce(MPI_IN_PLACE, buffer, (int)count, MPI_FLOAT, MPI_SUM, opened(comm),
                            &started);
  *request = stored(started);
  return code;
}

static int ended(int code, MPI_Status *status, int kind, long long expected) {
  return expected < 0 ? code : whole(code, status, of_kind(kind), (int)expected);
}

int trine_mpi_test(trine_mpi_request *request, int kind, long long expected, int *done) {
  MPI_Status status;
  MPI_Request open = loaded(request);
  int code = MPI_Test(&open, done, &status);
  *request = stored(open);
  return code == MPI_SUCCESS && !*done ? code : ended(code, &status, kind, expected);
}

int trine_mpi_wait(trine_mpi_request *request, int kind, long long expected) {
  MPI_Status status;
  MPI_Request open = loaded(request);
  int code = MPI_Wait(&open, &status);
  *request = stored(open);
  return ended(code, &status, kind, expected);
}

void trine_mpi_drop(void) { dropped = 1; }
