/* SPDX-License-Identifier: MIT */
/* Prints the samples/s of a training step in which nothing but its matrix products takes time: the
   machine's end, which no implementation over the same BLAS passes without fewer products.

   Usage: products PROCESSES BATCH INxOUT...
   Example: products 2 64 784x512 512x512 512x10

   Each process computes, for each layer, the forward product, the weight's gradient and, but for
   the first layer, the input's gradient, as Trine calls sgemm for them, with one thread. All
   processes start together; the sum of their rates is printed. */
#include <cblas.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_LAYERS = 16, MOST_PROCESSES = 64, WARM_UP = 2 };
static const double SECONDS = 3;

/* Shapes: input and dInput (B, I), weight and dWeight (O, I), output and dOutput (B, O). */
struct layer {
  int inputs, outputs;
  float *input, *dInput, *weight, *dWeight, *output, *dOutput;
};

struct shared {
  atomic_int ready;
  double rates[MOST_PROCESSES];
};

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + 1e-9 * time.tv_nsec;
}

/* Small values of both signs: products of zeros or denormals would not be timed as others are. */
static float *values(size_t rows, size_t columns) {
  size_t bytes = (rows * columns * sizeof(float) + 63) / 64 * 64;
  float *made = aligned_alloc(64, bytes);
  if (made == NULL) {
    perror("products");
    exit(1);
  }
  for (size_t i = 0; i < rows * columns; i++) made[i] = (float)(i % 17) / 64 - 0.125f;
  return made;
}

static void fill(struct layer *layer, int batch) {
  layer->input = values(batch, layer->inputs);
  layer->dInput = values(batch, layer->inputs);
  layer->weight = values(layer->outputs, layer->inputs);
  layer->dWeight = values(layer->outputs, layer->inputs);
  layer->output = values(batch, layer->outputs);
  layer->dOutput = values(batch, layer->outputs);
}

/* output = input weightᵀ */
static void forward(const struct layer *l, int batch) {
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, batch, l->outputs, l->inputs, 1, l->input,
              l->inputs, l->weight, l->inputs, 0, l->output, l->outputs);
}

/* dWeight = dOutputᵀ input */
static void weight_gradient(const struct layer *l, int batch) {
  cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, l->outputs, l->inputs, batch, 1, l->dOutput,
              l->outputs, l->input, l->inputs, 0, l->dWeight, l->inputs);
}

/* dInput = dOutput weight */
static void input_gradient(const struct layer *l, int batch) {
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, batch, l->inputs, l->outputs, 1,
              l->dOutput, l->outputs, l->weight, l->inputs, 0, l->dInput, l->inputs);
}

static void step(const struct layer *layers, int count, int batch) {
  for (int i = 0; i < count; i++) forward(&layers[i], batch);
  for (int i = count - 1; i >= 0; i--) {
    weight_gradient(&layers[i], batch);
    if (i > 0) input_gradient(&layers[i], batch);
  }
}

static double rate(struct layer *layers, int count, int batch, int processes, atomic_int *ready) {
  for (int i = 0; i < count; i++) fill(&layers[i], batch);
  for (int i = 0; i < WARM_UP; i++) step(layers, count, batch);
  atomic_fetch_add(ready, 1);
  while (atomic_load(ready) < processes) usleep(50);
  long steps = 0;
  double begin = now(), elapsed;
  do {
    step(layers, count, batch);
    steps++;
    elapsed = now() - begin;
  } while (elapsed < SECONDS);
  return steps * batch / elapsed;
}

/* Reads "784x512" and the like into `layers`; returns how many there are, or 0 if one is wrong. */
static int parsed(char **words, int count, struct layer *layers) {
  if (count > MOST_LAYERS) return 0;
  for (int i = 0; i < count; i++) {
    struct layer *l = &layers[i];
    if (sscanf(words[i], "%dx%d", &l->inputs, &l->outputs) != 2) return 0;
    if (l->inputs < 1 || l->outputs < 1) return 0;
  }
  return count;
}

/* Starts the processes; returns whether all did their work. */
static int run(struct layer *layers, int count, int batch, int processes, struct shared *shared) {
  for (int i = 0; i < processes; i++) {
    pid_t child = fork();
    if (child < 0) return 0;
    if (child == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL); /* or it would wait for ever for those that never start */
      shared->rates[i] = rate(layers, count, batch, processes, &shared->ready);
      _exit(0);
    }
  }
  for (int status; wait(&status) > 0;)
    if (status != 0) return 0;
  return 1;
}

int main(int argc, char **argv) {
  struct layer layers[MOST_LAYERS];
  int processes = argc > 3 ? atoi(argv[1]) : 0, batch = argc > 3 ? atoi(argv[2]) : 0;
  int count = argc > 3 ? parsed(argv + 3, argc - 3, layers) : 0;
  if (processes < 1 || processes > MOST_PROCESSES || batch < 1 || count < 1) {
    fprintf(stderr, "usage: products PROCESSES BATCH INxOUT...\n");
    return 64;
  }

  struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  openblas_set_num_threads(1);
  if (shared == MAP_FAILED || !run(layers, count, batch, processes, shared)) {
    perror("products");
    return 1;
  }
  double sum = 0;
  for (int i = 0; i < processes; i++) sum += shared->rates[i];
  printf("%.0f\n", sum);
  return 0;
}
